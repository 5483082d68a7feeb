"""Following along without a full screen: the real program, its JSON events, its keys and its text."""

from __future__ import annotations

import io
import json
import queue
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kneecoach import __version__
from kneecoach.plain.how import with_time_to_listen
from kneecoach.plain.input import Input
from kneecoach.plain.protocol import PROTOCOL, printed
from kneecoach.plain.questions import ask_number
from kneecoach.running.runner import HEARTBEAT_SECONDS
from kneecoach.session.commands import Command, EndSession, Pause, Resume
from kneecoach.session.events import Paused, Resumed, SessionEnded
from kneecoach.text import NOT_ADVICE, length
from tests.cli.program import as_json, following, kneecoach
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, knee_relief, walk
from tests.running.bench import MIN_STEP, Bench, straight

FIELDS: dict[str, str] = {
    "session-started": "routine sets pace side title",
    "stage-started": "stage index exercise set of side attempt seconds title target variant",
    "phase-started": "rep phase seconds hold",
    "hold-ended": "rep seconds",
    "rep-counted": "rep of",
    "attempt-ended": "index exercise set side attempt outcome reps seconds",
    "paused": "reason",
    "resumed": "reason",
    "interrupted": "reason",
    "undone": "what",
    "pace-changed": "value",
    "rest-adjusted": "value",
    "load-set": "value",
    "note-set": "value",
    "variant-taken": "value",
    "pain-reported": "value",
    "session-resumed": "index exercise set side reps total_reps",
    "session-ended": "status",
}
"""DESIGN section 4: the fields of each event beside `at`."""

OTHER_FIELDS = {"protocol": "version app", "refused": "why line", "saved": "id path"}
"""The fields of lines that have no instant."""

FIRST_READY = 15.0
"""Seconds before the first set, to walk to the mat."""
SECONDS = (
    FIRST_READY
    - 5
    + 2 * (2 * (5 + 30 + 5 + 30) + 15 + 15)  # two stretches, each side, and the rest after each
    + 3 * (5 + 40 + 5 + 40) + 3 * 60  # band walks: 20 steps of 2 s on each side
    + 3 * (10 + 80) + 3 * 60  # curls: 20 of 4 s
    + 3 * (10 + 75) + 3 * 90  # thrusts: 15 of 5 s
    + 3 * (5 + 40 + 5 + 40) + 2 * 90  # lunges: 10 of 4 s on each side
)  # fmt: skip
REPS = {"lateral-band-walk": 120, "ball-leg-curl": 60, "hip-thrust": 45, "reverse-lunge": 60}


def check_fields(events: list[dict[str, Any]]) -> None:
    """Check that every event has the fields that the design fixes, and that instants never go back."""
    last = 0.0
    for event in events:
        if event["event"] in OTHER_FIELDS:
            assert set(event) == {"event", *OTHER_FIELDS[event["event"]].split()}
            assert all(event.values())
            continue
        assert set(event) == {"at", "event", *FIELDS[event["event"]].split()}, event
        assert list(event)[:2] == ["at", "event"]
        assert event["at"] >= last
        last = event["at"]


def reps_of(record: dict[str, Any]) -> dict[str, int]:
    """Reps by exercise, of all attempts."""
    reps = dict.fromkeys(REPS, 0)
    for tried in record["sets"]:
        if tried["exercise"] in reps:
            reps[tried["exercise"]] += tried["reps"]
    return reps


def check_whole(record: dict[str, Any]) -> None:
    """Check that all 26 sets were completed, with all their reps and holds."""
    assert record["status"] == "completed"
    assert len(record["sets"]) == 26
    assert {tried["outcome"] for tried in record["sets"]} == {"completed"}
    assert reps_of(record) == REPS
    holds = [hold for tried in record["sets"] if tried["exercise"] == "hip-thrust" for hold in tried["holds"]]
    assert holds == [2.0] * 45
    stretches = [max(tried["holds"]) for tried in record["sets"] if tried["exercise"].endswith("-stretch")]
    assert stretches == [30.0] * 8


