"""What Summary shows of a session: its headline, its exercises against last time, its week. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from kneecoach.log.record import Record
from kneecoach.review.achieved import Achieved, achieved, last_time, pain_four_weeks_ago
from kneecoach.review.charts.text import Role, Row, Span
from kneecoach.review.counted import counted
from kneecoach.review.history import length_words, sets_words
from kneecoach.review.prescribed import prescribed, this_week_words
from kneecoach.routine.prescription import Prescription
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import LoadUnit
from kneecoach.text import clean, day_words
from kneecoach.ui.views.block_text import block_width, has_glyphs
from kneecoach.ui.views.parts import fitted
from kneecoach.ui.views.weeks import week_row
from kneecoach.ui.views.wrapping import cut
from kneecoach.words import OUTCOME_MARKS, STATUS_WORDS, rehearsal_words

LAST_TIME = "vs last time"
GAP = 2
MIN_GAP_LETTERS = 3
"""Cells between the large words and the large minutes."""
LABEL_CELLS = 27
MIN_WEEK_CELLS = 58
"""The least width at which the days of the week stand beside their count."""
ROLES = {Outcome.COMPLETED: Role.DONE, Outcome.PARTIAL: Role.PARTIAL, Outcome.SKIPPED: Role.NONE}


def heading(record: Record) -> str:
    """How the session ended: `Workout complete`, `Stopped after 14 of 26 sets`."""
    is_partial = record.status is not Status.COMPLETED
    if record.is_short and not is_partial:
        return "Short workout complete"
    return (
        f"Stopped after {sets_words(record)}"
        if _was_stopped(record) and is_partial
        else STATUS_WORDS[record.status]
    )


def _was_stopped(record: Record) -> bool:
    return bool(record.sets) and record.sets[-1].started_at is None


@dataclass(frozen=True, slots=True)
class Headline:
    """The top of Summary."""

    letters: str
    """What was done, in large letters."""
    time: str
    """How long it took, in large letters."""
    about: str
    """The line above them."""
    brief: str
    """The same line if the letters are small."""
    is_all: bool
    """Whether everything planned was done."""

    def rows(self, width: int, height: int) -> int:
        """Rows of the large letters in a window of `width` by `height` cells; 1 if they do not fit."""
        if not has_glyphs(self.letters + self.time):
            return 1
        for rows, least in ((5, 40), (3, 18)):
            wide = block_width(self.letters, rows) + MIN_GAP_LETTERS + block_width(self.time, rows)
            if wide <= width and height >= least:
                return rows
        return 1


def headline(record: Record) -> Headline:
    """The headline of a session."""
    is_all = record.status is Status.COMPLETED
    rehearsal = rehearsal_words(record.speed).capitalize()
    short = f", short: {len(record.best_outcomes)} of {record.shortened.sets} sets" if record.shortened else ""
    stopped = f"{heading(record)}. " if not is_all and _was_stopped(record) else ""
    when = day_words(record.started_at)
    about = f"{rehearsal}{': ' if rehearsal else ''}{stopped}{clean(record.routine.title)}, {when}{short}"
    letters = "All done" if is_all else sets_words(record)
    return Headline(letters.upper(), length_words(record).upper(), about, rehearsal or heading(record), is_all)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The rest of what Summary shows, apart from the questions."""

    results: tuple[Achieved, ...]
    week: Row
    week_said: str
    is_goal_met: bool
    pain_before: int | None
    pain_earlier: int | None
    """The mean pain before a session four weeks ago."""
    prescribed: str = ""
    """How much of what is prescribed was done this week, if the routine is prescribed."""

    def draw_results(self, width: int, most: int) -> tuple[Row, ...]:
        """A row for each exercise, or two if the window is narrow."""
        head = (Span(LAST_TIME.rjust(width), Role.LABEL),)
        rows = _columns(self.results, width)
        is_compared = any(result.change for result in self.results)
        return (head, *rows)[:most] if is_compared else rows[:most]

    def draw_past(self, width: int, most: int) -> tuple[Row, ...]:
        """The week against the goal, and the pain before."""
        role = Role.DONE if self.is_goal_met else Role.VALUE
        end = Span(self.week_said, role)
        rows: list[Row] = [_labelled("This week", self.week if width >= MIN_WEEK_CELLS else (), end, width)]
        if self.prescribed:
            rows.append(_labelled("Prescribed", (Span(self.prescribed, Role.VALUE),), None, width))
        if self.pain_before is not None:
            ago = "" if self.pain_earlier is None else f"four weeks ago {self.pain_earlier}"
            rows.append(
                _labelled(
                    "Pain before",
                    (Span(f"{self.pain_before}", Role.VALUE), Span(f"  {ago}", Role.LABEL)),
                    None,
                    width,
                )
            )
        return tuple(rows[:most])


def summary_view(
    record: Record,
    records: Sequence[Record],
    today: date,
    goal: int,
    prescriptions: Sequence[Prescription] = (),
    unit: LoadUnit = LoadUnit.KG,
) -> SummaryView:
    """What Summary shows of `record`; `records` are all, this one too, oldest first; `goal` is sessions a week."""
    of_it = [each for each in prescriptions if each.routine == record.routine.id]
    last = last_time(record, records, today)
    week, sessions = week_row(counted(records, today), today)
    is_met = sessions >= goal
    return SummaryView(
        achieved(record, last, unit),
        week,
        f"{sessions} of {goal}{', goal met' if is_met else ''}",
        is_met,
        record.pain.before,
        pain_four_weeks_ago(record, records, today),
        "".join(map(this_week_words, prescribed(of_it, records, today))),
    )


def _columns(results: Sequence[Achieved], width: int) -> tuple[Row, ...]:
    title = max((cell_len(result.title) for result in results), default=0)
    done = max((cell_len(result.done) for result in results), default=0)
    change = max((len(result.change) for result in results), default=0)
    if 2 + title + GAP + done + GAP + change > width:
        return tuple(row for result in results for row in _stacked(result, width))
    column = max(title, LABEL_CELLS - 2 - GAP)
    column = title if 2 + column + GAP + done + GAP + change > width else column
    return tuple(
        (
            Span(f"{OUTCOME_MARKS[result.outcome]} ", ROLES[result.outcome]),
            Span(fitted(result.title, column + GAP), Role.WORDS),
            Span(result.done, Role.LABEL),
            _change(result, width - 2 - column - GAP - cell_len(result.done)),
        )
        for result in results
    )


def _stacked(result: Achieved, width: int) -> tuple[Row, ...]:
    """An exercise on two rows."""
    title = cut(result.title, width - 2)
    done = cut(result.done, width - 2 - (GAP + len(result.change) if result.change else 0))
    return (
        (Span(f"{OUTCOME_MARKS[result.outcome]} ", ROLES[result.outcome]), Span(title, Role.WORDS)),
        (Span(f"  {done}", Role.LABEL), _change(result, width - 2 - cell_len(done))),
    )


def _change(result: Achieved, room: int) -> Span:
    role = Role.DONE if result.change.startswith("+") else Role.LABEL
    return Span(result.change.rjust(max(0, room)), role)


def _labelled(label: str, row: Row, end: Span | None, width: int) -> Row:
    """A label, what it is about, and something at the right end."""
    cells = LABEL_CELLS if width >= 60 else len(label) + 2
    used = cells + sum(len(span.text) for span in row)
    ends = () if end is None else (Span(end.text.rjust(width - used if row else 0), end.role),)
    return (Span(f"{label:<{cells}}", Role.LABEL), *row, *ends)
