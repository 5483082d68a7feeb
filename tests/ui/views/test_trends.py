"""A page of Trends: its charts under their headings."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kneecoach.ui.views.trends import View, draw_views


@pytest.mark.parametrize("title", ["Knee stretch", "膝のストレッチ", "膝のストレッチ" * 9])
def test_which_of_several_is_shown_stands_at_the_right_edge_whatever_script_a_title_is_in(title: str) -> None:
    row, *_ = draw_views((View(title, "in words"),), "2 of 3", 40, 9)
    shown = "".join(span.text for span in row)
    assert shown.endswith(" 2 of 3")
    assert cell_len(shown) == 40
