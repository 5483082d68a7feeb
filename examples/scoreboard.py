"""A scoreboard for a session: a client of `kneecoach start --json`, written from docs/protocol.md.

    python examples/scoreboard.py kneecoach start --json --yes

It shows one line for each set, passes on what you type, and ends with what was done. It needs only Python.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from typing import Any, TextIO

VERSION = 1
"""The version of the protocol that this client understands."""


def wanted(target: dict[str, Any]) -> str:
    """What a set asks for, in words."""
    if "seconds" in target:
        return f"hold {target['seconds']:g} s"
    least, most = target["reps"]
    count = f"{most}" if least == most else f"{least} to {most}"
    return f"{count} {target.get('unit', 'rep')}s"


class Scoreboard:
    """What is known of the session, from its lines."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.sets = 0
        self.done = 0
        self.reps = 0
        self.held = 0.0

    def read(self, lines: Iterable[str]) -> None:
        """Take each line as it comes."""
        first = True
        for line in lines:
            event = json.loads(line)
            if first and (event["event"] != "protocol" or event["version"] != VERSION):
                raise SystemExit("This kneecoach speaks another version of the protocol.")
            first = False
            self.take(event)

    def take(self, event: dict[str, Any]) -> None:
        """Take one line; a name that is not known is passed over."""
        match event["event"]:
            case "session-started":
                self.sets = event["sets"]
                self.say(f"{event['title']}: {self.sets} sets")
            case "stage-started" if event["stage"] == "work":
                side = "" if event["side"] == "both" else f", {event['side']}"
                self.say(f"{event['title']}, set {event['set']} of {event['of']}{side}: {wanted(event['target'])}")
            case "rep-counted":
                self.reps += 1
            case "hold-ended":
                self.held += event["seconds"]
            case "attempt-ended":
                self.done += event["outcome"] == "completed"
                self.say(f"  {event['outcome']}: {event['reps']} reps, {event['seconds']:.0f} s")
            case "paused" | "interrupted":
                self.say(f"  paused ({event['reason']}); p goes on")
            case "refused" | "problem" | "unsaved":
                self.say(f"  {event['why']}")
            case "session-ended":
                self.say(f"{event['status']}: {self.done} of {self.sets} sets")
                self.say(f"{self.reps} reps, {self.held:.0f} s held")
            case "saved":
                self.say(f"saved as {event['id']}")

    def say(self, words: str) -> None:
        print(words, file=self.out, flush=True)


def main(command: list[str]) -> int:
    """Run the session, show it, and pass on what is typed. Returns its exit status."""
    session = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    assert session.stdin is not None
    assert session.stdout is not None
    keys = session.stdin

    def pass_on() -> None:
        try:
            for line in sys.stdin:
                keys.write(line)
                keys.flush()
            keys.close()
        except OSError:
            pass  # the session has ended

    threading.Thread(target=pass_on, daemon=True).start()
    Scoreboard(sys.stdout).read(session.stdout)
    return session.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
