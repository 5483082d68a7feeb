"""Files damaged at random: no traceback, every undamaged record is read, damage is named, not a byte is lost."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.figures.figure import load_figure
from kneecoach.figures.files import builtin_dir as figures_dir
from kneecoach.health.check import check
from kneecoach.log.device import device_name
from kneecoach.log.problems import ProblemKind
from kneecoach.log.reading import parsed_lines
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, load_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.settings import load_settings
from kneecoach.settings.writing import set_setting
from tests.health.test_repair import log_of, not_a_byte_is_lost
from tests.helpers import is_words
from tests.journal.test_damage import random_damage
from tests.log.damage import damaged, line_of
from tests.log.samples import DEVICE, a_record, folders

Property = Callable[[str, object], None]

SETTINGS = b"""\
theme = "kneecoach-light"
pace = "self"
figure = "auto"

[sound]
backend = "auto"
voice_volume = 1.0

[keys]
live-skip-set = "k"
"""


@pytest.fixture
def rngs(tries: int, seed: int) -> Iterator[tuple[str, random.Random]]:
    """A generator for each try, with what is needed to repeat it."""
    return ((f"--seed {seed}, try {number}", random.Random(f"{seed}-{number}")) for number in range(tries))


Rngs = Iterator[tuple[str, random.Random]]


@pytest.mark.torture(150)
def test_a_damaged_log_is_read(tmp_path: Path, rngs: Rngs, record_property: Property) -> None:
    paths = folders(tmp_path)
    paths.log_dir.mkdir(mode=0o700, parents=True)
    log = paths.log_dir / f"{DEVICE}.jsonl"
    for words, rng in rngs:
        numbers = range(1, rng.randrange(2, 9))
        lines = [line_of(number).rstrip() for number in numbers]
        data = damaged(b"\n".join([*lines, b""]), rng, rng.randrange(1, 6))
        log.write_bytes(data)
        read = Store(paths).read()
        whole = {number for number, line in zip(numbers, lines, strict=True) if line in data}
        # Damage may turn its id into another session's. Then both are read, and one of them counts.
        lines_read = [record for _, parsed in parsed_lines(log, []) for record in parsed.records]
        assert all(a_record(n, days=n) in lines_read for n in whole), words
        assert all(record in lines_read for record in read.records), words
        bad = {problem.line for problem in read.problems}
        for number, line in enumerate(data.split(b"\n"), start=1):
            assert number in bad or not line.strip() or b'"session"' in line, words
            assert number not in bad or line not in lines, words
        assert {p.line for p in check(paths).problems if p.kind.is_bad_line} == {
            p.line for p in read.problems if p.kind is not ProblemKind.NEWER
        }, words
        assert log.read_bytes() == data
        record_property("torture", "log, damaged at random: read")


@pytest.mark.torture(100)
def test_a_damaged_log_is_repaired(
    tmp_path_factory: pytest.TempPathFactory, rngs: Rngs, record_property: Property
) -> None:
    for _, rng in rngs:
        not_a_byte_is_lost(folders(tmp_path_factory.mktemp("log")), log_of(rng))
        record_property("torture", "log, damaged at random: repaired")


@pytest.mark.torture(150)
def test_a_damaged_journal_is_brought_back(
    tmp_path_factory: pytest.TempPathFactory, rngs: Rngs, record_property: Property
) -> None:
    for _, rng in rngs:
        ended = random_damage(folders(tmp_path_factory.mktemp("journal")), rng)
        record_property("torture", f"journal, damaged at random: {ended}")


def _settings(paths: Paths) -> tuple[Path, bytes]:
    return paths.settings, SETTINGS


def _routine(paths: Paths) -> tuple[Path, bytes]:
    return paths.routines_dir / "knee-relief.toml", (builtin_dir() / "knee-relief.toml").read_bytes()


def _figure(paths: Paths) -> tuple[Path, bytes]:
    return paths.figures_dir / "hip-thrust.toml", (figures_dir() / "hip-thrust.toml").read_bytes()


def _device(paths: Paths) -> tuple[Path, bytes]:
    return paths.device, f"{DEVICE}\n".encode()


def _use_routine(paths: Paths) -> None:
    plan_routine(load_routine(paths, "knee-relief"))


def _use_figure(paths: Paths) -> None:
    load_figure("hip-thrust", paths.figures_dir)


def _use_settings(paths: Paths) -> None:
    load_settings(paths)
    set_setting(paths, "theme", "kneecoach-dark")


FILES: dict[str, tuple[Callable[[Paths], tuple[Path, bytes]], Callable[[Paths], object]]] = {
    "settings": (_settings, _use_settings),
    "routine": (_routine, _use_routine),
    "figure": (_figure, _use_figure),
    "device": (_device, device_name),
}


@pytest.mark.torture(60)
@pytest.mark.parametrize("name", FILES)
def test_another_damaged_file_is_named(tmp_path: Path, rngs: Rngs, record_property: Property, name: str) -> None:
    place, use = FILES[name]
    paths = folders(tmp_path)
    path, whole = place(paths)
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = Counter[str]()
    for words, rng in rngs:
        path.write_bytes(damaged(whole, rng, rng.randrange(1, 4)))
        try:
            use(paths)
            ended = "fine"
        except KneecoachError as error:
            assert str(error).startswith(str(path)), words
            assert is_words(str(error)), words
            assert len(str(error)) < len(str(path)) + 300, words
            ended = "named"
        ends[ended] += 1
        record_property("torture", f"{name}, damaged at random: {ended}")
    assert ends["named"], "nothing was damaged"
