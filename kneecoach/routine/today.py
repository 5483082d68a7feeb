"""Today's session: the plan of a routine, made to fit the time and the equipment at hand. Pure.

Sets are dropped before exercises. The exercise with the most sets loses one first (on both sides), and of several
such exercises the last. Stretches, warm-ups and cool-downs lose theirs once everything else is down to one set.
Only then are exercises left out, the longest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kneecoach.errors import KneecoachError
from kneecoach.routine.equipment import is_missing, is_named, lacking
from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.named import equipment_of, equipment_of_every_way
from kneecoach.routine.planner import plan_routine
from kneecoach.session.options import Options
from kneecoach.session.plan import Exercise, Legs, Plan, PlannedSet, Shortened, Side, Variant
from kneecoach.session.variants import easier_than
from kneecoach.text import capitalized

SetCounts = dict[str, int]
"""How many sets are done, by exercise id. An exercise that is left out has none."""


def plan_today(routine: Routine, options: Options) -> Plan:
    """The plan of a session with these choices. Raises KneecoachError if they leave nothing to train."""
    whole = replace(plan_routine(routine, options.side), first_ready=options.first_ready)
    whole = in_variants(whole, dict(options.variants), options.side)
    return for_today(whole, minutes=options.minutes, without=options.without, missing=options.missing)


def standing_today(routine: Routine, options: Options) -> tuple[ExerciseModel, ...]:
    """The standing exercises of a session with these choices: those that can be left out.

    Empty if nothing else would be left. Raises KneecoachError if the choices leave nothing to train.
    """
    plan = plan_today(routine, replace(options, minutes=None))
    planned, ways = {exercise.id for exercise in plan.exercises}, dict(plan.variants)
    today = [exercise for exercise in routine.spec.exercise if exercise.id in planned]
    standing = tuple(each for each in today if each.is_standing(ways.get(each.id)))
    return standing if len(standing) < len(today) else ()


def equipment_today(routine: Routine, options: Options) -> tuple[str, ...]:
    """What may or may not be at hand today, each entry once.

    That is what the routine needs, what its exercises need as they are done today, left out or not, and whatever is
    missing already. Raises KneecoachError if the choices leave nothing to train.
    """
    exercises = routine.spec.exercise
    plan = plan_today(routine, replace(options, minutes=None, without=()))
    needed = (*equipment_of(exercises), *(entry for each in plan.exercises for entry in each.equipment))
    known, missing = equipment_of_every_way(exercises), options.missing
    # Of a word such as "towel" the needed entries are enough, if it names one; otherwise it names those of any way.
    others = [name for name in missing if name not in known and not any(is_named(entry, name) for entry in needed)]
    more = (entry for entry in known if entry in missing or is_missing(entry, others))
    return tuple(dict.fromkeys((*needed, *more)))


def variants_without_equipment(routine: Routine, options: Options) -> tuple[str, ...]:
    """Ids of the exercises that cannot begin in the variant chosen for them: it needs what is not at hand."""
    try:
        plan = plan_today(routine, replace(options, minutes=None, without=()))
    except KneecoachError:
        return tuple(id_ for id_, _ in options.variants)
    ways = {exercise.id: "" for exercise in plan.exercises} | dict(plan.variants)
    return tuple(id_ for id_, words in options.variants if ways.get(id_) != words)


def in_variants(plan: Plan, chosen: Mapping[str, str], first: Side) -> Plan:
    """A plan whose exercises begin in the variants that were `chosen`, by exercise id.

    Empty words mean the standard way. An exercise that is then done with each leg begins with the leg `first`.
    """
    ways = dict(plan.variants) | dict(chosen)
    planned = {exercise.id for exercise in plan.exercises}
    variants = tuple((id_, words) for id_, words in ways.items() if words and id_ in planned)
    return replace(on_its_legs(plan, ways, first), variants=variants)


def on_its_legs(plan: Plan, ways: Mapping[str, str], first: Side) -> Plan:
    """A plan with each set on the legs of its exercise's variant in `ways`, by exercise id; `first` comes first."""
    other = Side.RIGHT if first is Side.LEFT else Side.LEFT
    sets: list[PlannedSet] = []
    for planned in _with_both_legs(plan.sets, ways):
        is_each = planned.exercise.legs_in(ways.get(planned.exercise.id) or None) is Legs.EACH
        sides = (first, other) if is_each and planned.side is Side.BOTH else (planned.side,)
        sets += (planned if planned.side is side else replace(planned, side=side) for side in sides)
    return replace(plan, sets=tuple(sets))


