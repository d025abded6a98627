"""A document in, its verified brief out: the steps in their order."""
