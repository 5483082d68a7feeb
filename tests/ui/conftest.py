"""Snapshots as SVG files, ids that are the same in every run, and what makes screen tests quick.

Sleeps are skipped. Style sheets and pictures that an earlier test has made are used again. What
nobody looks at is not painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.figures.cells import Row
from kneecoach.figures.figure import Figure
from kneecoach.figures.frames import Look
from tests.ui.quick_answers import remember_answers
from tests.ui.quick_calls import remember_parameters
from tests.ui.quick_dispatch import remember_handlers
from tests.ui.quick_loop import QuickLoop, textual_in_its_time
from tests.ui.quick_paints import paint_when_looked_at
from tests.ui.quick_styles import look_at_the_widget_first, share_rules
from tests.ui.quick_waits import wait_for_the_busy
from tests.ui.screen_extension import ScreenExtension


def pytest_asyncio_loop_factories() -> dict[str, type[QuickLoop]]:
    """Tests of screens run in a loop that does not sleep."""
    return {"quick": QuickLoop}


@pytest.fixture(autouse=True, scope="session")
def _textual_is_quick() -> Iterator[None]:
    """Textual reads the loop's clock, and parses each style sheet once."""
    with textual_in_its_time(), pytest.MonkeyPatch.context() as patch:
        share_rules(patch)
        look_at_the_widget_first(patch)
        remember_answers(patch)
        remember_handlers(patch)
        remember_parameters(patch)
        wait_for_the_busy(patch)
        yield


@pytest.fixture(autouse=True)
def _painted_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees what is painted between two looks."""
    paint_when_looked_at(monkeypatch)


MAX_REMEMBERED = 1000
"""How many pictures are kept for the next tests; each takes at most about 100 kB."""

_drawn: dict[tuple[str, str], tuple[Row, ...]] = {}
_words: WeakKeyDictionary[Figure, str] = WeakKeyDictionary()


@pytest.fixture(autouse=True)
def _each_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture depends only on figure, look and pose, so the tests of a process share what takes longest."""
    draw = Figure._draw

    def remembered(figure: Figure, look: Look, joints: Any, camera: float) -> tuple[Row, ...]:
        words = _words.setdefault(figure, "") or figure.says.model_dump_json()
        _words[figure] = words
        key = (words, repr((look, joints, camera)))
        if key not in _drawn:
            if len(_drawn) >= MAX_REMEMBERED:
                _drawn.clear()
            _drawn[key] = draw(figure, look, joints, camera)
        return _drawn[key]

    monkeypatch.setattr(Figure, "_draw", remembered)


@pytest.fixture
def screen(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compares the app's screen with the one that was reviewed and committed."""
    return snapshot.use_extension(ScreenExtension)


@pytest.fixture(autouse=True)
def _same_id_every_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Screens show the ids of sessions, so here they are 00000001-…, 00000002-…"""
    count = iter(range(1, 1000))
    monkeypatch.setattr(
        "kneecoach.journal.begin.uuid.uuid4", lambda: f"{next(count):08d}-0000-4000-8000-000000000000"
    )
    yield
