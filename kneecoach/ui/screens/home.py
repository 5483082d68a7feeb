"""Home: the routine, the week and the pain so far, and the session that was cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from kneecoach.text import NOT_ADVICE, day_words
from kneecoach.ui.bindings import HOME, key_words
from kneecoach.ui.footer_keys import HOME_CUT_OFF
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.views.home import HomeData, PastSummary, RoutineCard
from kneecoach.ui.views.wrapping import cut
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pairs import Pairs
from kneecoach.ui.widgets.pressable import Button, PressLine

if TYPE_CHECKING:
    from kneecoach.log.record import Record
    from kneecoach.ui.widgets.morning import Morning
    from kneecoach.ui.widgets.press_chart import PressChart
    from kneecoach.ui.widgets.routine_figure import RoutineFigure

FIGURE_WIDTH, FIGURE_HEIGHT = 77, 22
"""The smallest window, in cells, in which the figure is shown."""
TALL_WIDTH, TALL_HEIGHT = 90, 28
"""The smallest window, in cells, in which the figure is larger."""
LOW_HEIGHT = 16
"""Rows below which there is no room for a button."""
FRAME_CELLS = 6
"""Cells of the routine's frame on which its title cannot stand."""
RIGHT_ARROW_CELLS = 5
"""Cells at the right end of the routine's frame in which a click means the next routine."""
LOOK_SECONDS = 2.0
"""Real seconds between two looks at another process that has the live session."""
WIDE_WIDTH, WIDE_HEIGHT = 120, 30
"""The smallest window, in cells, in which the past stands beside the routine."""


