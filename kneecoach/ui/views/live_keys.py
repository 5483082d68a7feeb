"""What the keys of a live session do now, in a word or two for its footer. Pure."""

from __future__ import annotations

from kneecoach.session.events import Stage
from kneecoach.session.keys import REST_STEP_SECONDS
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.session.variants import variant_kinds
from kneecoach.text import number

NEXT_WORDS = {Stage.WORK: "Set done", Stage.REST: "Go", Stage.READY: "Begin"}


def live_key_words(state: State, *, muted: bool) -> dict[str, str]:
    """Words by the id of the key's binding; empty for a key that does nothing in this stage."""
    stage = state.stage
    return {
        "live-space": _space(state),
        "live-next": NEXT_WORDS.get(stage or Stage.FINISHED, ""),
        "live-rest-longer": f"{number(REST_STEP_SECONDS)} s" if stage is Stage.REST else "",
        "live-repeat": "Repeat set" if stage is Stage.WORK or state.last_done else "",
        "live-back": "Previous set" if state.index else "",
        "live-undo": "Undo",
        "live-load": "Load" if state.exercise.load else "",
        "live-variant": "Variant" if variant_kinds(state.as_planned.exercise) else "",
        "live-note": "Note",
        "live-mute": "Sound on" if muted else "Sound off",
        "app-help": "Keys",
    }


def _space(state: State) -> str:
    if state.paused is not None or state.is_changing:
        return "Go on"
    if state.pace is Pace.GUIDED:
        return "Pause"
    if state.stage is not Stage.WORK:
        return ""
    return "Count" if state.exercise.hold is None else "Hold"
