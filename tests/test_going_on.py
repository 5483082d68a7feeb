"""A partial session is continued: only what was left is done, and the result is its next revision."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.record_of import part_of
from kneecoach.journal.recorder import SavedRecord
from kneecoach.log.corrections import answered, corrected
from kneecoach.log.deletion import delete
from kneecoach.log.going_on import joined
from kneecoach.log.store import Store
from kneecoach.opening import open_again, open_leftover, open_new
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.session.commands import ChangePace, CountRep, EndRest, EndSession, SkipSet, Start, TakeVariant
from kneecoach.session.events import Outcome, Status
from kneecoach.session.options import Options
from kneecoach.session.plan import LoadUnit, Pace, Plan, Side
from kneecoach.session.variants import NO_VARIANT
from tests.half_done import after_two_of_three, done_of, first_part, go_on, log_of, paths_with_mini
from tests.helpers import Visit
from tests.log.samples import DEVICE, another_device, at_ten


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_with_mini(tmp_path)


FIRST = [
    ("step", 1, "left", 1, 3, "completed"),
    ("step", 1, "right", 1, 2, "partial"),
    ("step", 2, "left", 1, 0, "skipped"),
    ("step", 2, "right", 1, 0, "skipped"),
    ("stretch", 1, "both", 1, 0, "skipped"),
]


def test_only_what_was_left_is_done_and_the_rest_is_kept(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    assert done_of(record) == FIRST
    opened = go_on(paths, record)
    plan = opened.recorder.header.plan
    assert [(s.exercise.id, s.set, s.side.value) for s in plan.sets] == [
        ("step", 1, "right"),
        ("step", 2, "left"),
        ("step", 2, "right"),
        ("stretch", 1, "both"),
    ]
    visit = Visit(plan)
    visit.finish()
    opened.recorder.append(visit.events)
    saved = opened.recorder.save(visit.state, at_ten(70)).record
    assert done_of(saved) == [
        FIRST[0],
        FIRST[1],
        ("step", 1, "right", 2, 3, "completed"),
        ("step", 2, "left", 1, 3, "completed"),
        ("step", 2, "right", 1, 3, "completed"),
        ("stretch", 1, "both", 1, 0, "completed"),
    ]
    assert (saved.id, saved.rev, saved.status, saved.device) == (record.id, 2, Status.COMPLETED, DEVICE)
    assert saved.started_at == record.started_at
    assert saved.sets[0] == record.sets[0]
    first, part = record.active_seconds or 0.0, visit.state.active_seconds(visit.state.ended_at or 0.0)
    assert saved.active_seconds == pytest.approx(first + part, abs=0.002)
    assert saved.ended_at is not None
    whole = (saved.ended_at - saved.started_at).total_seconds()
    assert (saved.paused_seconds or 0.0) == pytest.approx(whole - first - part, abs=0.01), "what lay between"
    assert Store(paths).read().records == (saved,)
    assert [line.rev for line in log_of(paths)] == [1, 2]
    assert not paths.journal.exists()


FULL = """\
schema = 1
id = "full"
title = "Full"

[[exercise]]
use = "lateral-band-walk"
sets = 2

[[exercise]]
use = "hip-thrust"
sets = 2

[[exercise]]
use = "ball-leg-curl"
sets = 2

