"""The process that renders clips: `python -m kneecoach.audio.voice.render STORE VOICE...`.

It reads a JSON object for each phrase from stdin, `{"words": "Frog squat", "max_seconds": 0.85}`, and ends when
stdin does. To stdout it writes `{"voice": "heart"}` once a voice has started, and then an object for each phrase:
`{"words": ..., "seconds": 1.21}`, or `{"words": ..., "why": "..."}` if it could not be rendered. It yields to
everything else on the computer.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any

from kneecoach.audio.clips import VOICE
from kneecoach.audio.voice.speakers import CannotSpeak, Speaker
from kneecoach.audio.voice.store import forget_old_clips, write_clip
from kneecoach.errors import KneecoachError, os_reason


def main(store: Path, voices: list[str]) -> int:
    """Render what stdin asks for. Returns the exit status."""
    with suppress(AttributeError, OSError):
        os.nice(10)
    speaker = _first(voices)
    if speaker is None:
        return 1
    say({"voice": speaker.name})
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        say({"words": asked["words"]} | _rendered(store, speaker, asked["words"], asked.get("max_seconds") or inf))
    forget_old_clips(store, speaker.name)
    return 0


def say(told: dict[str, Any]) -> None:
    """Send a line to the program."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _first(voices: list[str]) -> Speaker | None:
    """The first voice that starts."""
    for name in voices:
        try:
            return make_speaker(name)
        except CannotSpeak as error:
            print(error, file=sys.stderr)
    return None


def make_speaker(name: str) -> Speaker:
    """The voice called `name`. Raises CannotSpeak."""
    if name == VOICE:
        from kneecoach.audio.voice.heart import Heart

        return Heart()
    from kneecoach.audio.voice.system import SYSTEM_SPEECH, SystemSpeech

    return SystemSpeech(name, SYSTEM_SPEECH[name])


def _rendered(store: Path, speaker: Speaker, words: str, max_seconds: float) -> dict[str, Any]:
    try:
        return {"seconds": write_clip(store, speaker.name, words, speaker.speak(words, max_seconds))}
    except (CannotSpeak, KneecoachError) as error:
        return {"why": str(error)}
    except OSError as error:
        return {"why": os_reason(error)}


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
