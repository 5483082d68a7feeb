"""The greatest and the least numbers that a record may hold are drawn and written like any others."""

from __future__ import annotations

from datetime import date

import pytest

from kneecoach.log.record import MOST
from kneecoach.review.export.formats import WRITERS
from kneecoach.review.export.words import Making
from tests.log.samples import STARTED, a_record, a_set

LEAST = 5e-324


@pytest.mark.parametrize("number", [MOST, LEAST])
@pytest.mark.parametrize("name", WRITERS)
def test_in_every_format(name: str, number: float) -> None:
    tried = a_set(load_kg=number, holds=(number, number), seconds=number)
    records = [
        a_record(day, days=day, active_seconds=number, paused_seconds=number, sets=(tried,)) for day in (1, 2, 3)
    ]
    assert WRITERS[name](records, Making(STARTED, date(2026, 11, 30), 3, 5))