def for_today(
    plan: Plan, *, minutes: int | None = None, without: Collection[str] = (), missing: Collection[str] = ()
) -> Plan:
    """A plan made to fit the day; the same plan if it fits already.

    `without` has the ids of exercises to leave out. An exercise that needs something named in `missing` begins in a
    variant that does without, and is left out if there is none. The session takes at most `minutes`, unless one set
    of one exercise takes longer. Raises KneecoachError if nothing is left to train.
    """
    possible = _with_what_is_there(plan, without, missing)
    if not possible.size:
        raise KneecoachError("Every exercise of this routine is left out today.")
    short = possible if minutes is None else _within(possible, minutes * 60.0)
    if _numbers(short) == _numbers(plan):
        return short
    before = plan.shortened or Shortened(plan.size)
    left = {exercise.id for exercise in short.exercises}
    return replace(
        short,
        shortened=Shortened(
            sets=before.sets,
            minutes=before.minutes if len(short.sets) == len(possible.sets) else minutes,
            left_out=(*before.left_out, *(e.id for e in plan.exercises if e.id not in left)),
        ),
    )


def with_missing(plan: Plan, missing: Collection[str]) -> Plan:
    """A plan whose exercises know the variants that do without the things named in `missing`.

    None is left out, and all keep their sets: a session that is continued says in which variant each was begun.
    """
    possible = _with_what_is_there(plan, (), missing)
    knowing = {planned.exercise.id: planned.exercise for planned in possible.sets}
    sets = (replace(planned, exercise=knowing.get(planned.exercise.id, planned.exercise)) for planned in plan.sets)
    return replace(plan, sets=tuple(sets), variants=possible.variants, missing=tuple(missing))


def _numbers(plan: Plan) -> set[tuple[str, int]]:
    """Each set of a plan, whichever legs do it."""
    return {(planned.exercise.id, planned.set) for planned in plan.sets}


def way_without(exercise: Exercise, now: str | None, missing: Collection[str]) -> Variant | None:
    """The variant to take instead of `now` if the things named in `missing` are not at hand, or None.

    Best is one that needs nothing new, then one that needs only what every home has, then one of the exercise's
    `substitutes` of which only the name is known, then one that needs other things. An easier variant must be below
    `now` on the ladder.
    """
    found: list[tuple[int, Variant]] = []
    for words in dict.fromkeys((*exercise.substitutes, *easier_than(exercise, now))):
        variant = exercise.variant(words)
        if exercise.legs_in(words) is Legs.EACH and exercise.legs_in(now) is not Legs.EACH:
            continue  # a set for both legs cannot become two
        if variant is not None and variant.equipment is not None:
            if not _needs(variant.equipment, missing):
                new = set(variant.equipment) - set(exercise.equipment)
                rank = 0 if not new else 1 if not lacking(variant.equipment) else 3
                is_told = variant.how_to is not None or words not in exercise.substitutes
                found.append((rank, variant if is_told else _told_by_name(exercise, variant)))
        elif words in exercise.substitutes:
            found.append((2, _named_only(exercise, words, missing)))
    return min(found, key=lambda each: each[0], default=(0, None))[1]


def _named_only(exercise: Exercise, words: str, missing: Collection[str]) -> Variant:
    """A substitute with unknown equipment: it is taken to need the exercise's own, less what is missing."""
    there = tuple(entry for entry in exercise.equipment if not is_missing(entry, missing))
    return _told_by_name(exercise, replace(exercise.variant(words) or Variant(words), equipment=there))


def _told_by_name(exercise: Exercise, variant: Variant) -> Variant:
    """A variant whose name is the first thing said of how it is done."""
    first = capitalized(variant.words)
    done = exercise.done_as(variant.words)
    return replace(
        variant,
        how_to=(f"{first}.", *done.how_to),
        cues=(first, *done.cues),
    )


def _needs(equipment: Sequence[str], missing: Collection[str]) -> bool:
    return any(is_missing(entry, missing) for entry in equipment)