def test_a_whole_session_as_json(tmp_path: Path) -> None:
    """Nobody presses a key, input has ended: every event is at its instant, and the record says what was done."""
    with following(tmp_path, "start", "knee-relief", "--json", "--yes", "--speed", "600", "--mute") as program:
        assert program.end() == 0
        first, *events, saved = program.events
    assert first == {"event": "protocol", "version": PROTOCOL, "app": __version__}
    check_fields([*events, saved])
    straight = Visit(replace(knee_relief(), first_ready=FIRST_READY))
    straight.finish()
    said = [printed(event, straight.state) for event in straight.events]
    assert events == json.loads(json.dumps(said))
    assert events[-1] == {"at": SECONDS, "event": "session-ended", "status": "completed"}
    record = as_json(tmp_path, "show", "last")
    check_whole(record)
    assert (record["active_seconds"], record["paused_seconds"]) == (SECONDS, 0.0)
    assert (record["speed"], record["pain"]["before"], record["rev"]) == (600.0, None, 1)
    sides = [tried["side"] for tried in record["sets"]]
    assert sides == ["left", "right"] * 7 + ["both"] * 6 + ["left", "right"] * 3
    assert (saved["event"], saved["id"]) == ("saved", record["id"])
    assert Path(saved["path"]).read_text().count("\n") == 1
    assert list((tmp_path / "state").glob("live.jsonl")) == []


