"""`use`: a routine's exercise taken from the library, with what the routine changes in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kneecoach.errors import did_you_mean, shortened
from kneecoach.faults import faults_of
from kneecoach.routine.model import Seconds

Table = dict[str, Any]

_SECONDS: TypeAdapter[float] = TypeAdapter(Seconds)

_STUB: Table = {"sets": 1, "load": True}
"""Stands in for an exercise that cannot be drawn in, so that the rest of the table is still checked."""

_TIMED: Table = {"hold": 1}
_COUNTED: Table = {"reps": 1, "cadence": [{"name": "up", "seconds": 1}]}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file of the library: its data, and its bytes."""

    data: Table
    raw: bytes


def draw(data: Table, find: Callable[[str], Drawn | None], known: Collection[str]) -> tuple[Table, tuple[str, ...]]:
    """A routine's table with each exercise written out, and the faults of `use`.

    `find` reads an exercise of the library by its id; `known` are all its ids.
    """
    entries = data.get("exercise")
    if not isinstance(entries, list):
        return data, ()
    whole, faults = [], []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or "use" not in entry:
            whole.append(entry)
            continue
        name = entry["use"]
        drawn = find(name) if isinstance(name, str) else None
        title = name if isinstance(name, str) else "no title"
        base = _stub(number, title, entry) if drawn is None else drawn.data
        written, wrong = written_out(base, entry)
        if drawn is None and isinstance(name, str) and name not in known:
            wrong = (f"use: {_unknown(written.pop('use'), known)}", *wrong)
        whole.append(written)
        faults += [f"exercise {number} ({shortened(str(written['title']))}), {fault}" for fault in wrong]
    return {**data, "exercise": whole}, tuple(faults)


def _stub(number: int, title: str, entry: Table) -> Table:
    """A stand-in that fits whatever the entry has."""
    is_timed = "hold" in entry and not {"reps", "cadence"} & set(entry)
    return {"id": f"exercise-{number}", "title": title, **_STUB, **(_TIMED if is_timed else _COUNTED)}


def written_out(base: Table, entry: Table) -> tuple[Table, tuple[str, ...]]:
    """The library's table `base`, overridden by the keys of `entry`, and what is wrong with them.

    `reps` makes a timed hold counted, given its cadence. `hold` is the length of the hold: of the timed one, or of
    the one inside every rep. With `variant` the dose is that variant's own, where the entry gives no other, and
    `planned` has what that replaces of the library's.
    """
    whole = {key: value for key, value in base.items() if key != "schema"}
    entry = dict(entry)
    faults: tuple[str, ...] = ()
    if "title" in entry:
        whole.pop("spoken", None)
    if "substitutes" in entry:
        whole.pop("without", None)
    if "reps" in entry:
        whole.pop("hold", None)
    if "hold" in entry and "hold" not in whole:
        cadence = entry.get("cadence", whole.get("cadence"))
        entry["cadence"], faults = with_hold(cadence, entry.pop("hold"))
    dose, kept = _dose_of_variant(base, entry), entry.get("planned")
    if isinstance(kept, dict) and "planned" in dose:
        entry["planned"] = {**dose["planned"], **kept}
    return {**whole, **dose, **entry}, faults


def _dose_of_variant(base: Table, entry: Table) -> Table:
    """The library's dose for the variant of an entry; empty if it has none.

    Its `sides` belong to the dose: an entry with reps of its own is done as it says.
    """
    variants = base.get("variants")
    chosen = [v for v in variants if v.get("words") == entry.get("variant")] if isinstance(variants, list) else []
    keys = ("sets", "reps") if "reps" in base else ("sets", "hold")
    dose = {key: variant[key] for variant in chosen for key in (*keys, "rest", "sides") if key in variant}
    if "sides" in dose and "sides" not in entry and {"reps", "hold"} & set(entry):
        del dose["sides"]  # its dose was written for both legs together
    replaced = {key: base[key] for key in keys if key in dose and key in base}
    if "sides" in dose:
        replaced["sides"] = base.get("sides", "both")
    return {**dose, "planned": replaced} if replaced else dose


def with_hold(cadence: object, seconds: object) -> tuple[object, tuple[str, ...]]:
    """A cadence as in a file, with a hold of this length, and what is wrong with that."""
    try:
        _SECONDS.validate_python(seconds)
    except ValidationError as error:
        return cadence, faults_of(error, "hold")
    phases = cadence if isinstance(cadence, list) else []
    if not any(isinstance(phase, dict) and phase.get("hold") is True for phase in phases):
        return cadence, ("hold: this exercise is counted in reps and has no hold; give its cadence instead",)
    return [
        {**phase, "seconds": seconds} if isinstance(phase, dict) and phase.get("hold") is True else phase
        for phase in phases
    ], ()


def _unknown(name: str, known: Collection[str]) -> str:
    hint = did_you_mean(name, known) or "; `kneecoach exercises list` shows them all"
    return f"there is no exercise called {shortened(name)!r}{hint}"


def in_order(faults: tuple[str, ...]) -> tuple[str, ...]:
    """Faults in the order of their exercises, those of the routine itself first."""
    numbers = {fault: re.match(r"exercise (\d+)", fault) for fault in faults}
    return tuple(sorted(numbers, key=lambda fault: int(match[1]) if (match := numbers[fault]) else 0))
