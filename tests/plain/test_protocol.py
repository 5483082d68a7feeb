"""docs/protocol.md says what `--json` prints and obeys, and a client written from it alone works."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kneecoach.plain.protocol import ADDED, LINES, printed
from kneecoach.session.commands import EndSession, NotNow, TakeVariant
from kneecoach.session.events import EVENTS, StageStarted
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Target, Variant
from kneecoach.session.state import State
from tests.cli.program import PROGRAM, ROOT, TIMEOUT, as_json, environment, following, kneecoach
from tests.helpers import WALK, Visit, a_plan, sets_of, thrust, walk
from tests.test_key_tables import check, session_keys

PAGE = (ROOT / "docs" / "protocol.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)
FAST = ("--json", "--yes", "--mute", "--speed", "2000")

TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "dict[str, Any]": "object"}
TYPES |= {"float | None": "number or null", "Side": "string", "Pace": "string", "Stage": "string"}
TYPES |= {"TypedLoad | None": "array or absent", "str | None": "string or absent"}
TYPES |= {"Outcome": "string", "Status": "string"}
SAID = {str: "string", str | None: "string or null"}


def documented() -> dict[str, dict[str, str]]:
    """The fields that the page gives each line, with their types."""
    sections = re.split(r"^### `", PAGE.partition("## Lines on stdin")[0], flags=re.MULTILINE)[1:]
    return {
        section.partition("`")[0]: {name: type_.strip() for name, type_ in ROW.findall(section)}
        for section in sections
    }


def documented_keys() -> list[str]:
    return [key for key, _ in ROW.findall(PAGE.partition("## Lines on stdin")[2])]


def test_the_page_names_every_line_with_its_fields_and_their_types() -> None:
    made = {
        name: {field.name: TYPES[str(field.type)] for field in fields(kind) if field.name not in {"at", "command"}}
        for name, kind in {**EVENTS, **LINES}.items()
    }
    for name, added in ADDED.items():
        made[name] |= {key: SAID.get(kind, "object") for key, kind in added.items()}
    assert documented() == made


def test_the_page_names_every_key() -> None:
    first = [key.split()[0] for key in documented_keys()]
    check(set(first), session_keys() | {"m"}, "docs/protocol.md, below `Lines on stdin`,")


@pytest.mark.parametrize("key", [key for key in documented_keys() if key != "m"])
def test_every_key_of_the_page_is_one(key: str) -> None:
    for state in (Visit(a_plan(walk())).state, Visit(a_plan(thrust())).until_work(0)):
        try:
            assert command_for(key, state) is not None
        except NotNow as refused:
            assert "There is no key" not in str(refused)


@pytest.mark.parametrize("line", ["q delete", "q  delete "])
def test_a_session_can_be_discarded(line: str) -> None:
    state: State = Visit(a_plan(walk())).state
    assert command_for(line, state) == EndSession(discard=True)
    for other in ("q save", "q Delete", "delete", "q delete now"):
        with pytest.raises(NotNow):
            command_for(other, state)


def test_discarded_it_is_neither_saved_nor_resumed(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--mute") as program:
        program.event("session-started")
        assert program.do("q delete", "session-ended")["status"] == "discarded"
        assert program.end() == 0
        assert program.events[-1]["event"] == "session-ended"
    assert as_json(tmp_path, "history", "--all") == []
    assert "no unfinished session" in kneecoach(tmp_path, "resume", "--json", status=1).stderr


def test_mute_is_answered_and_a_refusal_repeats_the_line(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--mute") as program:
        assert program.event("protocol")["version"] == 1
        assert program.do("m", "muted")["value"] is False
        assert program.do("m", "muted")["value"] is True
        assert program.do("x" * 500, "refused")["line"] == "x" * 100


def test_what_is_brought_back_begins_with_the_protocol_too(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--mute") as program:
        program.event("stage-started")
        program.process.kill()
    with following(tmp_path, "resume", "--json") as program:
        assert program.event("session-resumed")["reps"] == 0
        assert program.events[0]["event"] == "protocol"


def scoreboard(data: Path, *arguments: str, stdin: str = "") -> list[str]:
    """What the example prints for a session."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "scoreboard.py"), *PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment(data),
        cwd=ROOT,
        timeout=TIMEOUT,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    return done.stdout.splitlines()


def test_a_client_written_from_the_page_follows_a_whole_session(tmp_path: Path) -> None:
    said = scoreboard(tmp_path, "start", *FAST)
    record = as_json(tmp_path, "show", "last")
    reps = sum(tried["reps"] for tried in record["sets"])
    held = sum(sum(tried["holds"]) for tried in record["sets"])
    assert said[0] == f"{record['routine']['title']}: {len(record['sets'])} sets"
    assert said[-3:] == [
        f"completed: {len(record['sets'])} of {len(record['sets'])} sets",
        f"{reps} reps, {held:.0f} s held",
        f"saved as {record['id']}",
    ]
    assert "Hip thrust, set 2 of 3: 15 reps" in said


def test_the_client_passes_keys_on(tmp_path: Path) -> None:
    said = scoreboard(tmp_path, "start", *FAST[:-1], "1", stdin="nonsense\nq delete\n")
    assert said[1].startswith("  There is no key 'nonsense'")
    assert said[-2] == "discarded: 0 of 26 sets"


def test_the_client_says_so_where_it_does_not_understand() -> None:
    said = json.dumps({"event": "protocol", "version": 2, "app": "9.9"})
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "scoreboard.py"), sys.executable, "-c", f"print({said!r})"],
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "This kneecoach speaks another version of the protocol.\n")


def test_what_a_set_asks_for_is_what_its_variant_asks() -> None:
    variant = Variant("no band", reps=(1, 2))
    visit = Visit(a_plan(sets_of(replace(WALK, variants=(variant,)), Target(reps=(3, 5)), 2)))
    assert printed(visit.events[1], visit.state)["variant"] is None
    visit.do(TakeVariant("no band"))
    visit.until_work(0)
    begun = printed(visit.of(StageStarted)[-1], visit.state)
    assert (begun["variant"], begun["target"]) == ("no band", {"reps": [1, 2], "unit": "step"})
