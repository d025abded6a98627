"""A plain reading of Chinese numerals as outside suites ask for it: a yardstick of the benchmarks, no part of the product."""