[[exercise]]
use = "floor-bridge"
variant = "one leg"
sets = 1
"""
OTHER_LEGS = (("hip-thrust", "one leg"), ("floor-bridge", NO_VARIANT), ("ball-leg-curl", "a short range"))
"""Other ways than in the routine above: on each leg, on both at once, and on the same legs."""
POUNDS = (17.5, LoadUnit.LB)


@given(
    options=st.builds(
        Options,
        pace=st.sampled_from(Pace),
        side=st.sampled_from((Side.LEFT, Side.RIGHT)),
        mute=st.booleans(),
        knee=st.sampled_from((None, *Side)),
        pain_before=st.none() | st.integers(0, 10),
        loads=st.sampled_from(((), (("hip-thrust", 12.5),), (("hip-thrust", 7.938),))),
        load_said=st.sampled_from(((), (("lateral-band-walk", "heavy"), ("hip-thrust", POUNDS)))),
        units=st.just(LoadUnit.KG),
        missing=st.sampled_from(((), ("ball",), ("loop band", "bench"))),
        without=st.sampled_from(((), ("ball-leg-curl",))),
        minutes=st.sampled_from((None, 12)),
        variants=st.sampled_from(((), OTHER_LEGS)),
    ),
    taken=st.booleans(),
    changed=st.booleans(),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_continuing_keeps_all_of_the_session_as_it_was(
    paths: Paths, options: Options, taken: bool, changed: bool
) -> None:
    """All that was chosen before or during it: pace, first leg, knee, loads, variants, what was left out, sound."""
    (paths.routines_dir / "full.toml").write_text(FULL)
    began = open_new(paths, load_routine(paths, "full"), options, at_ten(), records=())
    before = began.recorder.header
    visit = Visit(before.plan, start=False)
    visit.state = before.first_state()
    visit.do(Start())
    visit.do(EndRest())
    visit.do(CountRep() if visit.state.pace is Pace.SELF else SkipSet(), after=2.5)
    if taken:
        visit.do(TakeVariant(visit.state.as_planned.exercise.harder[0]))
    if changed:
        visit.do(ChangePace(Pace.GUIDED if visit.state.pace is Pace.SELF else Pace.SELF))
    visit.do(EndSession())
    began.recorder.append(visit.events)
    record = began.recorder.save(visit.state, at_ten(5)).record
    opened = open_again(paths, record, Options(), at_ten(10), records=())
    now, first = opened.recorder.header, opened.recorder.header.first_state()
    opened.recorder.discard()
    for name in ("first_side", "mute", "knee", "pain_before"):
        assert getattr(now, name) == getattr(before, name), name
    assert (first.pace, first.loads, first.load_said) == (
        visit.state.pace,
        visit.state.loads,
        visit.state.load_said,
    )
    assert first.variants == {id_: words for id_, words in visit.state.variants.items() if id_ in ids(now.plan)}
    assert (now.plan.shortened, now.plan.missing) == (before.plan.shortened, before.plan.missing)
    planned = {(s.exercise.id, s.set, s.side): s for s in before.plan.sets}
    assert [planned[s.exercise.id, s.set, s.side] for s in now.plan.sets] == list(now.plan.sets)
    assert record.going_on is not None
    delete(Store(paths), record.id, at_ten(20))


def ids(plan: Plan) -> set[str]:
    return {planned.exercise.id for planned in plan.sets}


IN_ONE = """\
schema = 1
id = "in-one"
title = "In one"

[[exercise]]
use = "hip-thrust"
variant = "one leg"
reps = 10
"""


@pytest.mark.parametrize("taken", [None, "no dumbbell", NO_VARIANT])
@pytest.mark.parametrize("reps", [0, 4])
def test_a_variant_of_the_routine_s_own_is_continued_as_it_was(paths: Paths, taken: str | None, reps: int) -> None:
    (paths.routines_dir / "in-one.toml").write_text(IN_ONE)
    began = open_new(paths, load_routine(paths, "in-one"), Options(), at_ten(), records=())
    visit = Visit(began.recorder.header.plan)
    if taken is not None:
        visit.do(TakeVariant(taken))
    visit.until_work(1, reps=reps)
    visit.do(EndSession())
    began.recorder.append(visit.events)
    record = began.recorder.save(visit.state, at_ten(5)).record
    opened = open_again(paths, record, Options(), at_ten(10), records=())
    first = opened.recorder.header.first_state()
    opened.recorder.discard()
    assert (first.variant or NO_VARIANT) == ("one leg" if taken is None else taken)
    assert first.planned.target == visit.state.plan.sets[1].dosed_as(first.variant).target


OFF_THE_CHAIR = """\
schema = 1
id = "squats"
title = "Squats"

