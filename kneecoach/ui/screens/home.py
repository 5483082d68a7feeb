"""Home: the routine, the last session, and the one that was cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from kneecoach.text import NOT_ADVICE
from kneecoach.ui.bindings import HOME
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.views.home import HomeData, PastSummary
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pairs import Pairs

if TYPE_CHECKING:
    from kneecoach.log.record import Record
    from kneecoach.ui.widgets.morning import Morning


class Home(KneeScreen):
    """The first screen. It is painted before the routine and the log are read.

    Its styles are part of the app's own. Separate ones would have to be parsed before the first paint.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*HOME]

    LEFTOVER_FIRST = "A session was cut off. Enter goes on with it, s saves what was done, d deletes it."

    def __init__(self) -> None:
        super().__init__()
        self._data: HomeData | None = None
        self._chosen = 0
        self._morning: Morning | None = None

    def body(self) -> ComposeResult:
        yield Line("kneecoach", id="brand", classes="heading")
        with Vertical(id="leftover"):
            yield Line("A session was cut off", classes="alert")
            yield Line(id="leftover-where")
            yield Line("enter  go on · s  save what was done · d  delete", id="leftover-keys")
        with Vertical(id="routine"):
            yield Line(id="routine-about", classes="muted")
            yield Pairs(id="routine-doses")
            yield Line(id="routine-size", classes="muted")
        yield Line(id="worse", classes="alert")
        yield Pairs(id="past")
        yield Line(id="problem", classes="alert")
        yield Line(NOT_ADVICE, id="advice", classes="muted")

    def show(self, data: HomeData) -> None:
        """Show the data that was read."""
        self._data = data
        self._chosen = min(self._chosen, max(0, len(data.routines) - 1))
        self.set_class(data.leftover is not None, "-leftover")
        self.query_one("#leftover-where", Line).update(data.leftover or "")
        self.say("\n".join(data.problems))
        self._show_routine()
        self.refresh_bindings()

    def on_mount(self) -> None:
        self.coach.hours.changed.subscribe(self, lambda _now: self.coach.look_at_past())

    def show_past(self, past: PastSummary, records: tuple[Record, ...]) -> None:
        """Show what the log says, and ask about the morning after if that is open."""
        self.query_one("#past", Pairs).show(past.lines)
        self.query_one("#worse", Line).update(past.alert)
        self.set_class(bool(past.alert), "-worse")
        self._ask_morning(records)

    @property
    def _is_cut_off(self) -> bool:
        """Whether a session was cut off; it comes before any other."""
        return self._data is not None and self._data.leftover is not None

    def say_of_log(self, problems: tuple[str, ...]) -> None:
        """Show the problems of the log, after earlier problems."""
        if problems:
            self.say("\n".join([*(self._data.problems if self._data else ()), *problems]))

    def _ask_morning(self, records: tuple[Record, ...]) -> None:
        """Ask how the knee was the morning after, if that is open. Nothing waits for the answer."""
        if self._morning is None:
            from kneecoach.ui.widgets.morning import Morning

            self._morning = Morning()
            self.mount(self._morning, after="#past")
        self._morning.look(records)

    def on_key(self, event: events.Key) -> None:
        # The question takes its digits without having the focus. All other keys keep their meaning.
        if self._morning is not None and self._morning.take(event.key):
            event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a question to leave open only while it is shown, and a start only if no session was cut off."""
        if action == "pass_over":
            return self._morning is not None and self._morning.asks
        if action in {"resume", "save_leftover", "discard_leftover"}:
            return self._is_cut_off
        return action not in {"begin", "begin_now"} or not self._is_cut_off

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether there is a routine to start, or another one to show."""
        data = self._data
        if action in {"begin", "begin_now"}:
            return data is not None and bool(data.routines)
        return action != "turn" or (data is not None and len(data.routines) > 1)

    def action_pass_over(self) -> None:
        """Leave the question about the morning after open."""
        if self._morning is not None:
            self._morning.pass_over()

    def say(self, problem: str) -> None:
        """Show a problem until the log is read again."""
        line = self.query_one("#problem", Line)
        line.display = bool(problem)
        line.update(problem)

    def _show_routine(self) -> None:
        if self._data is None or not self._data.routines:
            return
        shown = self._data.routines[self._chosen]
        several = len(self._data.routines)
        panel = self.query_one("#routine")
        panel.border_title = Content(shown.title)
        panel.border_subtitle = f"routine {self._chosen + 1} of {several}, ← →" if several > 1 else ""
        self.query_one("#routine-about", Line).update(shown.about)
        self.query_one("#routine-doses", Pairs).show(shown.doses)
        self.query_one("#routine-size", Line).update(shown.size)

    def action_turn(self, step: int) -> None:
        """Show another routine."""
        if self._data and self._data.routines:
            self._chosen = (self._chosen + step) % len(self._data.routines)
            self._show_routine()

    def action_begin(self) -> None:
        """Start, after a few questions."""
        self._begin(ask=True)

    def action_begin_now(self) -> None:
        """Start at once."""
        self._begin(ask=False)

    def _begin(self, *, ask: bool) -> None:
        if self._data is not None and self._data.routines:
            self.coach.opener.choose(self._data.routines[self._chosen].id, ask=ask)

    def action_history(self) -> None:
        """Open History."""
        self.coach.open("history")

    def action_trends(self) -> None:
        """Open Trends."""
        self.coach.open("trends")

    def action_movements(self) -> None:
        """Open Movements."""
        self.coach.open_movements()

    def action_resume(self) -> None:
        """Resume the session that was cut off."""
        self.coach.opener.resume(go_on=False)

    def action_save_leftover(self) -> None:
        """Save what was done of the session that was cut off."""
        self.coach.opener.save()

    def action_discard_leftover(self) -> None:
        """Delete the session that was cut off, after asking again."""
        self.coach.opener.delete()
