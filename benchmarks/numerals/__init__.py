"""A plain reading of Chinese numerals, as outside suites ask for it: a yardstick, no part of the product."""
