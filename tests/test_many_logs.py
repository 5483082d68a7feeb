"""docs/many-logs.md: its SQL, exactly as written, run on many people's logs and compared with counts made here."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kneecoach.log.merging import merge
from kneecoach.log.raw import read_line
from tests.log.samples import a_record, a_set

PAGE = Path(__file__).parent.parent / "docs" / "many-logs.md"
LAST = date(2026, 11, 22)
SESSIONS = 100_000
A_PERSON = 250
"""How many sessions there are in all, and how many for each person."""

OFFSETS = (timezone(timedelta(hours=13)), timezone(timedelta(hours=-11)), UTC)


def sql_of_the_page(folder: Path) -> list[str]:
    """The SQL blocks, with the test's folder in place of `clinic`."""
    blocks = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block.replace("'clinic/", f"'{folder.as_posix()}/clinic/") for block in blocks]


@dataclass
class Person:
    """The answers expected for one person, counted while the lines are written."""

    weeks: Counter[date] = field(default_factory=Counter)
    pains: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    worse: int = 0
    reps: Counter[str] = field(default_factory=Counter)


TEMPLATE = json.dumps(
    {
        **json.loads(a_record().model_dump_json(by_alias=True)),
        "id": "%(id)s",
        "rev": "%(rev)s",
        "device": "%(device)s",
        "saved_at": "%(at)s",
        "started_at": "%(at)s",
        "ended_at": "%(at)s",
        "speed": "%(speed)s",
        "pain": {"before": "%(before)s", "worst": None, "after": None, "next_morning": "%(morning)s"},
        "sets": [
            {
                **json.loads(a_set(holds=(2.0, 1.4)).model_dump_json(by_alias=True)),
                "exercise": "reverse-lunge",
                "side": side,
                "reps": f"%({side})s",
            }
            for side in ("left", "right")
        ],
    }
)
for number in ("rev", "speed", "before", "morning", "left", "right"):
    TEMPLATE = TEMPLATE.replace(f'"%({number})s"', f"%({number})s")


