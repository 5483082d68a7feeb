"""What the tests of a failing disk share: one walk, its session, and what the log holds after it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from tests.helpers import Visit, a_plan, walk
from tests.log.samples import DEVICE

PLAN = a_plan(walk(2, 3, sets=1))

posix = pytest.mark.skipif(os.name != "posix", reason="what is open cannot be taken away on Windows")


def own_file(paths: Paths) -> Path:
    """The file that DEVICE writes."""
    return paths.log_dir / f"{DEVICE}.jsonl"


def lines(paths: Paths) -> list[Record]:
    """The lines of the file that are whole records."""
    return list(Store(paths).read().records)


def a_visit() -> Visit:
    """A whole session."""
    visit = Visit(PLAN)
    visit.finish()
    return visit
