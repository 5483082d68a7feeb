"""The largest and smallest numbers that a record may hold are drawn and written like any others."""

from __future__ import annotations

from datetime import date

import pytest

from kneecoach.log.record import MOST
from kneecoach.review.export.formats import FORMATS
from kneecoach.review.export.source import ExportContext, ExportSource
from tests.log.samples import STARTED, a_record, a_set

LEAST = 5e-324


@pytest.mark.parametrize("number", [MOST, LEAST])
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"json", "fit", "fit-zip"}])
def test_in_every_format(name: str, number: float) -> None:
    tried = a_set(load_kg=number, holds=(number, number), seconds=number)
    records = [
        a_record(day, days=day, active_seconds=number, paused_seconds=number, sets=(tried,)) for day in (1, 2, 3)
    ]
    context = ExportContext(STARTED, date(2026, 11, 30), 3, 5)
    assert FORMATS[name].write(ExportSource(tuple(records), tuple, STARTED, lambda: context))
