"""Fifteen made-up people, and what kneecoach tells each of them: writes docs/people.md.

    python -m scripts.made_up_people docs/people.md

The program's own functions work out everything, from sessions of the built-in routine. A test compares the page
with what this script makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from kneecoach import __version__
from kneecoach.log.record import PainScores, Record, RoutineRef, SetRecord, TargetRecord
from kneecoach.review.answers import answers
from kneecoach.review.report import make_report
from kneecoach.routine.library import DEFAULT, builtin_dir, read_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import PlannedSet, Side
from kneecoach.ui.views.home import look_at_past

TODAY = date(2026, 11, 26)
"""A Thursday."""
GOAL, CAP = 3, 5
"""The default settings."""
ZONE = timezone(timedelta(hours=1))
ROUTINE = read_routine(builtin_dir() / f"{DEFAULT}.toml")
LOADS = {"hip-thrust": 10.0, "reverse-lunge": 4.0}
"""In kg."""
MON_WED_FRI = (0, 2, 4)


@dataclass(frozen=True, slots=True)
class Visit:
    """A session some days before `TODAY`. By default everything was done as planned, and no pain was recorded."""

    ago: int
    before: int | None = None
    after: int | None = None
    morning: int | None = None
    reserve: int | None = None
    pain_in: Mapping[str, int] = field(default_factory=dict)
    """Pain in an exercise, by its id."""
    reps: Mapping[tuple[str, Side], int] = field(default_factory=dict)
    """Fewer reps, by exercise and side; 0 is skipped."""
    stretches_only: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person."""

    name: str
    about: str
    visits: tuple[Visit, ...]


def days(weeks: Iterable[int], weekdays: Sequence[int] = MON_WED_FRI) -> list[int]:
    """Days before `TODAY`, oldest first. Weeks are counted back from this one, which is 0."""
    monday = TODAY.weekday()
    found = (monday + 7 * week - day for week in weeks for day in weekdays)
    return sorted((ago for ago in found if ago > 0), reverse=True)


def people() -> tuple[Person, ...]:
    """All fifteen people."""
    calm = {"before": 2, "after": 2, "morning": 2}
    legs = {
        (name, Side.RIGHT): 0 for name in ("quad-stretch", "calf-stretch", "lateral-band-walk", "reverse-lunge")
    }
    weak = {("reverse-lunge", Side.RIGHT): 8}
    return (
        Person(
            "The beginner",
            "One session, yesterday; pain 3 before and 2 after; the morning after is not yet known.",
            (Visit(1, 3, 2, reserve=3),),
        ),
        Person(
            "Getting better",
            "Three sessions a week for 12 weeks. Pain before fell from 5 to 1. All reps done, three more possible.",
            tuple(Visit(ago, *_falling(ago), reserve=3) for ago in days(range(12))),
        ),
        Person(
            "Getting worse",
            "Three sessions a week for 12 weeks. Pain before rose from 2 to 7, and is higher still in the morning.",
            tuple(Visit(ago, *_rising(ago), reserve=1) for ago in days(range(12))),
        ),
        Person(
            "One-legged",
            "Skips the right leg in every session of three months. No pain was recorded.",
            tuple(Visit(ago, reps=legs) for ago in days(range(13))),
        ),
        Person(
            "Irregular",
            "Two sessions a week, then none, two, three, one, two, one. Pain between 2 and 4.",
            tuple(
                Visit(ago, 2 + n % 3, 2, 2, reserve=2)
                for n, ago in enumerate(
                    [
                        *days([6, 4], (1, 4)),
                        *days([3], (0, 2, 5)),
                        *days([2], (3,)),
                        *days([1], (1, 3)),
                        *days([0], (1,)),
                    ]
                )
            ),
        ),
        Person(
            "Every day",
            "Seven sessions a week for four weeks, with no rep left. Pain 3 before, 4 the next morning.",
            tuple(Visit(ago, 3, 3, 4, reserve=0) for ago in range(28, 0, -1)),
        ),
        Person(
            "Painful starts",
            "Pain 6 before, 3 after and 3 in the morning, three times a week for nine weeks.",
            tuple(Visit(ago, 6, 3, 3, reserve=3) for ago in days(range(9))),
        ),
        Person(
            "To the limit",
            "Hardly any pain for six weeks, every rep done, but not one more was possible.",
            tuple(Visit(ago, 0, 0, 0, reserve=0) for ago in days(range(6))),
        ),
        Person(
            "Back after six weeks",
            "Trained for eight weeks, then not for six; two calm sessions in the last six days.",
            tuple(Visit(ago, **calm, reserve=3) for ago in [*days(range(7, 15)), 6, 2]),
        ),
        Person(
            "A break of ten days",
            "Three a week for two months, calm; then nothing for ten days.",
            tuple(Visit(ago, **calm, reserve=3) for ago in days(range(9)) if ago >= 10),
        ),
        Person(
            "Away for three months",
            "Four weeks of training in August, and none since.",
            tuple(Visit(ago, **calm, reserve=3) for ago in days(range(13, 17))),
        ),
        Person(
            "No answers",
            "Every rep, three times a week for a month; pain and effort were never recorded.",
            tuple(Visit(ago) for ago in days(range(5))),
        ),
        Person(
            "A weaker leg",
            "The right leg does 8 of 10 lunges; calm otherwise, for five weeks.",
            tuple(Visit(ago, **calm, reserve=2, reps=weak) for ago in days(range(5))),
        ),
        Person(
            "A bad day",
            "A calm month; then pain 7 in the lunge last time, which had settled by the morning.",
            (
                *(Visit(ago, **calm, reserve=3) for ago in days(range(5)) if ago > 1),
                Visit(1, 2, 4, 2, reserve=2, pain_in={"reverse-lunge": 7}),
            ),
        ),
        Person(
            "Stretches only",
            "The two stretches every day for three weeks, and none of the strength exercises. Pain 1.",
            tuple(Visit(ago, 1, 1, 1, stretches_only=True) for ago in range(21, 0, -1)),
        ),
    )


