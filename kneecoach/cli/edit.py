"""`kneecoach note`, `edit`, `delete` and `undelete`: they add revisions and remove nothing from the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import library_names, session_ids
from kneecoach.cli.options import (
    MAX_DIGITS,
    ask_to_delete,
    filled,
    json_option,
    pass_paths,
    print_json,
    read_log,
    warn_of,
)
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from datetime import date

    from kneecoach.log.record import Record, Tombstone

MAX_READ = 100_000
"""Bytes of a note read from stdin; a valid note is shorter."""


CLEARED = object()
"""Means the word `none`: clear the answer."""


def _whole(typed: str) -> float | None:
    """A whole number; one with more than MAX_DIGITS digits is only known to be too large."""
    if not (typed.isascii() and typed.isdigit()):
        return None
    return int(typed) if len(typed) <= MAX_DIGITS else 10**MAX_DIGITS


def _decimal(typed: str) -> float | None:
    from kneecoach.session.keys import decimal

    return decimal(typed)


Callback = Callable[[click.Context, click.Parameter, str | None], object]


def _as_number(parse: Callable[[str], float | None], what: str, *, or_none: bool) -> Callback:
    """A click callback that reads a number; with `or_none` the word `none` clears an answer."""

    def callback(ctx: click.Context, option: click.Parameter, typed: str | None) -> object:
        if typed is None:
            return None
        if or_none and typed.lower() == "none":
            return CLEARED
        value = parse(typed)
        if value is None:
            expected = f"{what}, or none" if or_none else what
            raise click.BadParameter(f"{typed!r} should be {expected}.", ctx, option)
        return value

    return callback


WHOLE = _as_number(_whole, "a whole number that is 0 or more", or_none=False)
"""A click callback that reads a whole number."""
_WHOLE_OR_NONE = _as_number(_whole, "a whole number that is 0 or more", or_none=True)
_DECIMAL = _as_number(_decimal, "a number that is 0 or more", or_none=False)


@click.command()
@click.argument("session_id", metavar="[ID]", required=False, shell_complete=session_ids)
@click.argument("text", required=False)
@click.option(
    "--exercise", type=filled, metavar="ID", shell_complete=library_names, help="The note on this exercise instead."
)
@json_option
@pass_paths
def note(paths: Paths, session_id: str | None, text: str | None, exercise: str | None, as_json: bool) -> None:
    """Print the note of a session or an exercise, or replace it with TEXT: - reads it from stdin, '' removes it.

    \b
      kneecoach note last "slept badly"
      kneecoach note --exercise hip-thrust "bench one notch lower"
    """
    from kneecoach.errors import KneecoachError, UsageError
    from kneecoach.log.corrections import answered
    from kneecoach.review.history import find
    from kneecoach.text import clean

    if exercise is not None:
        if text is not None:
            raise click.UsageError("With --exercise give one TEXT, and no session.")
        _note_on_exercise(paths, exercise, session_id, as_json=as_json)
        return
    if session_id is None:
        raise click.UsageError("Give a session, or --exercise.")
    filled(session_id)
    record = find(read_log(paths).records, session_id)
    if text is None:
        if as_json:
            _print(record, [], as_json=True)
        elif record.note:
            click.echo(clean(record.note))
        return
    typed = _typed(text)
    try:
        wanted = answered(record, note=typed)
    except KneecoachError as error:
        raise UsageError(str(error)) from None
    _save(paths, record, wanted, as_json=as_json)


def _typed(text: str) -> str:
    """A note as typed; for - from stdin."""
    from kneecoach.cli.streams import read_stdin

    return read_stdin(MAX_READ).decode("utf-8", "surrogateescape") if text == "-" else text


def _note_on_exercise(paths: Paths, exercise: str, text: str | None, *, as_json: bool) -> None:
    """Print the note on an exercise, or replace it."""
    from kneecoach.errors import UsageError
    from kneecoach.log.store import Store
    from kneecoach.review.exercise_notes import notes_now
    from kneecoach.routine.movements import find_movement, read_movements
    from kneecoach.running.clock import RealClock
    from kneecoach.session.commands import NotNow, check_note
    from kneecoach.text import clean

    log = read_log(paths)
    notes = notes_now(log.records, log.notes)
    if exercise not in {attempt.exercise for record in log.records for attempt in record.sets}:
        exercise = find_movement(read_movements(paths)[0], exercise).exercise.id
    if text is None:
        found = notes.get(exercise, "")
        if as_json:
            print_json({"exercise": exercise, "note": found})
        elif found:
            click.echo(found)
        return
    try:
        written = check_note(clean(_typed(text)))
    except NotNow as refused:
        raise UsageError(str(refused)) from None
    if written != notes.get(exercise, ""):
        Store(paths).write_note(exercise, written, RealClock())
    if as_json:
        print_json({"exercise": exercise, "note": written})
    else:
        click.echo(f"{clean(exercise)}: {written}" if written else f"{clean(exercise)}: no note.")


@click.command(
    epilog="SET is one attempt: hip-thrust:2, quad:1:left, or with its number quad:1:left:2. The beginning of a "
    "name is enough. The outcome follows from the reps or seconds, unless you say skipped. The status of the "
    "session follows from its sets."
)
@click.argument("session_id", type=filled, metavar="ID", shell_complete=session_ids)
@click.argument("attempt", type=filled, metavar="[SET]", required=False)
@click.option("--pain-before", "before", metavar="N|none", callback=_WHOLE_OR_NONE, help="Knee pain before, 0-10.")
@click.option(
    "--pain-worst",
    "worst",
    metavar="N|none",
    callback=_WHOLE_OR_NONE,
    help="Worst knee pain during the session, 0-10.",
)
@click.option("--pain-after", "after", metavar="N|none", callback=_WHOLE_OR_NONE, help="Knee pain after, 0-10.")
@click.option("--next-morning", metavar="N|none", callback=_WHOLE_OR_NONE, help="Knee pain the next morning, 0-10.")
@click.option("--reps-in-reserve", metavar="N|none", callback=_WHOLE_OR_NONE, help="Good reps you had left, 0-5.")
@click.option("--note", metavar="TEXT", help="A new note; '' removes it.")
@click.option("--reps", metavar="N", callback=WHOLE, help="For SET: reps (or steps) done.")
@click.option("--seconds", metavar="N", callback=_DECIMAL, help="For SET, if it is a timed hold: seconds.")
@click.option(
    "--load", metavar="LOAD|none", help="For SET: load in your unit, or 8 kg, 17.5 lb; or a band's tension."
)
@click.option("--pain", metavar="N|none", callback=_WHOLE_OR_NONE, help="For SET: knee pain, 0-10.")
@click.option("--outcome", type=click.Choice(["completed", "partial", "skipped"]), help="For SET: how it ended.")
@json_option
@pass_paths
def edit(paths: Paths, /, session_id: str, attempt: str | None, as_json: bool, **said: Any) -> None:
    """Correct a session: its answers or, with SET, what was done in one attempt. `none` clears an answer.

    \b
      kneecoach edit last --pain-after 2 --next-morning none
      kneecoach edit last hip-thrust:2 --reps 15 --load 8
    """
    from kneecoach.errors import KneecoachError, UsageError
    from kneecoach.log.corrections import AnswerChanges, AttemptChanges, answered, corrected, load_changes
    from kneecoach.review.attempts import find_attempt
    from kneecoach.review.history import find
    from kneecoach.session.events import Outcome
    from kneecoach.settings import load_settings

    load = said.pop("load")
    given: dict[str, Any] = {
        name: None if value is CLEARED else value for name, value in said.items() if value is not None
    }
    if "outcome" in given:
        given["outcome"] = Outcome(given["outcome"])
    answers: Any = {name: value for name, value in given.items() if name in AnswerChanges.__annotations__}
    done: Any = {name: value for name, value in given.items() if name in AttemptChanges.__annotations__}
    if attempt is not None and not done and load is None:
        raise click.UsageError(f"Say what to correct in {attempt}: --reps, --seconds, --load, --pain or --outcome.")
    if not given and load is None:
        raise click.UsageError("Say what to correct, for example --pain-after 2; `kneecoach edit --help` lists it.")
    if (done or load is not None) and attempt is None:
        raise click.UsageError("Say which set to correct, for example: kneecoach edit last hip-thrust:2 --reps 15")
    record = find(read_log(paths).records, session_id)
    place = None if attempt is None else find_attempt(record, attempt)
    try:
        if load is not None and place is not None:
            done |= load_changes(record, place, load, load_settings(paths).load_steps.unit)
        wanted = record if place is None else corrected(record, place, **done)
        wanted = answered(wanted, **answers)
    except KneecoachError as error:
        raise UsageError(str(error)) from None
    _save(paths, record, wanted, as_json=as_json)


@click.command()
@click.argument("session_id", type=filled, metavar="ID", shell_complete=session_ids)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_paths
def delete(paths: Paths, session_id: str, yes: bool, as_json: bool) -> None:
    """Delete a session; `kneecoach undelete` brings it back."""
    from kneecoach.log.deletion import delete as hide
    from kneecoach.log.store import Store
    from kneecoach.review.detail import heading
    from kneecoach.review.history import find, short_id, summary_words
    from kneecoach.running.clock import RealClock

    record = find(read_log(paths).records, session_id)
    words = f"{heading(record)}: {summary_words(record)}"
    if not yes:
        ask_to_delete(words)
    gone = hide(Store(paths), record.id, RealClock())
    back = f"kneecoach undelete {short_id(record)}"
    _print(gone, [f"Deleted {words}.", f"`{back}` brings it back."], as_json=as_json)


@click.command()
@click.argument("session_id", type=filled, metavar="[ID]", required=False)
@json_option
@pass_paths
def undelete(paths: Paths, session_id: str | None, as_json: bool) -> None:
    """Bring back a deleted session. Without ID, list the deleted sessions.

    ID is the beginning of its id, or `last` for the session deleted last.
    """
    from kneecoach.errors import KneecoachError
    from kneecoach.log.deletion import deleted
    from kneecoach.log.deletion import undelete as bring_back
    from kneecoach.log.merging import merge
    from kneecoach.log.problems import Problem
    from kneecoach.log.store import Store
    from kneecoach.review.detail import heading
    from kneecoach.review.history import find, summary_words
    from kneecoach.running.clock import RealClock

    if session_id is None:
        list_deleted(paths, as_json=as_json)
        return
    store = Store(paths)
    problems: list[Problem] = []
    lines = store.lines(problems)
    warn_of(problems)
    gone = tuple(pair.record for pair in deleted(lines))
    if session_id != "last" and not any(r.id.startswith(session_id) for r in gone):
        if any(record.id.startswith(session_id) for record in merge(lines)):
            raise KneecoachError(f"The session whose id begins with {session_id!r} has not been deleted.")
        raise KneecoachError(f"There is no deleted session whose id begins with {session_id!r}.")
    if not gone:
        raise KneecoachError("There are no deleted sessions.")
    record = bring_back(store, find(gone, session_id).id, RealClock())
    _print(record, [f"Brought back {heading(record)}: {summary_words(record)}."], as_json=as_json)


def list_deleted(paths: Paths, *, as_json: bool, limit: int | None = None, since: date | None = None) -> None:
    """Print the deleted sessions, the one deleted last first."""
    from kneecoach.log.deletion import deleted
    from kneecoach.log.problems import Problem
    from kneecoach.log.store import Store
    from kneecoach.review.detail import heading
    from kneecoach.review.history import short_id
    from kneecoach.text import day_and_time

    problems: list[Problem] = []
    pairs = deleted(Store(paths).lines(problems))[::-1]
    found = [pair for pair in pairs if since is None or pair.record.started_at.date() >= since][:limit]
    warn_of(problems)
    if as_json:
        print_json([pair.record.model_dump(mode="json", by_alias=True) for pair in found])
        return
    if not found:
        click.echo("There are no deleted sessions.")
    for pair in found:
        when = day_and_time(pair.tombstone.saved_at)
        click.echo(f"{short_id(pair.record)}  {heading(pair.record)}, deleted {when}")


def _save(paths: Paths, seen: Record, wanted: Record, *, as_json: bool) -> None:
    """Save what `wanted` changes, and print the changes."""
    from kneecoach.log.store import Store
    from kneecoach.review.changes import change_lines
    from kneecoach.review.detail import heading, revision_words
    from kneecoach.running.clock import RealClock
    from kneecoach.settings import load_settings

    saved = Store(paths).change(seen, wanted, RealClock())
    unit = load_settings(paths).load_steps.unit
    lines = change_lines(seen, saved, unit) or ["It already says that; nothing was changed."]
    if saved.rev > seen.rev + 1:
        lines.append("It was also changed elsewhere in the meantime; your change was added to that.")
    _print(saved, [heading(saved), *(f"  {line}" for line in lines), revision_words(saved)], as_json=as_json)


def _print(line: Record | Tombstone, words: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json(line.model_dump(mode="json", by_alias=True))
    for text in [] if as_json else words:
        click.echo(text)
