"""An input for a number: typed, or changed with left and right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.binding import Binding

from kneecoach.errors import KneecoachError
from kneecoach.ui.widgets.field import Field


class NumberField(Field):
    """Left and right make the number smaller and larger. The first character typed replaces it."""

    BINDINGS = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
    ]

    def __init__(self, value: str, step: Callable[[str, int], str], **options: Any) -> None:
        """`step` makes the next text of a text, with -1 or 1; `options` are those of Input."""
        super().__init__(value, is_whole=True, compact=True, select_on_focus=True, **options)
        self._step = step

    def action_step(self, by: int) -> None:
        """Make the number smaller or larger."""
        try:
            self.value = self._step(self.value, by)
        except KneecoachError as refused:
            self.notify(str(refused), severity="warning", markup=False)
        self.select_all()