def test_keys_on_stdin(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--speed", "20") as program:
        program.event("session-started")
        assert program.do("p", "paused")["reason"] == "user"
        assert program.do("x 4", "pain-reported")["value"] == 4
        assert "has no load" in program.do("l 8", "refused")["why"]
        assert program.do("e 5", "refused")["why"].endswith("e 0 and enter for as planned.")
        assert program.do("e 2", "variant-taken")["value"] == "lie on your side to do it"
        assert program.do("e", "variant-taken")["value"] == "loop a towel round the ankle"
        assert program.do("u", "undone")["what"] == "take a variant"
        for key in ("x 11", "x", "x -1", "l 501", "l", "nonsense", "n n", "P", "!", "?"):
            assert program.do(key, "refused")["why"], key
        assert program.do("r", "refused")["why"] == "No set has been done yet."
        for first, count in ((0, 4), (4, 4), (8, 6), (14, 3)):
            program.press("N")
            ended = [program.event("attempt-ended") for _ in range(count)]
            assert [e["index"] for e in ended] == list(range(first, first + count))
            assert {e["outcome"] for e in ended} == {"skipped"}
        ready = program.event("stage-started")
        assert (ready["exercise"], ready["index"], ready["set"], ready["attempt"]) == ("hip-thrust", 17, 1, 1)
        assert program.do("l 8", "load-set")["value"] == 8.0
        assert program.do("u", "undone")["what"] == "set the load"
        assert program.do("l 7,5", "load-set")["value"] == 7.5
        longer = program.do("+", "rest-adjusted")["value"]
        assert program.do("-", "rest-adjusted")["value"] == longer - 15.0
        back = program.do("b", "stage-started")
        assert (back["exercise"], back["index"], back["attempt"]) == ("ball-leg-curl", 16, 2)
        assert program.do("g", "pace-changed")["value"] == "self"
        assert program.do("g", "pace-changed")["value"] == "guided"
        assert program.do("", "stage-started")["stage"] == "work", "the enter key alone ends the get-ready"
        assert program.do("space", "resumed")["reason"] == "user"
        assert program.event("rep-counted")["rep"] == 1
        program.press("space")
        assert program.event("paused")["reason"] == "user"
        counted = sum(event["event"] == "rep-counted" for event in program.events)
        ended = program.do("enter", "attempt-ended")
        assert (ended["index"], ended["attempt"], ended["outcome"], ended["reps"]) == (16, 2, "partial", counted)
        skipped = program.do("n", "attempt-ended")
        assert (skipped["index"], skipped["outcome"]) == (17, "skipped")
        assert program.do("q", "session-ended")["status"] == "partial"
        program.event("saved")
        assert program.end() == 0
        check_fields(program.events)
    record = as_json(tmp_path, "show", "last")
    assert (record["status"], record["pain"]["worst"]) == ("partial", 4)
    assert not any("variant" in tried for tried in record["sets"]), "of the stretch nothing was done"
    assert len(record["sets"]) == 26 + 1
    curls = [(t["set"], t["attempt"], t["outcome"], t["reps"]) for t in record["sets"][14:18]]
    assert curls == [(1, 1, "skipped", 0), (2, 1, "skipped", 0), (3, 1, "skipped", 0), (3, 2, "partial", counted)]
    assert record["sets"][18]["load_kg"] == 7.5
    assert all(t["started_at"] is None and t["outcome"] == "skipped" for t in record["sets"][19:])


def test_keys_in_self_pace(tmp_path: Path) -> None:
    """Space counts; undo takes one back and pauses; repeating a set opens another attempt."""
    with following(
        tmp_path, "start", "--json", "--yes", "--speed", "100", "--pace", "self", "--side", "right"
    ) as program:
        started = program.event("session-started")
        assert (started["pace"], started["side"], started["sets"]) == ("self", "right", 26)
        work = program.event("stage-started", lambda e: e["stage"] == "work")
        assert (work["exercise"], work["side"], work["seconds"]) == ("quad-stretch", "right", None)
        hold = program.do("space", "phase-started")
        assert (hold["hold"], hold["seconds"]) == (True, 30.0)
        assert program.event("hold-ended")["seconds"] == 30.0
        assert program.event("attempt-ended")["outcome"] == "completed"
        program.press("N", "N")
        program.event("stage-started", lambda e: (e["stage"], e["index"]) == ("work", 8))
        assert [program.do("space", "rep-counted")["rep"] for _ in range(3)] == [1, 2, 3]
        assert program.do("u", "undone")["what"] == "count a rep"
        assert program.event("paused")["reason"] == "undo"
        program.do("space", "resumed")
        assert [program.do("space", "rep-counted")["rep"] for _ in range(2)] == [3, 4]
        ended = program.do("enter", "attempt-ended")
        assert (ended["outcome"], ended["reps"], ended["side"]) == ("partial", 4, "right")
        again = program.do("r", "stage-started")
        while (again["index"], again["attempt"]) != (8, 2):
            again = program.event("stage-started")
        program.do("q", "saved")
        assert program.end() == 0
        check_fields(program.events)
    record = as_json(tmp_path, "show", "last")
    walked = next(tried for tried in record["sets"] if tried["exercise"] == "lateral-band-walk")
    assert (walked["set"], walked["side"], walked["reps"], walked["pace"]) == (1, "right", 4, "self")
    assert record["sets"][0]["holds"] == [30.0]


def test_as_text(tmp_path: Path) -> None:
    out = kneecoach(tmp_path, "start", "--plain", "--yes", "--speed", "3000", "--mute").stdout
    lines = out.splitlines()
    assert lines[0] == "Knee relief: 26 sets, about 37 min."
    assert any("Not medical advice" in line for line in lines)
    for line in (
        "  Bend the working leg and take its ankle behind you.",
        "Held 30 s.",
        "Get ready, 5 s: Lateral band walk, set 3 of 3, right: 15–20 steps.",
        "Go: 15–20 steps.",
        "Get ready, 10 s: Hip thrust, set 2 of 3: 15 reps, 2 s hold.",
        "squeeze, 2 s",
        "15 of 15",
    ):
        assert line in lines, line
    assert sum(line.startswith("Completed: ") for line in lines) == 26
    assert sum(line.startswith("Rest, ") for line in lines) == 2 + 2 + 3 + 3 + 3 + 2
    assert lines.count("Held 2 s.") == 45
    assert "\x1b" not in out
    assert "Workout complete." in lines
    plan = replace(knee_relief(), first_ready=15.0)
    plan = with_time_to_listen(plan, lines[: lines.index(NOT_ADVICE) + 1])
    assert lines[-2].startswith(f"Saved: {length(plan.seconds + plan.walk_seconds)} of exercise")


def test_text_asks_before_and_after(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--plain", "--speed", "3000") as program:
        program.text("Knee pain now?")
        program.press("eleven", "11", "3")
        program.text("Lateral band walk: the band")
        program.press("m")
        program.text("Hip thrust: load")
        program.press("heavy", "8")
        program.text("Dumbbell reverse lunge: load")
        program.press("")
        program.text("Enter starts")
        program.press("")
        program.text("Saved: ")
        program.text("Knee pain now?")
        program.press("2")
        program.text("Reps you had left")
        program.press("1")
        assert program.end() == 0
    record = as_json(tmp_path, "show", "last")
    assert record["pain"] == {"before": 3, "worst": None, "after": 2, "next_morning": None}
    assert (record["reps_in_reserve"], record["rev"]) == (1, 2)
    loads = {
        t["exercise"]: t["load_kg"] for t in record["sets"] if t["exercise"] in {"hip-thrust", "reverse-lunge"}
    }
    assert loads == {"hip-thrust": 8.0, "reverse-lunge": None}


def test_questions_after_the_end_of_input_are_skipped(tmp_path: Path) -> None:
    kneecoach(tmp_path, "start", "--plain", "--speed", "5000", stdin="3\n8\n\n")
    record = as_json(tmp_path, "show", "last")
    assert record["pain"] == {"before": 3, "worst": None, "after": None, "next_morning": None}
    assert record["rev"] == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        ("0", 0),
        ("10", 10),
        ("", None),
        ("11\n7", 7),
        ("-1\n7", 7),
        ("3.5\n7", 7),
        ("²\n7", 7),
        ("٣\n7", 7),
        ("9" * 5000 + "\n7", 7),
        ("  4  ", 4),
    ],
    ids=lambda v: repr(v)[:12],
)
def test_a_number_is_asked_for_until_it_is_one(typed: str, number: int | None) -> None:
    assert ask_number(Input(io.StringIO(f"{typed}\n")), io.StringIO(), "Pain?", 10) == number


