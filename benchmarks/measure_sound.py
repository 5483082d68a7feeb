"""How late each cue is at the captured sample, and what the sound costs: the real program in real time.

Lateness is the time from a cue's due instant on the session's axis to the instant of its first captured sample. The
instants at which the session's events are printed place the axis on the computer's clock. Nothing comes from the
worker's reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from benchmarks.effort import Effort
from benchmarks.environment import PYTHON, BenchmarkError, scratch
from benchmarks.samples import percentile
from benchmarks.sound_cues import KINDS, Lateness, Pair, compare, due_cues, slope, within_runs
from benchmarks.sound_routines import few_reps, lasting, short
from benchmarks.sound_session import BARE, Cost, percent, spawn_to_ready
from benchmarks.sound_stacks import AlsaCapture, Hearing, alsa, pulse_is_missing
from benchmarks.sound_take import ALSA, MUTED, STOPPED, TICKING, WITH_SOUND, WORKER, StackTake, Take, take
from benchmarks.table import Budget, Remark, Result, Row
from kneecoach.audio.clips import lengths

MAX_MS = {50: 5.0, 99: 20.0}
"""Budgets for lateness, in milliseconds, by percentile."""

MAX_DRIFT_MS = 5.0 / 60
"""Per minute: 5 ms in an hour."""

MARGIN_SECONDS = 0.2
"""Left out around each start and stop of the device, when it is neither running nor stopped."""

READY = (PYTHON, "-m", "kneecoach.audio.worker", "miniaudio")


def measure(effort: Effort) -> list[Result]:
    """Lateness by stack, then the costs. Raises BenchmarkError."""
    if effort.sound_minutes is not None:
        routine = lasting(effort.sound_minutes)
    else:
        routine = short() if effort.sound_short else few_reps()
    ready = _ready(effort.starts)
    taken = take(routine)
    results: list[Result] = []
    for listened in taken.listened:
        results += _heard(listened)
    results += [*_costs(taken), ready]
    if why := pulse_is_missing():
        results.append(Remark(f"PulseAudio not measured: {why}"))
    return results


def _heard(listened: StackTake) -> list[Result]:
    """The rows of one stack. Raises BenchmarkError."""
    hearing = listened.session.heard()
    found = compare(due_cues(listened.events), hearing.sounds, listened.zero, lengths())
    late = [pair.late for pair in found.pairs]
    if not found.pairs or len(listened.due) < 3:
        raise BenchmarkError(
            f"nothing was heard through {listened.stack}; the worker's log: {listened.log[:200]!r}"
        )
    ticks = [tick.at for tick in listened.bare.heard().sounds if tick.clip == "tick"]
    # Its last tick may be cut off.
    due, placed = listened.due[:-1], listened.planned[:-1]
    its_own = [min(ticks, key=lambda at: abs(at - instant)) for instant in due]
    planned = [at - instant for at, instant in zip(its_own, placed, strict=True)]
    # A card without a clock runs ahead as far as the program lets it, so only counted samples can be compared.
    by_sums = listened.stack == ALSA
    bare = planned if by_sums else [at - instant for at, instant in zip(its_own, due, strict=True)]
    against = "bare program, counting its samples" if by_sums else "bare program, at the next request"
    where = f"through {listened.stack}"
    minutes = max(float(event.get("at", 0.0)) for event in listened.events) / 60
    settled = [pair for pair in found.pairs if not pair.waited]
    middle = median(pair.late for pair in settled)
    rows: list[Result] = [
        Row(
            f"cues missing or unexpected, of {len(found.pairs) + len(found.missing)} in {minutes:.1f} min, {where}",
            "",
            len(found.missing) + len(found.unexpected),
            budget=Budget("none", 0.0),
        ),
        *(
            Row(
                f"|lateness| of all of them, p{rank}, {where}",
                "ms",
                _at_rank(late, rank),
                _at_rank(bare, rank),
                against,
                Budget(f"<= {most:g} ms", most),
            )
            for rank, most in MAX_MS.items()
        ),
        Row(f"|lateness|, worst, {where}", "ms", _at_rank(late, 100), _at_rank(bare, 100), against),
        Row(
            f"|lateness| of the {len(settled)} that did not wait for a phrase, p99, {where}",
            "ms",
            _at_rank([pair.late for pair in settled], 99),
            _at_rank(bare, 99),
            against,
            Budget(f"<= {MAX_MS[99]:g} ms", MAX_MS[99]),
        ),
        Row(
            f"drift, either way, over {minutes:.1f} min, {where}",
            "ms/min",
            abs(slope([pair.due.at for pair in settled], [pair.late for pair in settled])),
            abs(slope(placed, planned)),
            "bare program, counting its samples",
            budget=Budget("5 ms in an hour", MAX_DRIFT_MS),
        ),
        Row(
            f"deviation from the session's median, p99, {where}",
            "ms",
            _at_rank([pair.late - middle for pair in settled], 99),
        ),
    ]
    if listened.stack == ALSA:
        off = within_runs(settled)
        rows.append(Row(f"deviation from its run's median, p99, {where}", "ms", _at_rank(off, 99)))
    rows += [row for kind in KINDS for row in _of_kind(kind, found.pairs, where)]
    return [*rows, Remark(_words(listened, found, hearing, middle))]


def _of_kind(kind: str, pairs: Iterable[Pair], where: str) -> list[Result]:
    late = [pair.late for pair in pairs if pair.due.kind == kind]
    if not late:
        return []
    what = f"|lateness| of {len(late)} {kind}"
    return [Row(f"{what}, p{rank}, {where}", "ms", _at_rank(late, rank)) for rank in MAX_MS]


def _words(listened: StackTake, found: Lateness, hearing: Hearing, middle: float) -> str:
    """What a stack's rows leave out."""
    waited = [pair.late * 1000 for pair in found.pairs if pair.waited]
    put_off = f"{len(waited)} waited for the phrase before them"
    if waited:
        put_off += f" ({min(waited):.0f} to {max(waited):.0f} ms; in all figures but drift and the medians)"
    words = [
        f"{listened.stack}: the median is {middle * 1000:+.1f} ms (late is positive); {put_off}",
        f"{found.loose} other announcements were heard, and {hearing.shreds} fragments of sounds; "
        f"{hearing.residue:.2%} of the sound is unexplained",
    ]
    if found.missing:
        words.append(f"missing: {_counted(', '.join(sorted(cue.clips)) for cue in found.missing)}")
    if found.unexpected:
        words.append(f"unexpected: {_counted(heard.clip for heard in found.unexpected)}")
    if listened.log:
        words.append(f"the worker's log says {listened.log[:200]!r}")
    return "; ".join(words)


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in Counter(names).items())