[[exercise]]
id = "squat"
title = "Squat"
sets = 2
reps = 5
rest = 30
equipment = ["a chair"]
cadence = [{ name = "down", seconds = 2 }, { name = "up", seconds = 2 }]
harder = ["hands on the hips"]

[[exercise.variants]]
words = "hands on the hips"
equipment = []

[[exercise]]
use = "sit-to-stand"
"""


def test_a_variant_chosen_for_today_is_continued_where_the_routine_s_way_cannot_be_done(paths: Paths) -> None:
    (paths.routines_dir / "squats.toml").write_text(OFF_THE_CHAIR)
    options = Options(variants=(("squat", "hands on the hips"),), missing=("chair",))
    began = open_new(paths, load_routine(paths, "squats"), options, at_ten(), records=())
    visit = Visit(began.recorder.header.plan)
    visit.until_work(1, reps=4)
    visit.do(EndSession())
    began.recorder.append(visit.events)
    record = began.recorder.save(visit.state, at_ten(5)).record
    opened = open_again(paths, record, Options(), at_ten(10), records=())
    opened.recorder.discard()
    assert opened.recorder.header.first_state().variants == visit.state.variants
    assert visit.state.variants["squat"] == "hands on the hips"
    assert opened.recorder.header.plan.missing == ("chair",)


@pytest.mark.parametrize("has_more", [True, False])
def test_a_record_that_does_not_name_the_routine_s_variant_goes_on_in_it(paths: Paths, has_more: bool) -> None:
    (paths.routines_dir / "in-one.toml").write_text(IN_ONE)
    began = open_new(paths, load_routine(paths, "in-one"), Options(), at_ten(), records=())
    visit = Visit(began.recorder.header.plan)
    visit.until_work(1, reps=4)
    visit.do(EndSession())
    began.recorder.append(visit.events)
    record = began.recorder.save(visit.state, at_ten(5)).record
    assert record.going_on is not None
    older = record.model_copy(
        update={
            "sets": tuple(attempt.model_copy(update={"variant": None}) for attempt in record.sets),
            "going_on": record.going_on.model_copy(update={"variants": {}}) if has_more else None,
        }
    )
    opened = open_again(paths, older, Options(), at_ten(10), records=())
    assert opened.recorder.header.first_state().variants == {"hip-thrust": "one leg"}
    opened.recorder.discard()


def test_a_record_of_before_goes_on_at_the_pace_of_its_last_set(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    older = record.model_copy(
        update={"going_on": None, "sets": tuple(s.model_copy(update={"pace": Pace.SELF}) for s in record.sets)}
    )
    assert open_again(paths, older, Options(), at_ten(10)).recorder.header.pace is Pace.SELF


def test_it_can_be_continued_again(paths: Paths) -> None:
    """Each attempt at a set that was broken off again has its own number."""
    record = first_part(paths, after_two_of_three)
    for rev in (2, 3):
        opened = go_on(paths, record, minutes=60.0 * rev)
        visit = Visit(opened.recorder.header.plan)
        visit.until_work(0, 1)
        visit.do(EndSession())
        opened.recorder.append(visit.events)
        record = opened.recorder.save(visit.state, at_ten(60.0 * rev + 5)).record
        assert record.rev == rev
    assert [row[3:] for row in done_of(record)[1:4]] == [(1, 2, "partial"), (2, 1, "partial"), (3, 1, "partial")]


def test_killed_in_between_it_is_resumed_and_saved_as_the_next_revision(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.until_work(1, 2)
    opened.recorder.append(visit.events)
    opened.recorder.close()
    found = find_leftover(paths, at_ten(90))
    assert isinstance(found, tuple)
    again = open_leftover(paths, *found, at_ten(90))
    assert again.recorder.header.continues == record
    again.runner.bring_back(found[0].last_instant)
    again.runner.end(found[0].last_instant)
    saved = again.recorder.save(again.runner.state, at_ten(91)).record
    assert (saved.id, saved.rev) == (record.id, 2)
    assert [row[4] for row in done_of(saved)][:4] == [3, 2, 3, 2]


def test_killed_before_anything_was_done_it_is_offered_too(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    opened.recorder.append(Visit(opened.recorder.header.plan).events)
    opened.recorder.close()
    found = find_leftover(paths, at_ten(61))
    assert isinstance(found, tuple)
    found[1].release()


def test_killed_between_saving_and_the_end_it_is_not_saved_twice(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.finish()
    opened.recorder.append(visit.events)
    opened.recorder._journal.flush()  # type: ignore[union-attr]
    kept = paths.journal.read_bytes()
    saved = opened.recorder.save(visit.state, at_ten(70)).record
    paths.journal.write_bytes(kept)
    found = find_leftover(paths, at_ten(80))
    assert found is None or isinstance(found, SavedRecord)
    assert Store(paths).read().records == (saved,)
    assert len(log_of(paths)) == 2


@pytest.mark.parametrize("discard", [True, False])
def test_discarded_or_ended_at_once_the_old_revision_stays(paths: Paths, discard: bool) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.do(EndSession(discard))
    opened.recorder.append(visit.events)
    if discard:
        opened.recorder.discard()
    else:
        assert opened.recorder.save(visit.state, at_ten(70)).record == record
    assert log_of(paths) == [record]
    assert not paths.journal.exists()


def test_a_session_from_another_device_is_continued_here(paths: Paths, tmp_path: Path) -> None:
    phone = another_device(paths, tmp_path)
    record = first_part(phone, after_two_of_three)
    assert record.device == "phone-000001"
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.finish()
    opened.recorder.append(visit.events)
    saved = opened.recorder.save(visit.state, at_ten(70)).record
    assert (saved.device, saved.rev, saved.status) == (DEVICE, 2, Status.COMPLETED)
    assert Store(phone).read().records == (saved,)


def test_what_was_corrected_meanwhile_stays(paths: Paths, tmp_path: Path) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.finish()
    other = Store(another_device(paths, tmp_path))
    other.change(record, corrected(answered(record, note="slippery"), 0, reps=2), at_ten(62))
    opened.recorder.append(visit.events)
    saved = opened.recorder.save(visit.state, at_ten(70)).record
    assert (saved.rev, saved.note, saved.sets[0].reps) == (3, "slippery", 2)
    assert saved.sets[2].outcome is Outcome.COMPLETED


def test_what_was_deleted_meanwhile_comes_back_with_what_was_done(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    visit = Visit(opened.recorder.header.plan)
    visit.finish()
    delete(Store(paths), record.id, at_ten(62))
    saved = opened.recorder.save(visit.state, at_ten(70)).record
    assert (saved.rev, saved.status) == (3, Status.COMPLETED)
    assert Store(paths).read().records == (saved,)


def test_of_two_versions_the_one_with_more_done_wins(paths: Paths) -> None:
    """The disk was full: a record was offered and imported, then an older or a longer journal was resumed."""
    record = first_part(paths, after_two_of_three)
    opened = go_on(paths, record)
    plan = opened.recorder.header.plan
    long, short = Visit(plan), Visit(plan)
    long.finish()
    short.until_work(1, 2)
    short.do(EndSession())
    for first, second in ((long, short), (short, long)):
        whole = opened.recorder.header
        parts = [part_of(whole, visit.state, DEVICE, at_ten(70).wall()) for visit in (first, second)]
        once = joined(record, parts[0])
        twice = joined(record, parts[1], once)
        best = joined(record, part_of(whole, long.state, DEVICE, at_ten(70).wall()))
        assert [(s.reps, s.seconds) for s in twice.sets] == [(s.reps, s.seconds) for s in best.sets]
        assert twice.active_seconds == best.active_seconds
        assert twice.status is Status.COMPLETED
        assert joined(record, parts[1], twice) is twice
    opened.recorder.discard()
