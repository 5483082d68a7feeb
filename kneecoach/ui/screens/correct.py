"""Dialogs on top of Session detail that correct a session."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import NOTE_LENGTH, AttemptChanges, corrected, kind_of_load, outcome_of
from kneecoach.log.entered import as_planned
from kneecoach.log.record import Record, SetRecord
from kneecoach.review.detail import set_title
from kneecoach.session.commands import NotNow
from kneecoach.session.events import Outcome
from kneecoach.session.keys import MAX_PAIN, TEN_KEY
from kneecoach.session.plan import BAND, LoadUnit, Target
from kneecoach.text import clean, tenths
from kneecoach.ui.screens.dialogs import BAND_HINT, Dialog, ScoreDialog, load_field, load_of
from kneecoach.ui.views.typed import MAX_LENGTH, typed_number, typed_whole
from kneecoach.ui.widgets.check_mark import CheckMark
from kneecoach.ui.widgets.dialog_keys import DialogKeys
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale
from kneecoach.words import outcome_words, target_words, typed_as

NOTHING = "0"
"""The count of a set in which nothing was done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The chosen number, or None if the answer was cleared."""

    value: int | None


class AskScore(ScoreDialog[Answer]):
    """A number from 0 to `most`, or none."""

    def __init__(self, title: str, most: int, value: int | None) -> None:
        super().__init__()
        self._title = title
        self._most = most
        self._value = value
        digits = f"0-9, or {TEN_KEY} for 10" if most == MAX_PAIN else f"0-{most}"
        self.hint = f"{digits}. Backspace: no answer. Esc: cancel."

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line(f"{self._title}, 0-{self._most}", classes="heading")
            scale = Scale(self._most)
            scale.value = self._value
            yield scale
            yield DialogKeys(self.hint)

    def on_scale_settled(self, event: Scale.Settled) -> None:
        self.dismiss(Answer(event.value))


class AskNote(Dialog[str]):
    """The note of a session."""

    def __init__(self, note: str, typed: str | None = None) -> None:
        """The `note` as it is saved, and one that was `typed` before but could not be saved."""
        super().__init__()
        self._note = note
        self._typed = note if typed is None else typed

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line("Note", classes="heading")
            yield Field(clean(self._typed), max_length=NOTE_LENGTH, compact=True, select_on_focus=False)
            yield Line("Enter saves; escape cancels.", classes="muted gap")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def keep_typed(self) -> None:
        typed = self.query_one(Input).value
        if typed != clean(self._note):
            self.dismiss(typed)


class Correct(Dialog[AttemptChanges]):
    """What was done in one attempt. The result holds only what was changed."""

    CSS_PATH = "correct.tcss"
    BINDINGS = [Binding("enter", "save", "Save", show=False, priority=True)]

    def __init__(
        self,
        record: Record,
        place: int,
        units: LoadUnit = LoadUnit.KG,
        typed: AttemptChanges | None = None,
        why: str = "",
    ) -> None:
        """`units` is the unit in which the load is shown and typed.

        It begins with what was `typed` before but could not be saved, and says `why`.
        """
        super().__init__()
        self._typed, self._why = typed, why
        self._begins_with = _with(record, place, typed)
        self._record = record
        self._place = place
        self._attempt = record.sets[place]
        self._timed = self._attempt.target.reps is None
        attempt = self._attempt
        self._count = _shown(attempt.seconds if self._timed else attempt.reps)
        self._was_skipped = _is_skipped(attempt)
        self._taken_back = ""
        """The count that "skipped" took back, for whoever unticks it."""
        self._units = units
        self._kind = kind_of_load(record, place)
        self._load = self._load_of(attempt)

    def _load_of(self, attempt: SetRecord) -> str:
        return typed_as(attempt.load_kg, attempt.load_words or attempt.load_typed, self._units)

    @property
    def _offered(self) -> str:
        """What the count begins with: what was done, or what was planned if that is not known."""
        attempt = as_planned(self._begins_with) if self._begins_with.is_unknown else self._begins_with
        return _shown(attempt.seconds if self._timed else attempt.reps)

    def compose(self) -> ComposeResult:
        attempt = self._attempt
        target = Target(attempt.target.reps, attempt.target.seconds)
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line(f"{clean(attempt.title)}, {set_title(attempt)}", classes="heading")
            with Horizontal(classes="field"):
                yield Line("Seconds" if self._timed else f"{attempt.target.unit.capitalize()}s", classes="label")
                yield Field(self._offered, is_whole=True, max_length=MAX_LENGTH, compact=True, id="count")
                yield Line(f"of {target_words(target, attempt.target.unit)}", classes="muted")
            with Horizontal(classes="field", id="load-row"):
                what = "Band" if self._kind == BAND else f"Load, {self._units}"
                yield Line(what, classes="label")
                yield load_field(self._load_of(self._begins_with), self._kind, id="load", placeholder="none")
                if self._kind == BAND:
                    yield Line(BAND_HINT, classes="muted how")
            with Horizontal(classes="field pain"):
                yield Line("Knee pain", classes="label")
                scale = Scale(10)
                scale.value = self._begins_with.pain
                yield scale
            with Horizontal(classes="field"):
                skipped = outcome_words(Outcome.SKIPPED, is_reached=self._record.has_reached(attempt))
                yield CheckMark(skipped, _is_skipped(self._begins_with))
                yield Line(id="outcome", classes="muted")
            yield DialogKeys("Enter saves, tab moves on, escape cancels.")

    def on_mount(self) -> None:
        # A stretch takes no load. One that was recorded anyway can still be corrected.
        self.query_one("#load-row").display = not self._timed or self._load != ""
        self.watch(self.query_one(CheckMark), "value", self._on_skipped, init=False)
        self._show_outcome()

    def _on_skipped(self) -> None:
        """Take back a count that was enough to complete the set: such a set was not skipped."""
        field = self.query_one("#count", Input)
        if not self.query_one(CheckMark).value:
            if field.value == NOTHING and self._taken_back:
                field.value = self._taken_back
            self._taken_back = ""
        elif not self._attempt.is_unknown and self._is_enough(field.value):
            self._taken_back, field.value = field.value, NOTHING
        self._show_outcome()

    def _is_enough(self, count: str) -> bool:
        try:
            counted = {"seconds" if self._timed else "reps": typed_number(count)}
        except KneecoachError:
            return False
        return outcome_of(self._attempt.model_copy(update=counted)) is Outcome.COMPLETED

    def on_input_changed(self, event: Input.Changed) -> None:
        # An attempt with a count was not skipped.
        if event.input.id == "count" and event.value.strip("0.,") and event.value != self._count:
            self.query_one(CheckMark).value = False
        self._show_outcome()

    def _show_outcome(self) -> None:
        try:
            done = self._done()
            attempt = corrected(self._record, self._place, **done).sets[self._place]
        except (KneecoachError, NotNow) as refused:
            self.query_one(DialogKeys).say(str(refused))
            self.query_one("#outcome", Line).show("")
            return
        self.query_one(DialogKeys).say(self._why if done == self._typed else "")
        self.query_one("#outcome", Line).show(
            "" if attempt.is_unknown else f"counts as {outcome_words(attempt.outcome)}"
        )

    def _done(self) -> AttemptChanges:
        """What was changed. Raises KneecoachError or NotNow if it is not a number."""
        counted = self._done_count()
        done = AttemptChanges(**counted, **self._done_load())
        pain, skipped = self.query_one(Scale).value, self.query_one(CheckMark).value
        if pain != self._attempt.pain:
            done["pain"] = pain
        if skipped != self._was_skipped or (skipped and counted):
            done["outcome"] = Outcome.SKIPPED if skipped else outcome_of(self._attempt.model_copy(update=counted))
        return done

    def _done_count(self) -> AttemptChanges:
        """How many reps or seconds were done, if that was changed. Raises KneecoachError if it is not a number."""
        count = self.query_one("#count", Input).value.strip()
        is_only_offered = self.query_one(CheckMark).value and self._attempt.is_unknown and count == self._offered
        if is_only_offered or count == self._count:
            return {}
        if not count:
            raise KneecoachError("Enter how much was done, as a number.")
        return {"seconds": typed_number(count)} if self._timed else {"reps": typed_whole(count)}

    def _done_load(self) -> AttemptChanges:
        """The load, if that was changed. Raises NotNow if it is not one."""
        load = self.query_one("#load", Input).value.strip()
        if load == self._load:
            return {}
        kg, said = load_of(load, self._kind, self._units) if load else (None, None)
        if isinstance(said, str) or self._kind == BAND:
            return {"load_words": said if isinstance(said, str) else None}
        return {"load_kg": kg, "load_typed": said}

    def action_save(self) -> None:
        """Close with the changes, if they are valid."""
        try:
            done = self._done()
            corrected(self._record, self._place, **done)
        except (KneecoachError, NotNow) as refused:
            self.query_one(DialogKeys).say(str(refused))
            # Only the load raises NotNow.
            self.query_one("#load" if isinstance(refused, NotNow) else "#count", Field).refuse()
            return
        self.dismiss(done)


def _with(record: Record, place: int, typed: AttemptChanges | None) -> SetRecord:
    """The attempt as typed before, or as it is if the session has changed so that this no longer fits."""
    try:
        return corrected(record, place, **(typed or {})).sets[place]
    except (KneecoachError, NotNow):
        return record.sets[place]


def _is_skipped(attempt: SetRecord) -> bool:
    return attempt.outcome is Outcome.SKIPPED and not attempt.is_unknown


def _shown(value: float | None) -> str:
    return "" if value is None else tenths(value)
