"""What Live asks mid-session, apart from pain: the load, a note, and whether to stop."""

from __future__ import annotations

from collections.abc import Callable

from kneecoach.review.last_time import Past
from kneecoach.running.runner import Runner
from kneecoach.session.commands import Command, EndSession, SetLoad, SetNote
from kneecoach.session.keys import no_load_words
from kneecoach.session.loads import load_of_kind
from kneecoach.ui.screens.dialogs import DELETE, AskExerciseNote, AskLoad, Choice, ConfirmDelete, Load
from kneecoach.ui.session_pause import SessionPause
from kneecoach.words import typed_as

GONE = "What you did will not be in the history."
STAYS = "What was saved before you went on stays in the history."
SAVE, GO_ON = "s", "enter"
"""The same in every such question. Escape goes back."""

STOP = {SAVE: "save what was done", GO_ON: "go on", DELETE: "delete this session"}


def ask_load(
    pause: SessionPause, send: Callable[[Command], None], refuse: Callable[[str], None], runner: Runner
) -> None:
    """Ask for the load of the current exercise."""
    runner.advance()
    exercise = runner.state.exercise
    if not exercise.load:
        refuse(no_load_words(runner.state))
        return

    def dialog() -> AskLoad:
        state, name = runner.state, exercise.id
        load = load_of_kind(exercise.load, state.loads.get(name), state.load_said.get(name))
        shown = typed_as(*load, state.units)
        return AskLoad(exercise, shown, state.units)

    def answered(load: Load | None) -> None:
        if load is not None:
            send(SetLoad(load[0], exercise.id, load[1]))

    pause.ask(dialog, answered)


def ask_note(pause: SessionPause, send: Callable[[Command], None], runner: Runner, past: Past) -> None:
    """Ask for the note on the current exercise."""
    runner.advance()
    exercise = runner.state.planned.exercise

    def dialog() -> AskExerciseNote:
        note = runner.state.notes.get(exercise.id, past.notes.get(exercise.id, ""))
        return AskExerciseNote(exercise.title, note, is_rehearsal=runner.clock.speed != 1.0)

    def answered(note: str | None) -> None:
        if note is not None:
            send(SetNote(note, exercise.id))

    pause.ask(dialog, answered)


def ask_stop(
    pause: SessionPause, send: Callable[[Command], None], say: Callable[[str], None], *, continues: bool
) -> None:
    """Ask whether to stop, and whether to save what was done. `continues`: whether the session was saved before."""

    def answered(key: str | None) -> None:
        if key == SAVE:
            send(EndSession())
        elif key == DELETE:
            question = "Delete what you have just done?" if continues else "Delete this session?"
            lost = STAYS if continues else GONE
            pause.ask(lambda: ConfirmDelete(question, keep="no, go on", detail=lost), sure)

    def sure(key: str | None) -> None:
        if key == DELETE:
            send(EndSession(discard=True))
        elif key is None:
            pause.stay()
            say("Nothing was deleted. Paused: space goes on.")

    pause.ask(lambda: Choice("Stop here?", STOP), answered)
