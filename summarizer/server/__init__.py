"""The same over HTTP: briefs as jobs, checks at once, and a page on which a person reviews.

Needs the extra ``server``.
"""
