"""Benchmarks: what kneecoach costs, each beside a yardstick run in the same minute. `make bench`."""