def _falling(ago: int) -> tuple[int, int, int]:
    pain = 1 + round(4 * ago / 84)
    return pain, max(0, pain - 1), pain


def _rising(ago: int) -> tuple[int, int, int]:
    pain = 7 - round(5 * ago / 84)
    return pain, pain, min(10, pain + 1)


def records_of(person: Person) -> list[Record]:
    """The person's log, oldest first."""
    return [_record(n, visit) for n, visit in enumerate(person.visits, start=1)]


def _record(number: int, visit: Visit) -> Record:
    began = datetime.combine(TODAY - timedelta(days=visit.ago), time(18), ZONE)
    sets = tuple(_set(planned, visit, began) for planned in plan_routine(ROUTINE).sets)
    is_whole = all(one.outcome is Outcome.COMPLETED for one in sets)
    return Record(
        id=f"{number:08d}-0000-4000-8000-000000000000",
        device="laptop-3f9a1c",
        saved_at=began + timedelta(minutes=38),
        app=__version__,
        routine=RoutineRef(id=ROUTINE.spec.id, title=ROUTINE.spec.title, digest=ROUTINE.digest),
        started_at=began,
        ended_at=began + timedelta(minutes=37),
        active_seconds=2200.0,
        paused_seconds=0.0,
        status=Status.COMPLETED if is_whole else Status.PARTIAL,
        pain=PainScores(
            before=visit.before,
            worst=max(visit.pain_in.values(), default=None),
            after=visit.after,
            next_morning=visit.morning,
        ),
        reps_in_reserve=visit.reserve,
        sets=sets,
    )


def _set(planned: PlannedSet, visit: Visit, began: datetime) -> SetRecord:
    target, name = planned.target, planned.exercise.id
    reps = visit.reps.get((name, planned.side), planned.most)
    is_skipped = (name, planned.side) in visit.reps and not reps
    if visit.stretches_only and target.reps:
        reps, is_skipped = 0, True
    held = 0.0 if is_skipped or target.reps else target.seconds or 0.0
    is_met = planned.is_met_by(reps, (held,))
    return SetRecord(
        exercise=name,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=1,
        target=TargetRecord(
            reps=target.reps, hold_seconds=target.hold_seconds, seconds=target.seconds, unit=planned.exercise.unit
        ),
        outcome=Outcome.SKIPPED if is_skipped else Outcome.COMPLETED if is_met else Outcome.PARTIAL,
        reps=reps,
        holds=(held,) if held else (target.hold_seconds,) * reps if target.hold_seconds else (),
        seconds=0.0 if is_skipped else planned.seconds,
        load_kg=None if is_skipped else LOADS.get(name),
        pain=visit.pain_in.get(name),
        started_at=began,
    )


def told(person: Person) -> list[str]:
    """What the person is told, as Markdown: Home, the four answers, and the suggestions as Before shows them."""
    records = records_of(person)
    report = make_report(records, ROUTINE.spec, TODAY, goal=GOAL, cap=CAP)
    home = look_at_past(records, datetime.combine(TODAY, time(18), ZONE), GOAL, CAP)
    alert = [f"- Home: **{home.alert}**"] if home.alert else []
    week = (("This week", home.week_said),) if home.week_said else ()
    past = "; ".join(f"{what}: {said}" for what, said in (home.said, *week))
    return [
        f"- Home: {past}",
        *alert,
        *(f"- {answer.question} **{answer.words}**" for answer in answers(report)),
        *(f"- Suggested: **{s.words}. Why: {s.reason}. Source: {s.step.source}.**" for s in report.suggestions),
    ]


def markdown() -> str:
    """The whole page."""
    lines = [
        "# What fifteen made-up people are told",
        "",
        "Made by `python -m scripts.made_up_people docs/people.md` from made-up sessions of the built-in routine,",
        f"with the default settings (goal {GOAL} a week, limit {CAP}), as of Thursday, {TODAY.day} November "
        f"{TODAY.year}.",
        "[evidence.md](evidence.md) says why. No clinician has reviewed it.",
    ]
    for number, person in enumerate(people(), start=1):
        lines += ["", f"## {number}. {person.name}", "", person.about, "", *told(person)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """The command line: write the page to a file."""
    Path(sys.argv[1]).write_text(markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
