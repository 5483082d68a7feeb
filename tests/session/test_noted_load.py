"""A load that was set is noted in the same words on Live and in --plain."""

from __future__ import annotations

import pytest

from kneecoach.plain.lines import lines_for
from kneecoach.session.keys import command_for
from kneecoach.ui.views.live_notes import note_words
from tests.helpers import Visit, planned


@pytest.mark.parametrize(
    ("name", "typed", "noted"),
    [
        ("hip-thrust", "8", "Noted: 8 kg, hip thrust."),
        ("hip-thrust", "20 lb", "Noted: 9.07 kg, hip thrust."),
        ("lateral-band-walk", "m", "Noted: medium band, lateral band walk."),
        ("lateral-band-walk", "purple", "Noted: purple band, lateral band walk."),
        ("lateral-band-walk", "two bands", "Noted: two bands, lateral band walk."),
    ],
)
def test_the_load_comes_first_and_then_the_exercise(name: str, typed: str, noted: str) -> None:
    visit = Visit(planned(f'use = "{name}"\n'))
    (event,) = visit.do(command_for(f"l {typed}", visit.state))
    assert note_words(event, visit.state) == noted
    assert lines_for(event, visit.state) == [noted]