class Home(KneeScreen):
    """The first screen. It is painted before the routine and the log are read.

    Its styles are part of the app's own. Separate ones would have to be parsed before the first paint.
    """

    BINDINGS = [*HOME]

    LEFTOVER_FIRST = "A session was cut off. Enter goes on with it, s saves what was done, d deletes it."

    def __init__(self) -> None:
        super().__init__()
        self._data: HomeData | None = None
        self.past = PastSummary()
        """What Home says about the sessions so far."""
        self._chosen = 0
        self._wanted = ""
        """Id of the routine that the person has turned to."""
        self._has_turned = False
        """Whether the person has looked at another routine: then it stays the one that is shown."""
        self._morning: Morning | None = None
        self._figure: RoutineFigure | None = None
        self._week: PressChart | None = None
        self._looks: Timer | None = None
        """Runs only while another process is said to have the live session."""
        self._pains: PressChart | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="brand"):
            yield Line("kneecoach", classes="heading")
            yield Line(id="today", classes="muted")
        with Vertical(id="leftover"):
            yield Line(id="leftover-where")
            with Horizontal(classes="presses"):
                yield Button(press="resume", id="go-on")
                yield PressLine(press="save_leftover", id="save", classes="other")
                yield PressLine(press="discard_leftover", id="discard", classes="other")
        with Horizontal(id="columns"):
            with Vertical(id="routine"):
                yield Line(id="routine-about", classes="muted")
                yield Line(id="routine-size", classes="muted")
                with Horizontal(id="routine-body"), Vertical(id="routine-words"):
                    yield Pairs(id="routine-doses")
                    with Horizontal(classes="presses"):
                        yield Button(press="begin", id="start")
                        yield PressLine(press="begin_now", id="start-now", classes="other")
            with Vertical(id="so-far"):
                yield PressLine(id="past", press="last")
        yield Line(id="worse", classes="alert")
        yield Line(id="problem", classes="alert")
        yield Line(NOT_ADVICE, id="advice", classes="muted")

    def show(self, data: HomeData) -> None:
        """Show the data that was read."""
        self._data = data
        ids = [card.id for card in data.routines]
        if self._wanted in ids:  # where another routine is new or gone, its place is another one
            self._chosen = ids.index(self._wanted)
        self._chosen = min(self._chosen, max(0, len(ids) - 1))
        self._turn_to_first()
        self.set_class(data.leftover is not None, "-leftover")
        self.query_one("#leftover").border_title = "A session was cut off"
        self.query_one("#leftover-where", Line).update(data.leftover or "")
        self._name_keys()
        self.say("\n".join(data.problems))
        self._show_routine()
        self._show_past()
        self.refresh_bindings()
        self.call_after_refresh(self._show_figure)

    def _name_keys(self) -> None:
        """Say on every button which key it stands for, as the user set it."""
        keys = {binding.id: key_words(self.coach.keys.get(binding.id or "", binding.key)) for binding in HOME}
        self.query_one("#start", Button).say("Start", keys["home-start"])
        self.query_one("#go-on", Button).say("Go on", keys["home-resume"])
        for name, key, words in (
            ("start-now", "home-start-now", "no questions"),
            ("save", "home-save", "save what was done"),
            ("discard", "home-discard", "delete"),
        ):
            self.query_one(f"#{name}", PressLine).update(
                Content.assemble((f" {keys[key]} ", "reverse"), f" {words}")
            )

    def on_mount(self) -> None:
        self.coach.hours.changed.subscribe(self, lambda _now: self.coach.look_at_past())
        self._looks = self.set_interval(LOOK_SECONDS, self.look_at_holder, pause=True)

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        return super().size_classes(width, height) | {
            "-low": height < FIGURE_HEIGHT,
            "-tiny": height < LOW_HEIGHT,
            "-tall": width >= TALL_WIDTH and height >= TALL_HEIGHT,
            "-figure": width >= FIGURE_WIDTH and height >= FIGURE_HEIGHT,
            "-wide": width >= WIDE_WIDTH and height >= WIDE_HEIGHT,
        }

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.query_one("#so-far").border_title = "So far" if self.has_class("-wide") else None
        self._show_routine()
        self._show_figure()
        self.call_after_refresh(self._show_past)
        self.call_after_refresh(self._show_title)
        self.refresh_keys()

    def _show_figure(self) -> None:
        """Show the figure if there is room for it. It is imported late, after the routine's first paint."""
        data = self._data
        if data is None or not data.routines or not self.is_up:
            return
        if self._figure is None and self.has_class("-figure"):
            from kneecoach.ui.widgets.routine_figure import RoutineFigure

            self._figure = RoutineFigure(data.routines[self._chosen].movements)
            self.query_one("#routine-body").mount(self._figure, before=0)
        elif self._figure is not None:
            self._figure.show(data.routines[self._chosen].movements)

    def paint_figure(self) -> None:
        """Show the figure as it is at this instant."""
        if self._figure is not None and self._figure.is_mounted:
            self._figure.paint()

    def on_screen_resume(self) -> None:
        self.paint_figure()

    def on_screen_suspend(self) -> None:
        if self._figure is not None:
            self._figure.cover()

    def show_past(self, past: PastSummary, records: tuple[Record, ...]) -> None:
        """Show what the log says, and ask about the morning after if that is open."""
        self.past = past
        self.query_one("#worse", Line).update(past.alert)
        self.set_class(bool(past.alert), "-worse")
        if self._week is None:
            # Charts know of records, which would have to be imported before the first paint.
            from kneecoach.ui.widgets.press_chart import PressChart

            self._week = PressChart(id="week", press="app.show_screen('history')")
            self._pains = PressChart(id="pains", press="app.show_screen('trends')")
            self.query_one("#so-far").mount(self._week, self._pains, before="#past")
        self._turn_to_first()
        self._show_past()
        self._show_routine()
        self._ask_morning(records)

    def _show_past(self) -> None:
        past, is_wide = self.past, self.has_class("-wide")
        self.query_one("#today", Line).update("" if past.today is None else day_words(past.today))
        if self._week is not None and self._pains is not None:
            self._week.show(past.draw_week)
            self._week.display = bool(past.week)
            self._pains.show(past.chart_pain if is_wide else past.draw_pain)
            self._pains.display = bool(past.pains)
        width = self.query_one("#so-far").content_size.width or self.size.width - 6
        # Beside a session that was cut off, enter goes on with that one.
        is_brief = past.last is None and self._is_cut_off
        self.query_one("#past", PressLine).update(
            past.said[0] if is_brief else past.last_words(width, is_tall=is_wide)
        )

    def say_of_log(self, problems: tuple[str, ...]) -> None:
        """Show the problems of the log below earlier problems."""
        if problems:
            self.say("\n".join([*(self._data.problems if self._data else ()), *problems]))

    def _ask_morning(self, records: tuple[Record, ...]) -> None:
        """Ask how the knee was on the morning after, if that is still open. Nothing waits for the answer."""
        if self._morning is None:
            from kneecoach.ui.widgets.morning import Morning

            self._morning = Morning()
            self.mount(self._morning, after="#columns")
        self._morning.look(records)

    def on_key(self, event: events.Key) -> None:
        # The question takes its answers without having the focus. All other keys keep their meaning.
        if self._morning is not None and self._morning.take(event.key):
            event.stop()

    @property
    def routine(self) -> str:
        """Id of the routine that is shown; empty if there is none."""
        return self.routines[self._chosen].id if self.routines else ""

    @property
    def routines(self) -> tuple[RoutineCard, ...]:
        """The routines, in the order in which they are shown."""
        return self._data.routines if self._data is not None else ()

    @property
    def _is_cut_off(self) -> bool:
        """Whether a session was cut off; it comes before any other."""
        return self._data is not None and self._data.leftover is not None

    @property
    def footer_name(self) -> str:
        return HOME_CUT_OFF if self._is_cut_off else super().footer_name

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving a question open needs a shown question, and a start needs that no session was cut off."""
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
        self.query_one("#problem", Line).tell(problem)
        if self._looks is not None:
            (self._looks.resume if self.coach.opener.cut_off.held else self._looks.pause)()
        self.set_class(bool(problem), "-problem")

    def look_at_holder(self) -> None:
        """If another process has the live session, look in a thread whether what is said of it is still true."""
        if self.coach.opener.cut_off.held and self.app.screen is self:
            self.run_worker(self._look_at_holder, thread=True, exclusive=True, group="holder")

    def _look_at_holder(self) -> None:
        if self.coach.opener.cut_off.is_held_otherwise(self.coach.clock):
            self.app.call_from_thread(self.coach.read_again)

    def _turn_to_first(self) -> None:
        """Turn to the routine to begin with, once it is known, unless the person has turned to one."""
        ids = [card.id for card in self._data.routines] if self._data is not None else []
        if not self._has_turned and self.past.routine in ids:
            self._chosen = ids.index(self.past.routine)
            self._show_figure()

    def _show_routine(self) -> None:
        if self._data is None or not self._data.routines:
            return
        shown = self._data.routines[self._chosen]
        several = len(self._data.routines)
        panel = self.query_one("#routine")
        self._show_title()
        panel.border_subtitle = f"routine {self._chosen + 1} of {several}  ← →" if several > 1 else ""
        self.query_one("#routine-about", Line).update(shown.about)
        is_brief = self.has_class("-figure") and not self.has_class("-wide")
        doses = shown.doses_with(self.past.loads.get(shown.id, {}), is_brief=is_brief)
        self.query_one("#routine-doses", Pairs).show(doses)
        self.query_one("#routine-size", Line).update(shown.size)

    def _show_title(self) -> None:
        """Show the routine's title on its frame, cut between words if the frame is too narrow."""
        if self._data is not None and self._data.routines and self.is_up:
            panel, title = self.query_one("#routine"), self._data.routines[self._chosen].title
            width = panel.outer_size.width
            panel.border_title = Content(cut(title, width - FRAME_CELLS) if width else title)

    def on_click(self, event: events.Click) -> None:
        """A click on the arrows shows another routine."""
        panel = self.query_one("#routine").region
        if event.screen_y == panel.bottom - 1 and panel.x <= event.screen_x < panel.right:
            self.action_turn(1 if event.screen_x >= panel.right - RIGHT_ARROW_CELLS else -1)

    def action_turn(self, step: int) -> None:
        """Show another routine."""
        if self._data and len(self._data.routines) > 1:
            self._has_turned = True
            self._chosen = (self._chosen + step) % len(self._data.routines)
            self._wanted = self._data.routines[self._chosen].id
            self._show_routine()
            self._show_figure()

    def turn_to(self, routine: str) -> None:
        """Show this routine, now or once it is read."""
        self._wanted, self._has_turned = routine, True

    def action_begin(self) -> None:
        """Start, after a few questions."""
        self.begin(ask=True)

    def action_begin_now(self) -> None:
        """Start at once."""
        self.begin(ask=False)

    def begin(self, *, ask: bool) -> None:
        """Start the routine that is shown, with questions if `ask`."""
        if self.routine:
            self.coach.opener.choose(self.routine, ask=ask)

    def action_movements(self) -> None:
        """Open Movements."""
        self.coach.open_movements()

    def take_settings(self) -> None:
        """Apply the current settings: keys, colours, the figure."""
        if self._data is not None:
            self._name_keys()
        if self._figure is not None and self._figure.is_mounted:
            self._figure.take_colours()

    def action_last(self) -> None:
        """Open every set of the last session."""
        if self.past.last is not None:
            self.coach.open_detail(self.past.last)

    def action_resume(self) -> None:
        """Resume the session that was cut off."""
        self.coach.opener.resume(go_on=False)

    def action_save_leftover(self) -> None:
        """Save what was done of the session that was cut off."""
        self.coach.opener.save()

    def action_discard_leftover(self) -> None:
        """Delete the session that was cut off, after asking again."""
        self.coach.opener.delete()
