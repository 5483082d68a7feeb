"""Before: asks for pain, pace, first leg and loads. Each can be left as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.review.loads import next_load
from kneecoach.review.pain import (
    LITTLE,
    Advice,
    Offer,
    advises_against_training,
    band_words,
    before_session,
    little,
)
from kneecoach.review.progress import Suggestion
from kneecoach.routine.equipment import is_missing, to_have_ready
from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.text import size_words
from kneecoach.routine.today import equipment_today, plan_today, standing_today, variants_without_equipment
from kneecoach.session.commands import NotNow
from kneecoach.session.loads import load_of_kind
from kneecoach.session.options import Options
from kneecoach.session.plan import BAND, Exercise, LoadKind, LoadSaid, Pace, Plan, Side
from kneecoach.session.variants import NO_VARIANT
from kneecoach.ui.bindings import BEFORE
from kneecoach.ui.screens.dialogs import BAND_HINT, NO_LOAD, Choice, Load, load_field, load_of
from kneecoach.ui.screens.suggestion_screen import SuggestionScreen
from kneecoach.ui.screens.today_dialogs import AskLeftOut, AskMinutes, LeftOut, Minutes
from kneecoach.ui.screens.variant_dialog import ask_variant_today, with_variants
from kneecoach.ui.views.today import today_words, variants_words, ways_words
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pressable import Button, PressLine, row_label
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.setting import Setting
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from kneecoach.ui.widgets.voice_line import VoiceLine
from kneecoach.voice import Preparation
from kneecoach.words import ready_words, typed_as

PACE_WORDS = {Pace.GUIDED: "guided: the coach counts", Pace.SELF: "self: press space for each rep"}

HOME, ALL_THE_SAME = "h", "a"
NOT_TODAY = {HOME: "not today: back to Home", ALL_THE_SAME: "start anyway"}
"""None of these keys is the start key, so nobody starts by pressing it twice."""

COLUMNS_WIDTH = 100
"""The least window width, in cells, at which the things to have ready stand beside the questions."""
ROOMY_BUTTON = 28
"""The least number of rows at which the button is three rows high."""
HINT = "0–9, or t for 10; optional"


def _row_of(field: Input) -> str:
    """The row of the load that a field has."""
    return (field.id or "").removeprefix("load-")


def _load_rows(exercise: ExerciseModel) -> dict[str, tuple[ExerciseModel, LoadKind]]:
    """A row for each kind of load that an exercise takes in any variant, the first by its id."""
    return {f"{exercise.id}{'--other' * place}": (exercise, kind) for place, kind in enumerate(exercise.load_kinds)}


class Before(SuggestionScreen):
    """Asks before a session."""

    CSS_PATH = "before.tcss"
    BINDINGS = [*BEFORE]
    AUTO_FOCUS = "#pain"

    def __init__(self, routine: Routine, options: Options) -> None:
        super().__init__()
        self._choose(routine, options)
        self._load_rows = {
            row: asked for exercise in routine.spec.exercise for row, asked in _load_rows(exercise).items()
        }
        """The exercise and the kind of load that each row asks for."""
        self._changed = False
        """Whether the routine was changed here. Home then reads it again."""

    def body(self) -> ComposeResult:
        yield Line(id="title", classes="heading")
        with Horizontal(id="columns"):
            with Vertical(id="asks"):
                yield from self._rows()
                with Horizontal(id="presses"):
                    yield Button(press="begin", id="start")
            with Vertical(id="things"):
                yield VoiceLine(self._prepare_voice, id="voice", classes="muted")
                with Vertical(id="ready"):
                    yield Line("Have ready", id="ready-heading", classes="heading")
                    yield Line(id="equipment", classes="muted")
                yield Line(self._routine.spec.warm_up, id="warm-up", classes="gap")

    def _rows(self) -> ComposeResult:
        """The questions and the settings, a row each."""
        with Horizontal(classes="row scale"):
            yield row_label("Knee pain now", "pain")
            yield Scale(10, id="pain")
        yield Line(HINT, id="hint", classes="muted")
        yield Line(id="pain-advice", classes="alert")
        yield Line(id="pain-more")
        yield PressLine(press="without", id="without")
        yield SuggestionPanel()
        with Horizontal(classes="row first"):
            yield row_label("Pace", "pace")
            yield Setting(PACE_WORDS[self._options.pace], press="pace", id="pace")
        with Horizontal(classes="row"):
            yield row_label("First leg", "side")
            yield Setting(self._options.side.value, press="side", id="side")
        with Horizontal(classes="row"):
            yield row_label("Today", "today")
            yield Setting("", press="minutes", id="today")
        with Horizontal(classes="row", id="ways-row"):
            yield row_label("Variants", "ways")
            yield Setting("", press="variant", id="ways")
        yield Line(id="variants", classes="muted")
        for row, (exercise, kind) in self._load_rows.items():
            with Horizontal(classes="row", id=f"row-{row}"):
                what = BAND if kind == BAND else self._options.units
                yield row_label(f"{exercise.title}, {what}", f"load-{row}")
                shown = typed_as(*self._offered(row), self._options.units)
                yield load_field(shown, kind, id=f"load-{row}", placeholder="none")
                yield from [Line(BAND_HINT, classes="muted how")] if kind == BAND else []
                yield Line(classes="alert fault")

    def _offered(self, row: str) -> tuple[float | None, LoadSaid | None]:
        """The load that a row offers, and how it was said."""
        exercise, kind = self._load_rows[row]
        loads, said = dict(self._options.loads or ()), dict(self._options.load_said)
        return load_of_kind(kind, loads.get(exercise.id), said.get(exercise.id))

    def on_mount(self) -> None:
        start = self.query_one("#start", Button)
        start.can_focus = True
        start.say("Start", self.key_of("start"))
        self._show()
        self.look_again()

    def _prepare_voice(self) -> Preparation:
        return self.coach.host.prepare_voice(self._plan, muted=self._options.mute, speed=self._options.speed)

    def look_again(self) -> None:
        self.look(self._routine.spec.id, self.coach.sessions.all, self._routine)

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-columns": width >= COLUMNS_WIDTH, "-low": height < ROOMY_BUTTON}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._show()

    def _choose(self, routine: Routine, options: Options) -> None:
        """Plan the session with these choices. Raises KneecoachError, and changes nothing, if none is left."""
        plan = plan_today(routine, options)
        self._routine, self._options, self._plan = routine, options, plan
        self._standing = standing_today(routine, replace(options, without=()))

    @property
    def _stands_out(self) -> bool:
        """Whether the standing exercises are left out today."""
        return bool(self._standing) and all(exercise.id in self._options.without for exercise in self._standing)

    @property
    def _advice(self) -> Advice | None:
        # Exercises already left out are not offered again.
        titles = [] if self._stands_out else [exercise.title for exercise in self._standing]
        return before_session(self.query_one("#pain", Scale).value, self.coach.settings.pain_cap, titles)

    def _show(self) -> None:
        """Update the screen for the current answers."""
        plan = self._plan
        asks = "" if self.has_class("-narrow") else "Before you start: "
        self.query_one("#title", Line).update(f"{asks}{self._routine.spec.title} · {size_words(plan)}")
        self.query_one("#today", Setting).say(today_words(plan, self._options.minutes))
        self.query_one("#ways-row").display = bool(with_variants(plan))
        self.query_one("#ways", Setting).say(variants_words(plan))
        self.query_one("#variants", Line).tell(ways_words(plan))
        pain, advice = self.query_one("#pain", Scale).value, self._advice
        hint = self.query_one("#hint", Line)
        hint.update(HINT if pain is None else band_words(pain, self.coach.settings.pain_cap).capitalize())
        hint.display = advice is None and not (self.has_class("-narrow") and (pain is None or pain <= LITTLE))
        said, _, more = self.with_help_key(advice.words if advice else "").partition(". ")
        self.query_one("#pain-advice", Line).tell(said)
        self.query_one("#pain-more", Line).tell(more)
        self.query_one("#without", Line).tell(self._without_words(advice))
        loads = {exercise.id: exercise.load for exercise in plan.exercises}
        for row, (exercise, kind) in self._load_rows.items():
            self.query_one(f"#row-{row}").display = loads.get(exercise.id) == kind
        self.set_class(advice is not None or self._stands_out, "-advised")
        equipment = to_have_ready(text for exercise in plan.exercises for text in exercise.equipment)
        compact = self.has_class("-advised") or self.has_class("-suggests")
        ready = ready_words(equipment) if compact else "\n".join(f"· {text}" for text in equipment)
        self.query_one("#ready-heading").display = not compact
        self.query_one("#equipment", Line).update(ready)
        self.refresh_keys()

    def _without_words(self, advice: Advice | None) -> str:
        """What is left out today, or the key that leaves it out."""
        key = self.key_of("without")
        if self._stands_out:
            titles = [exercise.title for exercise in self._standing]
            return f"Today without: {', '.join(titles)}\n{key}  include them again"
        if advice is not None and Offer.WITHOUT_STANDING in advice.offers:
            them = "them" if self._standing[0].title in advice.words else "the standing exercises"
            return f"{key}  leave {them} out today"
        return ""

    @property
    def footer_words(self) -> dict[str, str]:
        return {"before-without": "Include standing"} if self._stands_out else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Standing exercises can be left out only if that is offered, but included again at any time.

        Loads and variants are offered only if an exercise of today has one.
        """
        if action == "without" and self.is_up:
            return bool(self._without_words(self._advice))
        if action == "variant" and self.is_up:
            return bool(with_variants(self._plan))
        if action == "load" and self.is_up:
            return bool(self._load_fields)
        return super().check_action(action, parameters)

    def takes(self, suggestion: Suggestion) -> bool:
        """No step up if there is more than a little pain today."""
        pain = self.query_one("#pain", Scale).value
        return not suggestion.step.is_more or pain is None or pain <= little(self.coach.settings.pain_cap)

    def show_suggestion(self) -> None:
        super().show_suggestion()
        self._show()

    def applied(self, routine: Routine, suggestion: Suggestion) -> None:
        self._changed = True
        others = tuple(pair for pair in self._options.variants if pair[0] != suggestion.exercise)
        self._choose(routine, replace(self._options, variants=others))
        exercise = next(e for e in routine.spec.exercise if e.id == suggestion.exercise)
        load = next_load(self.coach.sessions.all, exercise, self.coach.clock.wall().date())
        asked = {each.id: row for row, (each, kind) in self._load_rows.items() if kind is True}
        if exercise.load_in(exercise.variant) is True and exercise.id in asked:
            loads, said = dict(self._options.loads or ()), dict(self._options.load_said)
            said.pop(exercise.id, None)
            loads = {**loads, exercise.id: load} if load is not None else loads
            self._options = replace(self._options, loads=tuple(loads.items()), load_said=tuple(said.items()))
            self.query_one(f"#load-{asked[exercise.id]}", Input).value = typed_as(load, None, self._options.units)

    def on_scale_chosen(self) -> None:
        self.show_suggestion()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._read_load(event.input)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        chain = self.focus_chain
        after = chain[chain.index(event.input) + 1 :] if event.input in chain else ()
        self.set_focus(next((widget for widget in after if isinstance(widget, Input)), self.query_one("#start")))

    def on_unmount(self) -> None:
        self.coach.host.close_sound()

    def action_without(self) -> None:
        """Leave out the standing exercises today, or include them again."""
        standing = [exercise.id for exercise in self._standing]
        others = tuple(id_ for id_ in self._options.without if id_ not in standing)
        self._change(without=others if self._stands_out else (*others, *standing))

    def _change(self, **changes: Any) -> None:
        """Apply choices for today, unless they leave nothing to train."""
        try:
            self._choose(self._routine, replace(self._options, **changes))
        except KneecoachError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._show()

    def action_minutes(self) -> None:
        """Ask how long the session may take."""

        def answered(chosen: Minutes | None) -> None:
            if chosen is not None:
                self._change(minutes=chosen.value)

        whole = plan_today(self._routine, replace(self._options, minutes=None))
        self.app.push_screen(AskMinutes(whole, self._options.minutes), answered)

    def action_left_out(self) -> None:
        """Ask what to leave out, and what is not at hand."""

        def answered(chosen: LeftOut | None) -> None:
            if chosen is not None:
                self._change(without=chosen.without, missing=chosen.missing)

        def look(chosen: LeftOut) -> Plan:
            return plan_today(self._routine, replace(self._options, without=chosen.without, missing=chosen.missing))

        exercises = [(exercise.id, exercise.title) for exercise in self._routine.spec.exercise]
        equipment = equipment_today(self._routine, self._options)
        missing = tuple(entry for entry in equipment if is_missing(entry, self._options.missing))
        now = LeftOut(self._options.without, missing)
        self.app.push_screen(AskLeftOut(exercises, equipment, now, look), answered)

    def action_variant(self) -> None:
        """Ask in which variant an exercise begins today."""

        def answered(exercise: Exercise, words: str) -> None:
            chosen = dict(self._options.variants) | {exercise.id: words}
            if words == (exercise.planned_variant or NO_VARIANT):
                del chosen[exercise.id]
            if variants_without_equipment(self._routine, replace(self._options, variants=((exercise.id, words),))):
                said = f"That needs equipment you left out today; {self.key_of('left-out')} changes that."
                self.notify(said, severity="warning", markup=False)
            else:
                self._change(variants=tuple(chosen.items()))

        ask_variant_today(self.app, self._plan, answered)

    def action_pace(self) -> None:
        """Switch the pace."""
        other = Pace.SELF if self._options.pace is Pace.GUIDED else Pace.GUIDED
        self._options = replace(self._options, pace=other)
        self.query_one("#pace", Setting).say(PACE_WORDS[other])

    def action_side(self) -> None:
        """Switch the first leg."""
        other = Side.RIGHT if self._options.side is Side.LEFT else Side.LEFT
        self._choose(self._routine, replace(self._options, side=other))
        self.query_one("#side", Setting).say(other.value)

    def action_load(self) -> None:
        """Focus the first load."""
        self._load_fields[0].focus()

    @property
    def _load_fields(self) -> list[Field]:
        """The fields of the loads that are asked for today."""
        return [field for field in self.query(Field) if field.parent is not None and field.parent.display]

    def action_back(self) -> None:
        """Go back to Home, which reads the routine again if it was changed here."""
        if self._changed:
            self.coach.go_home("")
        else:
            super().action_back()

    def _read_load(self, field: Input) -> Load | None:
        """The load in a field. None if it is not a load; then the reason is shown beside the field."""
        row, units, load, fault = _row_of(field), self._options.units, NO_LOAD, ""
        if field.value.strip():
            try:
                # An offered load that was not changed keeps its exact value, to the last decimal.
                offered = self._offered(row)
                is_left = field.value == typed_as(*offered, units)
                load = offered if is_left else load_of(field.value, self._load_rows[row][1], units)
            except NotNow as refused:
                fault = str(refused)
        self.query_one(f"#row-{row}").set_class(bool(fault), "-refused")
        self.query_one(f"#row-{row} .fault", Line).update(fault)
        return None if fault else load

    def action_begin(self) -> None:
        """Start the session with these answers."""
        # What is not asked for today still counts if the variant is changed in the session.
        loads, load_said = dict(self._options.loads or ()), dict(self._options.load_said)
        for field in self._load_fields:
            load = self._read_load(field)
            if load is None:
                field.refuse()
                return
            (kg, said), name = load, self._load_rows[_row_of(field)][0].id
            loads.pop(name, None)
            load_said.pop(name, None)
            loads |= {} if kg is None else {name: kg}
            load_said |= {} if said is None else {name: said}
        pain = self.query_one("#pain", Scale).value
        options = replace(
            self._options, loads=tuple(loads.items()), load_said=tuple(load_said.items()), pain_before=pain
        )
        if not advises_against_training(pain):
            self.coach.opener.begin(self._routine, options)
            return

        def answered(key: str | None) -> None:
            if key == ALL_THE_SAME:
                self.coach.opener.begin(self._routine, options)
            elif key == HOME:
                self.action_back()

        question = f"Knee pain is {pain} of 10: do not train today"
        self.app.push_screen(Choice(question, NOT_TODAY), answered)