def _with_what_is_there(plan: Plan, without: Collection[str], missing: Collection[str]) -> Plan:
    """The plan without some exercises, and with others in a variant that needs nothing of what is missing."""
    chosen = dict(plan.variants)
    as_done: dict[str, Exercise] = {}
    needed: list[str] = []
    for exercise in {planned.exercise.id: planned.exercise for planned in plan.sets}.values():
        if exercise.id in without:
            continue
        now = chosen.get(exercise.id)
        equipment = exercise.done_as(now).equipment
        if not _needs(equipment, missing):
            as_done[exercise.id] = exercise
            continue
        # What only another variant needs decides too which one is taken.
        in_any = {*equipment, *(entry for variant in exercise.variants for entry in variant.equipment or ())}
        needed += [thing for thing in missing if any(is_named(entry, thing) for entry in in_any)]
        if (variant := way_without(exercise, now, missing)) is not None:
            chosen[exercise.id] = variant.words
            others = (other for other in exercise.variants if other.words != variant.words)
            as_done[exercise.id] = replace(exercise, variants=(*others, variant))
    sets = (replace(s, exercise=as_done[s.exercise.id]) for s in plan.sets if s.exercise.id in as_done)
    return replace(
        plan,
        sets=_with_both_legs(tuple(sets), chosen),
        variants=tuple((id_, words) for id_, words in chosen.items() if id_ in as_done),
        missing=tuple(dict.fromkeys((*plan.missing, *needed))),
    )


def _with_both_legs(sets: tuple[PlannedSet, ...], chosen: Mapping[str, str]) -> tuple[PlannedSet, ...]:
    """The sets; one for both legs replaces a pair whose exercise begins in a variant for both at once."""
    found: dict[tuple[str, int, Side], PlannedSet] = {}
    for planned in sets:
        id_ = planned.exercise.id
        is_both = planned.exercise.legs_in(chosen.get(id_) or None) is Legs.BOTH
        side = Side.BOTH if is_both else planned.side
        found.setdefault((id_, planned.set, side), planned if planned.side is side else replace(planned, side=side))
    return tuple(found.values())


def _within(plan: Plan, seconds: float) -> Plan:
    """The first way of doing fewer sets of a plan that takes at most `seconds`, or else the last way.

    The walk to the mat counts: it is longer if the set that is then first needs less time to get ready.
    """
    ways = list(_ways(plan))

    def fits(counts: SetCounts) -> bool:
        short = _with_counts(plan, counts)
        return short.seconds + short.walk_seconds <= seconds

    at = bisect_left(ways, True, key=fits)
    return _with_counts(plan, ways[min(at, len(ways) - 1)])


def _ways(plan: Plan) -> Iterator[SetCounts]:
    """How many sets to do of each exercise: all of them first, then fewer and fewer. Each way is shorter."""
    counts = {planned.exercise.id: planned.of for planned in plan.sets}
    firsts = {planned.exercise.id: planned for planned in plan.sets}
    main = [id_ for id_, planned in firsts.items() if planned.is_work and not _is_stretch(planned)]
    main = main or [id_ for id_, planned in firsts.items() if planned.is_work]
    rest = [id_ for id_ in firsts if id_ not in main]
    yield dict(counts)
    for group in (main, rest):
        while (most := max((counts[id_] for id_ in group), default=0)) > 1:
            counts[next(id_ for id_ in reversed(group) if counts[id_] == most)] -= 1
            yield dict(counts)
    alone = {id_: _with_counts(plan, {id_: 1}).seconds for id_ in firsts}
    last = {id_: place for place, id_ in enumerate(firsts)}
    main, rest = (sorted(ids, key=lambda id_: (alone[id_], last[id_]), reverse=True) for ids in (main, rest))
    for id_ in (*main[:-1], *rest):
        counts[id_] = 0
        yield dict(counts)


def _is_stretch(planned: PlannedSet) -> bool:
    """Whether it is a stretch, by its title. Other timed holds are strength work."""
    return planned.target.reps is None and "stretch" in planned.exercise.title.casefold()


def _with_counts(plan: Plan, counts: SetCounts) -> Plan:
    sets = (s for s in plan.sets if s.set <= counts.get(s.exercise.id, 0))
    left = {id_ for id_, count in counts.items() if count}
    return replace(
        plan,
        sets=tuple(replace(s, of=counts[s.exercise.id]) for s in sets),
        variants=tuple(pair for pair in plan.variants if pair[0] in left),
    )
