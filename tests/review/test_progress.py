"""More only if all answers were given and calm; less if it hurt; and nothing is changed without asking."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import PainScores, Record, ShortenedRecord
from kneecoach.review import pain
from kneecoach.review.progress import suggest, why_no_more
from kneecoach.review.steps import StepKind
from tests.log.samples import a_set
from tests.review.routines import CALM, a_routine, an_exercise, squats, squatted
from tests.review.sessions import at, day, on

TODAY = day(10)
GOOD = (squatted(5, reps_in_reserve=2), squatted(8, reps_in_reserve=5))


def kinds(*records: Record, today: int = 10, cap: int = 5, **changes: Any) -> list[StepKind]:
    """What is suggested for squats."""
    return [s.step.kind for s in suggest(a_routine(an_exercise(**changes)), records, day(today), cap)]


def test_two_good_sessions_running_suggest_more() -> None:
    (suggestion,) = suggest(a_routine(), GOOD, TODAY, 5)
    assert (suggestion.routine, suggestion.exercise, suggestion.step.new) == ("knee-relief", "squat", "slowly")
    assert suggestion.words == "Squat, harder: slowly"
    assert suggestion.reason == (
        "10 reps in every set of two sessions, pain at most 2, mornings normal; begin with fewer reps"
    )
    assert "ACSM 2009" in suggestion.step.source


@pytest.mark.parametrize(
    "records",
    [
        (),
        GOOD[1:],
        (squatted(5), squatted(8, *squats(10, 9))),
        (squatted(5, *squats(10)), squatted(8)),
        (squatted(5), squatted(8, *squats(10, 10)[:1])),
        (squatted(5), on(8)),
        (squatted(5), squatted(8, speed=60.0)),
        (squatted(5), squatted(8, routine={"id": "other", "title": "Other", "digest": ""})),
        (squatted(5), squatted(8, pain={**CALM, "next_morning": None})),
        (squatted(5), squatted(8, pain={**CALM, "after": None})),
        (squatted(5), squatted(8, pain={**CALM, "after": 3})),
        (squatted(5, pain={**CALM, "next_morning": None}), squatted(8)),
        (squatted(5), on(6), squatted(8)),
        (*GOOD, on(9, pain=PainScores(before=2, after=2))),
    ],
    ids=range(14),
)
def test_anything_less_suggests_nothing(records: tuple[Record, ...]) -> None:
    """Too few sessions, not the top, another routine, a rehearsal, pain unreported or too high in any since."""
    assert kinds(*records) == []


def test_a_session_of_something_else_between_has_to_be_calm_too() -> None:
    assert kinds(squatted(5), on(6, pain=PainScores(**CALM)), squatted(8)) == [StepKind.HARDER]


def test_a_session_that_was_made_shorter_never_counts_towards_more() -> None:
    """Not as one of the two, and not as the trial of a step. What hurt in it counts as usual."""
    short = ShortenedRecord(sets=6)
    for pair in ((GOOD[0], squatted(8, shortened=short)), (squatted(5, shortened=short), GOOD[1])):
        assert kinds(*pair) == []
        assert "shorter" in why_no_more(a_routine(), pair, TODAY, 5)
    assert kinds(*GOOD, squatted(9, shortened=short)) == []
    assert kinds(*GOOD, squatted(9, shortened=short, pain=PainScores(before=2, worst=7, after=7))) == [
        StepKind.EASIER
    ]
    for tried, found in ((squatted(7), [StepKind.HARDER]), (squatted(7, shortened=short), [])):
        routine = a_routine(an_exercise(), an_exercise(id="plank", title="Plank", changed=at(6)))
        both = tried.model_copy(update={"sets": (*tried.sets, a_set(exercise="plank"))})
        assert [s.step.kind for s in suggest(routine, (squatted(5), both, GOOD[1]), TODAY, 5)] == found


LATER = {"entered": "later", "schema": 2, "ended_at": None, "active_seconds": None, "paused_seconds": None}


@pytest.mark.parametrize("records", [(squatted(5, **LATER), squatted(8)), (squatted(5), squatted(8, **LATER))])
def test_a_session_that_was_entered_later_never_leads_to_more(records: tuple[Record, ...]) -> None:
    assert kinds(*records) == []
    why = "sessions that were entered later never lead to more, and two others are needed"
    assert why_no_more(a_routine(), records, TODAY, 5) == why


@pytest.mark.parametrize("where", ["before", "worst", "after", "next_morning"])
@pytest.mark.parametrize("missing", ["before", "after", "next_morning", None])
@pytest.mark.parametrize("sessions", [1, 2, 3])
def test_pain_that_was_recorded_is_never_called_missing(where: str, missing: str | None, sessions: int) -> None:
    """Whatever else is unknown about that session or another, and however few sessions there are."""
    other = {**CALM, missing: None} if missing else {}
    hurt = PainScores(**{**other, where: 10})
    around = [squatted(5 + n, pain=PainScores(**other)) for n in range(sessions)]
    for place in range(max(0, sessions - 2), sessions):
        records = [r.model_copy(update={"pain": hurt}) if n == place else r for n, r in enumerate(around)]
        why = why_no_more(a_routine(), records, TODAY, 5)
        assert "not recorded" not in why
        assert "good sessions" not in why
        assert "10" in why or "the last session was too much" in why


def test_nor_does_it_stand_between_two_that_do_unless_it_hurt() -> None:
    between = squatted(6, *squats(5, 5), **LATER)
    assert kinds(GOOD[0], between, GOOD[1]) == [StepKind.HARDER]
    assert kinds(GOOD[0], between.model_copy(update={"pain": PainScores(after=4)}), GOOD[1]) == []


def test_its_pain_leads_to_less() -> None:
    hurt = squatted(9, **LATER, pain={**CALM, "worst": 8})
    assert kinds(*GOOD, hurt) != []
    assert StepKind.HARDER not in kinds(*GOOD, hurt)


def test_a_step_to_try_is_not_tried_by_what_was_entered_later() -> None:
    changed = at(7)
    tried, entered = squatted(8), squatted(8, **LATER)
    wait = f"do a session of {an_exercise().title} as you changed it first"
    routine = a_routine(an_exercise(changed=changed))
    assert wait not in why_no_more(routine, (squatted(5), squatted(6), tried), TODAY, 5)
    assert wait in why_no_more(routine, (squatted(5), squatted(6), entered), TODAY, 5)


def test_a_long_break_suggests_nothing() -> None:
    assert kinds(*GOOD, today=33) == [StepKind.HARDER]
    assert kinds(*GOOD, today=34) == []


def test_a_repeated_set_that_reached_the_top_counts() -> None:
    again = (*squats(10, 6), *squats(0, 10, attempt=2)[1:])
    assert kinds(squatted(5), squatted(8, *again)) == [StepKind.HARDER]


def test_every_side_has_to_reach_the_top() -> None:
    def walked(number: int, left: int, right: int) -> Record:
        sets = [
            a_set(exercise="squat", set=n, side=side, reps=reps)
            for n in (1, 2)
            for side, reps in (("left", left), ("right", right))
        ]
        return squatted(number, *sets)

    assert kinds(walked(5, 20, 20), walked(8, 20, 20), sides="each", reps=[15, 20]) == [StepKind.HARDER]
    assert kinds(walked(5, 20, 20), walked(8, 20, 19), sides="each", reps=[15, 20]) == []


def test_the_current_load_has_to_be_lifted_in_both() -> None:
    lifted = [squatted(5, *squats(10, 10, load=9.0)), squatted(8, *squats(10, 10, load=10.0))]
    assert kinds(*lifted, load=True) == []
    assert kinds(lifted[1], squatted(9, *squats(10, 10, load=10.0)), load=True) == [StepKind.MORE_LOAD]
    mixed = (*squats(10, load=8.0)[:1], *squats(10, 10, load=10.0)[1:])
    assert kinds(lifted[1], squatted(9, *mixed), load=True) == []


def test_an_easier_variant_that_was_taken_never_counts_as_reached() -> None:
    """All reps, calm, mornings normal, but not as planned: not even if in only one set of two sessions."""
    easier = squats(10, 10, variant="to a chair")
    assert kinds(squatted(5, *easier), squatted(8, *easier)) == []
    assert kinds(squatted(5), squatted(8, *squats(10)[:1], *easier[1:])) == []
    assert kinds(squatted(5, *easier[:1], *squats(10, 10)[1:]), squatted(8)) == []
    again = (*easier, *squats(10, 10, attempt=2))
    assert kinds(squatted(5), squatted(8, *again)) == [StepKind.HARDER], "the second attempt was as planned"


@pytest.mark.parametrize(
    ("recorded", "counts"),
    [
        pytest.param("to a chair", True, id="in it"),
        pytest.param(None, True, id="in a record that does not name the routine's own"),
        pytest.param("", False, id="the standard way"),
        pytest.param("holding on", False, id="in an easier one"),
        pytest.param("on one leg", False, id="in a harder one"),
    ],
)
def test_reps_in_the_routine_s_own_variant_count_as_reached(recorded: str | None, counts: bool) -> None:
    reached = squats(10, 10, variant=recorded)
    found = kinds(squatted(5, *reached), squatted(8, *reached), variant="to a chair")
    assert found == ([StepKind.HARDER] if counts else [])


def test_after_pain_the_step_goes_down_from_how_it_was_done() -> None:
    """One leg is planned. The standard way is easier, and that hurt: so neither is suggested."""
    hurt = squatted(9, *squats(10, 10, pain=7, variant=""))
    [found] = suggest(a_routine(an_exercise(variant="on one leg")), [hurt], TODAY, 5)
    assert found.words == "Squat, easier: to a chair"
    planned = squatted(9, *squats(10, 10, pain=7, variant="on one leg"))
    [found] = suggest(a_routine(an_exercise(variant="on one leg")), [planned], TODAY, 5)
    assert found.words == "Squat, easier: slowly"
    harder = squatted(9, *squats(10, 10, pain=7, variant=""))
    why = why_no_more(a_routine(an_exercise(variant="to a chair")), [squatted(5), harder], TODAY, 5)
    assert "was done harder than planned (the standard way)" in why


def test_that_it_was_an_easier_variant_is_what_stands_in_the_way() -> None:
    on_the_way = (GOOD[0], squatted(8, *squats(10, 9)))
    assert why_no_more(a_routine(), on_the_way, TODAY, 5) == (
        "no exercise reached the top of its range in every set of two sessions in a row"
    )
    easier = squatted(8, *squats(10, 10, variant="to a chair"))
    assert why_no_more(a_routine(), (GOOD[0], easier), TODAY, 5) == (
        "no exercise reached the top of its range, done as planned, in every set of two sessions in a row"
    )


def test_an_exercise_that_is_as_far_as_it_goes_says_so() -> None:
    far = an_exercise(reps=30, harder=[])
    records = [squatted(number, *squats(30, 30)) for number in (5, 8)]
    assert suggest(a_routine(far), records, TODAY, 5) == ()
    assert why_no_more(a_routine(far), records, TODAY, 5) == (
        "Squat went well, but more than 30 reps are never suggested"
    )


def test_what_was_done_before_a_change_says_nothing() -> None:
    assert kinds(*GOOD, changed=at(6)) == []
    assert kinds(*GOOD, changed=at(4)) == [StepKind.HARDER]
    bad = squatted(9, pain={**CALM, "after": 7})
    assert kinds(*GOOD, bad, changed=at(9, 19.0)) == []


@pytest.mark.parametrize(
    ("scores", "cap", "reason"),
    [
        ({"after": 6}, 5, "you reported pain 6 last time, above your limit of 5"),
        ({"before": 3, "worst": 7}, 5, "you reported pain 7 last time, above your limit of 5"),
        ({"after": 3}, 2, "you reported pain 3 last time, above your limit of 2"),
        ({"before": 1, "after": 1, "next_morning": 2}, 5, "your knee was worse the morning after (1 → 2)"),
    ],
)
def test_pain_suggests_less(scores: dict[str, int], cap: int, reason: str) -> None:
    records = (*GOOD, squatted(9, pain=scores))
    (suggestion,) = suggest(a_routine(), records, TODAY, cap)
    assert (suggestion.step.kind, suggestion.reason) == (StepKind.EASIER, reason)
    assert "TREK" in suggestion.step.source


@pytest.mark.parametrize(
    ("squat", "bridge", "morning", "less"),
    [
        (7, 1, 2, {"squat"}),
        (7, 6, 2, {"squat", "bridge"}),
        (None, None, 4, {"squat", "bridge"}),
        (3, 4, 4, {"bridge"}),
        (2, 1, 4, {"squat", "bridge"}),
    ],
)
def test_less_of_what_hurt(squat: int | None, bridge: int | None, morning: int, less: set[str]) -> None:
    """If it is not known what hurt, less of everything that was done, but not of what was skipped."""
    sets = (
        *squats(10, 10, pain=squat),
        *squats(10, 10, exercise="bridge", pain=bridge),
        *squats(0, 0, exercise="lunge"),
    )
    exercises = [an_exercise(id=name, title=name.capitalize()) for name in ("squat", "bridge", "lunge")]
    found = suggest(a_routine(*exercises), [squatted(9, *sets, pain={**CALM, "next_morning": morning})], TODAY, 5)
    assert {s.exercise for s in found} == less
    assert not any(s.step.is_more for s in found)
    if squat == 7:
        assert found[0].reason == "you reported pain 7 during it last time, above your limit of 5"


HURT: dict[str, int | None] = {**CALM, "worst": 7}


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (squats(10, 10, pain=7, variant="to a chair"), ["Squat, easier: holding on"]),
        (squats(10, 10, pain=7, variant="holding on"), ["Squat, easier: holding on, 8 reps"]),
        ((*squats(10, pain=7)[:1], *squats(10, 10, variant="to a chair")[1:]), ["Squat, easier: to a chair"]),
        (
            (*squats(10, pain=7)[:1], *squats(10, 10, pain=6, variant="to a chair")[1:]),
            ["Squat, easier: holding on"],
        ),
        (squats(10, 10, variant="to a chair"), ["Squat, easier: holding on"]),
        ((*squats(10)[:1], *squats(10, 10, variant="to a chair")[1:]), ["Squat, easier: to a chair"]),
        (squats(10, 10, pain=7, variant="slowly"), []),
    ],
    ids=range(7),
)
def test_less_is_milder_than_what_hurt(sets: Any, words: list[str]) -> None:
    """It starts from the mildest way that hurt or, if that is not known, from the hardest that was done."""
    assert [s.words for s in suggest(a_routine(), [squatted(9, *sets, pain=HURT)], TODAY, 5)] == words


@pytest.mark.parametrize(
    ("changes", "sets", "why"),
    [
        (
            {"reps": None, "hold": 30.0, "cadence": ()},
            squats(10, 10, pain=7, variant="holding on"),
            "there is no easier way to do Squat (holding on), so leave it out next time",
        ),
        (
            {"easier": (), "reps": (1, 1)},
            squats(1, 1, pain=7),
            "there is no easier way to do Squat, so leave it out next time",
        ),
        (
            {},
            squats(10, 10, pain=7, variant="slowly"),
            "Squat was done harder than planned (slowly), so do it as planned next time",
        ),
    ],
)
def test_where_nothing_is_less_it_says_so(changes: dict[str, Any], sets: Any, why: str) -> None:
    routine = a_routine(an_exercise().model_copy(update=changes))
    records = [squatted(7), squatted(9, *sets, pain=HURT)]
    assert suggest(routine, records, TODAY, 5) == ()
    assert why_no_more(routine, records, TODAY, 5) == f"the last session was too much; {why}"


SCORE = st.none() | st.integers(0, 10)
SESSION = st.tuples(SCORE, SCORE, SCORE, SCORE, SCORE, st.booleans(), st.booleans())


@given(st.lists(SESSION, min_size=1, max_size=6), st.sampled_from([5, 2]), st.integers(0, 3))
def test_never_more_after_pain_an_easier_variant_or_a_morning_that_is_worse_or_unknown(
    felt: list[tuple[int | None, int | None, int | None, int | None, int | None, bool, bool]], cap: int, later: int
) -> None:
    records = [
        squatted(
            number,
            *squats(10, 10 if is_top else 9, pain=in_set, variant="to a chair" if is_easier else None),
            pain={"before": before, "after": after, "next_morning": morning, "worst": worst},
        )
        for number, (before, after, morning, worst, in_set, is_top, is_easier) in enumerate(felt)
    ]
    found = suggest(a_routine(), records, day(len(felt) + later), cap)
    newest = records[-1]
    if pain.is_too_much(newest, cap):
        assert [s.step.is_more for s in found] == [False]
    elif found:
        assert all(s.step.is_more for s in found)
        assert len(records) >= 2
        for record in records[-2:]:
            assert pain.morning(record) is pain.MorningPain.NORMAL
            assert (pain.worst(record) or 0) <= 2
            assert record.pain.after is not None
            assert all(attempt.variant is None for attempt in record.sets)


@pytest.mark.parametrize(
    ("reserves", "more"),
    [((2, 2), True), ((None, None), True), ((None, 5), True), ((1, 5), False), ((5, 0), False), ((0, None), False)],
)
def test_a_reserve_under_two_blocks_more_and_one_not_recorded_is_said(
    reserves: tuple[int | None, int | None], more: bool
) -> None:
    records = [squatted(day, reps_in_reserve=left) for day, left in zip((5, 8), reserves, strict=True)]
    found = suggest(a_routine(), records, TODAY, 5)
    assert bool(found) is more
    if found:
        assert ("was not recorded" in found[0].reason) is (None in reserves)
    else:
        assert "good rep" in why_no_more(a_routine(), records, TODAY, 5)


def test_a_session_of_something_else_without_reserve_blocks_too() -> None:
    hard = on(6, pain=PainScores(**CALM), reps_in_reserve=0)
    assert kinds(GOOD[0], hard, GOOD[1]) == []


def test_a_routine_that_cannot_be_read_is_what_stands_in_the_way() -> None:
    assert why_no_more(None, GOOD, TODAY, 5) == "the routine cannot be read"


def test_a_change_that_lies_ahead_is_none() -> None:
    assert kinds(*GOOD, changed=at(4000)) == [StepKind.HARDER]


def test_somebody_who_comes_back_from_a_long_break_is_not_asked_for_more_at_once() -> None:
    assert kinds(squatted(-30), *GOOD) == []
    assert kinds(squatted(-30), *GOOD, today=18) == []
    assert kinds(squatted(-30), *GOOD, today=19) == [StepKind.HARDER]
