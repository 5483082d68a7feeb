"""Before: pain, pace, first leg and loads, each of which can be left as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kneecoach.keys import kilograms
from kneecoach.log.keeper import Options
from kneecoach.routine.model import Routine
from kneecoach.session.commands import NotNow
from kneecoach.session.plan import Pace, Side
from kneecoach.text import number
from kneecoach.ui.bindings import BEFORE
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale

PACE_WORDS = {Pace.GUIDED: "guided: the coach counts", Pace.SELF: "self: press space for each rep"}


class Before(KneeScreen):
    """Asks before a session."""

    CSS_PATH = "before.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*BEFORE]
    AUTO_FOCUS = "#pain"

    def __init__(self, routine: Routine, options: Options) -> None:
        super().__init__()
        self._routine = routine
        self._options = options

    def body(self) -> ComposeResult:
        yield Line(f"Before you start: {self._routine.says.title}", classes="heading")
        with Horizontal(classes="row gap"):
            yield Line("Knee pain now", classes="label")
            yield Scale(10, id="pain")
        yield Line("a digit, or t for ten; may be left open", classes="hint muted")
        with Horizontal(classes="row"):
            yield Line("Pace", classes="label")
            yield Line(PACE_WORDS[self._options.pace], id="pace")
        with Horizontal(classes="row"):
            yield Line("First leg", classes="label")
            yield Line(self._options.side.value, id="side")
        loads = dict(self._options.loads)
        for exercise in self._routine.says.exercise:
            if exercise.load:
                with Horizontal(classes="row"):
                    yield Line(f"{exercise.title}, kg", classes="label")
                    shown = number(loads[exercise.id]) if exercise.id in loads else ""
                    yield Input(
                        shown,
                        placeholder="none",
                        id=f"load-{exercise.id}",
                        restrict=r"[0-9]*[.,]?[0-9]*",
                        compact=True,
                        max_length=6,
                    )
        with Vertical(id="ready", classes="gap"):
            yield Line("Have ready", classes="heading")
            yield Line("\n".join(self._equipment()), classes="muted")
        yield Line(self._routine.says.warm_up, id="warm-up", classes="gap")

    def _equipment(self) -> list[str]:
        texts = [text for exercise in self._routine.says.exercise for text in exercise.equipment]
        return [f"· {text}" for text in dict.fromkeys(texts)]

    def on_input_submitted(self) -> None:
        self.action_begin()

    def on_unmount(self) -> None:
        self.coach.host.close_sound()

    def action_pace(self) -> None:
        """The other pace."""
        other = Pace.SELF if self._options.pace is Pace.GUIDED else Pace.GUIDED
        self._options = replace(self._options, pace=other)
        self.query_one("#pace", Line).show(PACE_WORDS[other])

    def action_side(self) -> None:
        """The other leg first."""
        other = Side.RIGHT if self._options.side is Side.LEFT else Side.LEFT
        self._options = replace(self._options, side=other)
        self.query_one("#side", Line).show(other.value)

    def action_load(self) -> None:
        """To the first load."""
        fields = self.query(Input)
        if fields:
            fields.first().focus()

    def action_begin(self) -> None:
        """Start the session with these answers."""
        loads: list[tuple[str, float]] = []
        for field in self.query(Input):
            if not field.value.strip():
                continue
            try:
                loads.append(((field.id or "").removeprefix("load-"), kilograms(field.value)))
            except NotNow as refused:
                self.notify(str(refused), severity="warning", markup=False)
                field.focus()
                return
        pain = self.query_one("#pain", Scale).value
        self.coach.begin(self._routine, replace(self._options, loads=tuple(loads), pain_before=pain))
