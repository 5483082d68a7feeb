"""A ZIP of FIT files, one a session: FIT has one activity a file."""

from kneecoach.review.export.fit import write_all as write

__all__ = ["write"]