def _at_rank(seconds: Sequence[float], rank: float) -> float:
    """A percentile, in milliseconds, of the absolute values (in seconds)."""
    return percentile([abs(each) for each in seconds], rank) * 1000


def _costs(taken: Take) -> list[Result]:
    """Processor time and memory of the worker and the session."""
    runs = next(each.session.runs() for each in taken.listened if isinstance(each.session, AlsaCapture))
    begins, ends = runs[0].began, runs[-1].ended
    sounding = [(run.began + MARGIN_SECONDS, run.ended - MARGIN_SECONDS) for run in runs]
    parked = [(one.ended + MARGIN_SECONDS, two.began - MARGIN_SECONDS) for one, two in pairwise(runs)]
    whole = [(begins, ends)]
    rows: list[Result] = []
    for what, name, against, yardstick, spans in (
        ("worker's CPU while the device runs", WORKER, "bare program, ticking", TICKING, sounding),
        ("worker's CPU while the device is stopped", WORKER, "bare program, device stopped", STOPPED, parked),
        ("session's own CPU, with sound", WITH_SOUND, "the same session, muted", MUTED, whole),
    ):
        ours, theirs = percent(taken.costs[name], spans), percent(taken.costs[yardstick], whole)
        if ours is not None:
            seconds = sum(max(0.0, end - begin) for begin, end in spans)
            rows.append(Row(f"{what} ({seconds:.0f} s)", "%", ours, theirs, against))
    for what, name, against, yardstick in (
        ("worker's RSS at the end", WORKER, "bare program", TICKING),
        ("session's own RSS at the end, with sound", WITH_SOUND, "the same session, muted", MUTED),
    ):
        rows.append(Row(what, "MB", _last(taken.costs[name]), _last(taken.costs[yardstick]), against))
    return rows


def _last(costs: Sequence[Cost]) -> float:
    """Resident megabytes in the last sample while the process was alive."""
    return next(cost.resident for cost in reversed(costs) if cost.resident)


def _ready(starts: int) -> Result:
    """Spawn to ready, for the worker and the yardstick in turn."""
    milliseconds: dict[tuple[str, ...], list[float]] = {READY: [], (*BARE, "--stopped"): []}
    with scratch() as folder, alsa(folder) as ear:
        for _ in range(starts):
            for command, times in milliseconds.items():
                times.append(spawn_to_ready(command, ear.environ))
    worker, bare = (min(times) for times in milliseconds.values())
    return Row(f"worker, spawn to ready (best of {starts})", "ms", worker, bare, "bare program")
