"""What the keys of a live session do now, in a word or two for its footer. Pure."""

from __future__ import annotations

from kneecoach.session.events import Stage
from kneecoach.session.keys import REST_STEP_SECONDS
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.session.variants import variant_kinds
from kneecoach.text import number

NEXT_WORDS = {Stage.WORK: "Set done", Stage.REST: "Go", Stage.READY: "Begin"}
GO_ON = "Go on"


def live_key_words(state: State, *, muted: bool) -> dict[str, str]:
    """Words by the id of the key's binding; empty for a key that does nothing in this stage."""
    stage, is_over = state.stage, state.is_over
    is_waiting = state.is_changing and state.paused is None
    return {
        "live-space": _space(state),
        "live-next": GO_ON if is_waiting else NEXT_WORDS.get(stage or Stage.FINISHED, ""),
        "live-rest-longer": f"{number(REST_STEP_SECONDS)} s" if stage is Stage.REST else "",
        "live-repeat": "Repeat set" if not is_over and (stage is Stage.WORK or state.last_done) else "",
        "live-back": "Previous set" if state.index and not is_over else "",
        "live-undo": "Undo",
        "live-load": "Load" if state.exercise.load else "",
        "live-variant": "Variant" if variant_kinds(state.as_planned.exercise) else "",
        "live-note": "Note",
        "live-mute": "Sound on" if muted else "Sound off",
        "app-help": "Keys",
    }


def _space(state: State) -> str:
    if state.is_over:
        return ""
    if state.paused is not None or state.is_changing:
        return GO_ON
    if state.pace is Pace.GUIDED:
        return "Pause"
    if state.stage is not Stage.WORK or state.phase is not None:
        return ""  # no rep to count yet, or a hold that ends by itself
    return "Count" if state.exercise.hold is None else "Hold"
