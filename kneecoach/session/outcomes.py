"""The outcome of an attempt and the status of a session: one rule for the engine, the record and corrections."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from kneecoach.session.events import Outcome, Status


def outcome_by_target(*, met: bool) -> Outcome:
    """The outcome of an attempt that was not skipped; `met` if it reached its target's minimum."""
    return Outcome.COMPLETED if met else Outcome.PARTIAL


def status_by_attempts(attempts: Iterable[tuple[Hashable, int, Outcome]]) -> Status:
    """The status of a session, from the planned set, number and outcome of each attempt.

    A set that was never tried has to be among them, as skipped.

    `completed` only if every planned set was completed in some attempt and its last attempt was not skipped. The
    last attempt is the one with the highest number, because undo may open an earlier one again.
    """
    completed: dict[Hashable, bool] = {}
    last: dict[Hashable, tuple[int, Outcome]] = {}
    for planned, number, outcome in attempts:
        completed[planned] = completed.get(planned, False) or outcome is Outcome.COMPLETED
        if planned not in last or number > last[planned][0]:
            last[planned] = (number, outcome)
    whole = all(completed.values()) and all(outcome is not Outcome.SKIPPED for _, outcome in last.values())
    return Status.COMPLETED if whole else Status.PARTIAL