@pytest.mark.parametrize("typed", ["0011", "00099", "000000000011"])
def test_leading_zeros_let_nothing_through(typed: str) -> None:
    assert ask_number(Input(io.StringIO(f"{typed}\n7\n")), io.StringIO(), "Pain?", 10) == 7


class Typed:
    """Stands in for the queue of typed lines: waiting for one moves the clock, and lines come at set intervals."""

    def __init__(self, clock: FakeClock, lines: list[str | None], every: float) -> None:
        self._clock = clock
        self._lines = list(lines)
        self._every = every
        self._next = clock.seconds + every
        self._waits = 0

    def get(self, timeout: float) -> str | None:
        """The next line, if it comes within `timeout` seconds. Raises queue.Empty."""
        assert 0.0 <= timeout <= HEARTBEAT_SECONDS
        self._waits += 1
        assert self._waits < 1000, "the session never ends"
        wait = self._next - self._clock.seconds
        if self._lines and wait <= timeout:
            self._clock.advance(max(MIN_STEP, wait))
            self._next = self._clock.seconds + self._every
            return self._lines.pop(0)
        self._clock.advance(max(MIN_STEP, timeout))
        raise queue.Empty


def run_with(bench: Bench, lines: list[str | None], every: float, obey: Callable[[str], None]) -> None:
    """Run to the end while a line is typed every `every` seconds."""
    bench.runner.run_with(Typed(bench.clock, lines, every), obey)  # type: ignore[arg-type]


def test_typed_lines_are_obeyed_when_they_come() -> None:
    bench = Bench(a_plan(walk(5, 5, sets=1)))
    asked: dict[str, Command] = {"p": Pause(), "r": Resume(), "q": EndSession()}
    run_with(bench, ["p", "r", "p", "q"], 8.0, lambda line: bench.runner.send(asked[line]))
    said = [(type(e), e.at) for e in bench.events if isinstance(e, Paused | Resumed | SessionEnded)]
    assert [kind for kind, _ in said] == [Paused, Resumed, Paused, SessionEnded]
    assert [at for _, at in said] == pytest.approx([8.0, 16.0, 24.0, 32.0], abs=0.001)


@pytest.mark.parametrize("every", [0.3, 0.9, 2.5])
def test_lines_that_mean_nothing_disturb_nothing(every: float) -> None:
    """Whatever is typed and refused, events keep their instants and nothing looks like a stall."""
    plan = a_plan(walk(5, 5, sets=1))
    bench = Bench(plan)
    heard: list[str] = []
    run_with(bench, ["nonsense"] * 20, every, heard.append)
    assert heard
    assert bench.events == straight(plan)


def test_the_end_of_input_disturbs_nothing() -> None:
    plan = a_plan(walk(5, 5, sets=1))
    bench = Bench(plan)
    run_with(bench, [None], 7.7, lambda line: pytest.fail(f"obeyed {line!r}"))
    assert bench.events == straight(plan)


def test_the_line_of_the_space_bar_is_not_that_of_the_enter_key(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--pace", "self", "--mute") as program:
        program.event("stage-started")
        assert program.do("enter", "stage-started")["stage"] == "work"
        begun = program.do(" ", "phase-started")
        assert (begun["phase"], begun["hold"]) == ("hold", True)
        assert program.do("", "attempt-ended")["outcome"] == "partial"


def test_the_first_set_gives_time_to_walk_to_the_mat_and_the_others_do_not(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--mute", "--speed", "100") as program:
        stages = [program.event("stage-started") for _ in range(3)]
    assert [(stage["stage"], stage["seconds"]) for stage in stages] == [
        ("ready", 15.0),
        ("work", 30.0),
        ("ready", 5.0),
    ]
