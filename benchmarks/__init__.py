"""Benchmarks: what kneecoach costs, each next to a yardstick run in the same minute. `make bench`."""