def write_person(folder: Path, name: str, count: int, rng: random.Random) -> Person:
    """Write a log of two files with revisions, deletions, rehearsals, copies and damage. Returns its contents."""
    person = Person()
    laptop: list[str] = []
    phone: list[str] = []
    for number in range(count):
        offset = rng.choice(OFFSETS)
        day = LAST - timedelta(days=rng.randrange(120))
        at = datetime(day.year, day.month, day.day, rng.randrange(24), rng.randrange(60), tzinfo=offset)
        said: dict[str, Any] = {
            "id": f"{name}-{number}",
            "rev": 1,
            "device": "laptop-3f9a1c",
            "at": at.isoformat(timespec="milliseconds"),
            "speed": 1.0,
            "before": rng.randrange(11),
            "morning": rng.choice(("null", 0, 3, 8)),
            "left": rng.randrange(16),
            "right": rng.randrange(16),
        }
        fate = rng.randrange(20)
        if fate == 0:
            said["speed"] = 60.0
        laptop.append(TEMPLATE % said)
        if fate == 1:
            gone = {"schema": 1, "type": "deleted", "id": said["id"], "rev": 2, "device": "phone-000001"}
            phone.append(json.dumps(gone | {"saved_at": said["at"]}))
            continue
        if fate == 2:
            said |= {"rev": 2, "before": rng.randrange(11), "left": 1}
            phone.insert(0, TEMPLATE % said)
        if fate == 3:
            # The same revision saved on both: the later instant counts, although its text sorts first.
            later = at.astimezone(timezone(timedelta(hours=-12))) + timedelta(minutes=1)
            rival = said | {"device": "a-000001", "right": 2}
            text = (TEMPLATE % rival).replace(f'"saved_at": "{said["at"]}"', f'"saved_at": "{later.isoformat()}"')
            phone.append(text)
            said["right"] = 2
        if fate == 4:
            # And if saved at the same instant: the device whose name sorts last.
            said |= {"device": "phone-000001", "left": 3}
            phone.append(TEMPLATE % said)
        if fate == 0:
            continue
        person.weeks[day - timedelta(days=day.weekday())] += 1
        person.pains[day].append(said["before"])
        person.worse += said["morning"] != "null" and said["morning"] > said["before"]
        person.reps["left"] += said["left"]
        person.reps["right"] += said["right"]
    laptop.insert(len(laptop) // 2, '{"schema": 1, "type": "session", "id": "torn')
    laptop.insert(1, "\x00\x00\x00")
    (folder / "laptop-3f9a1c.jsonl").write_text("\n".join(laptop) + '\n{"schema": 1, "ty')
    (folder / "laptop-3f9a1c.sync-conflict.jsonl").write_text("\n".join(laptop[:20]) + "\n")
    (folder / "phone-000001.jsonl").write_text("".join(f"{line}\n" for line in phone))
    return person


@dataclass
class Clinic:
    """The folder, the expected answers by person, and the answers of the page's blocks."""

    folder: Path
    people: dict[str, Person]
    answers: list[list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("many")
    rng = random.Random(1)
    people: dict[str, Person] = {}
    for number in range(SESSIONS // A_PERSON):
        name = f"p{number:04d}"
        log = folder / "clinic" / name / "log"
        log.mkdir(parents=True)
        people[name] = write_person(log, name, A_PERSON, rng)
    import duckdb

    connection = duckdb.connect()
    blocks = sql_of_the_page(folder)
    yield Clinic(folder, people, [connection.execute(block).fetchall() for block in blocks])
    shutil.rmtree(folder)  # about 150 MB, which pytest would keep for three runs


def test_the_lines_are_what_kneecoach_reads(clinic: Clinic) -> None:
    """Read by kneecoach's own rules, the first person's log has the same sessions as were counted."""
    name, person = next(iter(clinic.people.items()))
    lines = []
    for path in (clinic.folder / "clinic" / name / "log").iterdir():
        for raw in path.read_bytes().splitlines():
            if raw.endswith(b"}"):
                lines.append(read_line(raw).entry)
    records = [record for record in merge(lines) if not record.is_rehearsal]
    assert len(records) == person.weeks.total()
    assert sum(a.reps for r in records for a in r.sets) == person.reps.total()


def test_sessions_by_week(clinic: Clinic) -> None:
    expected = [(name, monday, p.weeks[monday]) for name, p in clinic.people.items() for monday in sorted(p.weeks)]
    assert clinic.answers[2] == expected


def mean(pains: dict[date, list[int]], newest: int, oldest: int, today: date) -> float | None:
    """The mean pain in a range of days before today, to two decimals."""
    found = [p for day, some in pains.items() if newest <= (today - day).days <= oldest for p in some]
    return float(Fraction(sum(found), len(found))) if found else None


def test_pain_by_person(clinic: Clinic) -> None:
    today = max(day for person in clinic.people.values() for day in person.pains)
    assert [row[0] for row in clinic.answers[3]] == list(clinic.people)
    for name, good_weeks, lately, earlier, worse in clinic.answers[3]:
        person = clinic.people[name]
        assert good_weeks == sum(count >= 3 for count in person.weeks.values())
        assert lately == pytest.approx(mean(person.pains, 0, 27, today), abs=0.006)
        assert earlier == pytest.approx(mean(person.pains, 28, 55, today), abs=0.006)
        assert worse == person.worse


def test_left_against_right(clinic: Clinic) -> None:
    assert [row[:2] for row in clinic.answers[4]] == [(name, "reverse-lunge") for name in clinic.people]
    for name, _, left, right, behind in clinic.answers[4]:
        person = clinic.people[name]
        assert (left, right) == (person.reps["left"], person.reps["right"])
        assert behind == pytest.approx(100 * abs(left - right) / max(left, right), abs=0.06)


def test_parquet(clinic: Clinic) -> None:
    import duckdb

    file = (clinic.folder / "clinic" / "attempts.parquet").as_posix()
    rows = (
        duckdb.connect()
        .execute(f"SELECT side, sum(reps), count(*), min(holds) FROM '{file}' GROUP BY ALL")
        .fetchall()
    )
    sessions = sum(person.weeks.total() for person in clinic.people.values())
    reps = {side: sum(person.reps[side] for person in clinic.people.values()) for side in ("left", "right")}
    assert sorted(rows) == [(side, reps[side], sessions, [2.0, 1.4]) for side in ("left", "right")]
