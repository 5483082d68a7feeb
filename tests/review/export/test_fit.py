"""FIT, read back by the official SDK: it has what was done."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record, TargetRecord
from kneecoach.log.store import Store
from kneecoach.review.export.fit import fit
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from tests.cli.program import kneecoach
from tests.later import import_or_skip_later
from tests.log.samples import STARTED, a_record, a_set, folders

import_or_skip_later("fit_tool")
sdk = import_or_skip_later("garmin_fit_sdk")

AT = STARTED
SETS = (
    a_set(set=1, of=2, reps=15, outcome=Outcome.COMPLETED, seconds=75.25, load_kg=8.5, started_at=AT),
    a_set(set=2, of=2, reps=4, seconds=20.0, load_kg=None, started_at=AT + timedelta(minutes=3)),
    a_set(
        exercise="quad-stretch",
        title="Quad strétch",
        side=Side.LEFT,
        target=TargetRecord(seconds=30.0),
        reps=0,
        holds=(26.41,),
        seconds=26.41,
        load_kg=None,
        started_at=AT + timedelta(minutes=6),
    ),
    a_set(exercise="reverse-lunge", title="Lunge", reps=0, holds=(), seconds=0.0, outcome=Outcome.SKIPPED),
)
SESSION = a_record(1, sets=SETS, started_at=AT, ended_at=AT + timedelta(minutes=20), active_seconds=1100.0)


def read(data: bytes) -> dict[str, list[dict[Any, Any]]]:
    """The messages of a FIT file, which is whole and valid."""
    decoder = sdk.Decoder(sdk.Stream.from_byte_array(bytearray(data)))
    assert decoder.is_fit()
    assert decoder.check_integrity()
    messages, errors = sdk.Decoder(sdk.Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    return {name.removesuffix("_mesgs"): list(found) for name, found in messages.items()}


def test_each_set_has_its_reps_seconds_load_and_the_side_in_its_title() -> None:
    found = read(fit(SESSION))
    titles = {each["exercise_name"]: each["wkt_step_name"] for each in found["exercise_title"]}
    sets = [
        (
            titles[each["category_subtype"]],
            each.get("repetitions"),
            each["duration"],
            each.get("weight"),
            each["start_time"],
            each["set_type"],
        )
        for each in found["set"]
    ]
    began = AT.astimezone(UTC)
    assert sets == [
        ("Hip thrust", 15, 75.25, 8.5, began, "active"),
        ("Hip thrust", 4, 20.0, None, began + timedelta(minutes=3), "active"),
        ("Quad strétch (Left)", None, 26.41, None, began + timedelta(minutes=6), "active"),
    ]


def test_the_session_is_strength_training_at_its_time_without_calories() -> None:
    found = read(fit(SESSION))
    (session,), (activity,), (head,) = found["session"], found["activity"], found["file_id"]
    assert (session["sport"], session["sub_sport"]) == ("training", "strength_training")
    assert (session["total_elapsed_time"], session["total_timer_time"]) == (1200.0, 1100.0)
    assert session["start_time"] == AT.astimezone(UTC)
    assert head["type"] == "activity"
    ended = datetime.fromtimestamp(activity["local_timestamp"] + 631065600, UTC)
    assert ended.replace(tzinfo=None) == (AT + timedelta(minutes=20)).replace(tzinfo=None), "the clock on the wall"
    assert not [key for message in found.values() for each in message for key in each if "calories" in str(key)]


def test_what_fit_cannot_say_is_refused() -> None:
    old = datetime.fromisoformat("1970-01-02T00:00:00+01:00")
    with pytest.raises(KneecoachError, match=r"^FIT has no dates before 1990 or after 2120\.$"):
        fit(SESSION.model_copy(update={"started_at": old}))


def test_a_title_of_any_length_and_a_load_of_any_weight_fit() -> None:
    huge = a_set(title="é" * 300, reps=1_000_000, load_kg=1e6, outcome=Outcome.COMPLETED, started_at=AT)
    (one,) = read(fit(SESSION.model_copy(update={"sets": (huge,)})))["set"]
    assert (one["repetitions"], one["weight"]) == (65_000, 4000.0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paths = folders(tmp_path)
    for record in (SESSION, a_record(2, days=2)):
        Store(paths).append(record)
    return paths.data


def test_one_session_is_a_file_and_several_are_a_zip(data: Path, tmp_path: Path) -> None:
    refused = kneecoach(data, "export", "-o", str(tmp_path / "all.fit"), status=1)
    assert "and 2 were chosen" in refused.stderr
    assert not (tmp_path / "all.fit").exists()
    kneecoach(data, "export", "--until", f"{AT:%Y-%m-%d}", "-o", str(tmp_path / "one.fit"))
    assert len(read((tmp_path / "one.fit").read_bytes())["set"]) == 3
    kneecoach(data, "export", "-o", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        names = archive.namelist()
        assert len(names) == 2
        assert all(read(archive.read(name))["session"] for name in names)
    assert names[0] == f"{AT:%Y-%m-%d-%H%M}-{SESSION.id[:8]}.fit"


def test_an_empty_session_is_still_an_activity() -> None:
    empty: Record = SESSION.model_copy(update={"sets": ()})
    assert "set" not in read(fit(empty))
