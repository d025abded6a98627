"""Measure words and currencies of both languages."""
