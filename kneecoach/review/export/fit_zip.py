"""A ZIP of FIT files, one per session: a FIT file has one activity."""

from kneecoach.review.export.fit import write_all as write

__all__ = ["write"]
