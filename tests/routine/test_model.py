"""A routine file is read whole or refused, with one clear sentence that names the file and the key."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.routine.library import DEFAULT, load_routine, read_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.text import clean
from kneecoach.toml_file import MAX_BYTES
from tests.helpers import is_words

HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n'
CADENCE = 'cadence = [{ name = "up", seconds = 1 }, { name = "down", seconds = 2 }]\n'
SQUAT = '[[exercise]]\nid = "squat"\ntitle = "Squat"\nsets = 2\nreps = [3, 5]\n' + CADENCE
GOOD = HEAD + SQUAT
AT = "exercise 1 (Squat)"
HOLDS = '{ name = "a", seconds = 1, hold = true }, { name = "b", seconds = 1, hold = true }'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test writes its routine."""
    return tmp_path / "mine.toml"


def read(file: Path, text: str | bytes) -> Routine:
    """The routine in a file with these contents."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_routine(file)


def refusal(file: Path, text: str | bytes) -> str:
    """The error for a refused file, without the file's name: one printable line."""
    with pytest.raises(KneecoachError) as raised:
        read(file, text)
    said = str(raised.value)
    assert said.startswith(f"{file}: ")
    assert is_words(said), "no line breaks, no escape codes"
    assert len(said) < len(str(file)) + 600, "a sentence, not the whole file"
    return said.removeprefix(f"{file}: ")


def with_(old: str, new: str) -> str:
    """The good routine with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new)


def test_a_good_file_is_read(file: Path) -> None:
    routine = read(file, GOOD)
    assert (routine.spec.id, routine.path) == ("mine", file)
    exercise = routine.spec.exercise[0]
    assert (exercise.reps, exercise.sides, exercise.rest, exercise.setup) == ((3, 5), "both", 60.0, 5.0)


def test_what_a_suggestion_writes_is_read(file: Path) -> None:
    keys = (
        'load = true\nload_kg = 8\nvariant = "on one leg"\nchanged = 2026-11-24T10:00:00+01:00\nstanding = true\n'
    )
    exercise = read(file, GOOD + keys).spec.exercise[0]
    assert (exercise.load_kg, exercise.variant, exercise.standing) == (8.0, "on one leg", True)
    assert exercise.changed == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    plain = read(file, GOOD).spec.exercise[0]
    assert (plain.load_kg, plain.variant, plain.standing, plain.changed) == (None, None, False, None)


VARIANTS = GOOD + 'easier = ["hold a chair", "no weight"]\nharder = ["one leg"]\nequipment = ["a weight"]\n'


@pytest.mark.parametrize(
    "text",
    [
        'variants = [{ words = "no weight", how_to = ["Sit."], equipment = [], load = false }]\n',
        '[[exercise.variants]]\nwords = "no weight"\nhow_to = ["Sit."]\nequipment = []\nload = false\n',
    ],
)
def test_a_variant_may_say_more_than_its_words(file: Path, text: str) -> None:
    (said,) = read(file, VARIANTS + text).spec.exercise
    (variant,) = said.variants
    assert said.easier == ("hold a chair", "no weight")
    assert (variant.words, variant.how_to, variant.cues) == ("no weight", ("Sit.",), None)
    assert (variant.equipment, variant.load) == ((), False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'variants = [{ words = "no wait" }]\n',
            "variants should name one of easier, harder and without, not 'no wait'",
        ),
        ('variants = [{ words = "one leg" }, { words = "one leg" }]\n', "variants should name each variant once"),
        (
            'variants = [{ words = "one leg", how = ["x"] }]\n',
            AT + ", variants 1 (one leg), how: is not a known key",
        ),
        ("variants = [{}]\n", AT + ", variants 1, words: is missing"),
    ],
)
def test_what_is_wrong_with_a_variant_is_said(file: Path, text: str, said: str) -> None:
    assert said in refusal(file, VARIANTS + text)


def test_the_digest_is_that_of_the_bytes(file: Path) -> None:
    import hashlib

    assert read(file, GOOD).digest == "sha256:" + hashlib.sha256(GOOD.encode()).hexdigest()


def test_windows_line_ends_are_fine(file: Path) -> None:
    assert read(file, GOOD.replace("\n", "\r\n")).spec == read(file, GOOD).spec


WRONG = [
    ("unknown key", HEAD + "colour = 1\n" + SQUAT, "colour: is not a known key"),
    ("unknown key of an exercise", GOOD + "colour = 1\n", AT + ", colour: is not a known key"),
    (
        "unknown key of a phase",
        with_("seconds = 2", "seconds = 2, x = 1"),
        AT + ", cadence 2 (down), x: is not a known",
    ),
    ("no schema", with_("schema = 1\n", ""), "schema: is missing"),
    ("newer schema", with_("schema = 1", "schema = 2"), "schema: should be 1"),
    ("no id", with_('id = "mine"\n', ""), "id: is missing"),
    ("no title", with_('title = "Squat"\n', ""), "exercise 1, title: is missing"),
    ("no sets", with_("sets = 2\n", ""), AT + ", sets: is missing"),
    ("no exercise", HEAD, "exercise: is missing"),
    ("no exercise in the list", HEAD + "exercise = []\n", "exercise: "),
    ("exercise is a table", with_("[[exercise]]", "[exercise]"), "exercise: should be "),
    ("exercise is a number", HEAD + "exercise = 3\n", "exercise: should be "),
    ("nothing at all", "", "schema: is missing"),
    (
        "sets in words",
        with_("sets = 2", 'sets = "two"'),
        AT + ", sets: should be a whole number, not 'two'",
    ),
    ("sets a boolean", with_("sets = 2", "sets = true"), AT + ", sets: should be "),
    ("sets a fraction", with_("sets = 2", "sets = 2.5"), AT + ", sets: should be "),
    ("no sets at all", with_("sets = 2", "sets = 0"), AT + ", sets: should be at least 1"),
    ("too many sets", with_("sets = 2", "sets = 21"), AT + ", sets: should be at most 20"),
    ("title a number", with_('"Squat"', "5"), "exercise 1, title: should be text"),
    ("empty title", with_('"Squat"', '""'), "exercise 1, title: must not be empty"),
    ("title of white space", with_('"Squat"', '" \\t\\n "'), "exercise 1, title: must not be empty"),
    ("title of control codes", with_('"Squat"', '"\\u0007\\u001b"'), "exercise 1, title: must not be empty"),
    (
        "title of things unseen",
        with_('"Squat"', '"\\u200b \\u200b"'),
        "exercise 1, title: must not be empty",
    ),
    ("endless title", with_("Squat", "S" * 501), "exercise 1 (SSSS"),
    ("id with capitals", with_('"squat"', '"Squat"'), AT + ", id: "),
    ("id with a line break", with_('"squat"', '"squat\\n"'), AT + ", id: "),
    ("id out of the folder", with_('"mine"', '"../mine"'), "id: "),
    ("same id twice", GOOD + SQUAT, "the file: two exercises have the id 'squat'"),
    ("reps and hold", GOOD + "hold = 30\n", AT + ": give either reps or hold"),
    ("no reps and no hold", with_("reps = [3, 5]\n", ""), AT + ": give reps, or hold (seconds)"),
    ("hold with a cadence", with_("reps = [3, 5]", "hold = 30"), AT + ": a timed hold has no cadence"),
    ("no cadence", with_(CADENCE, ""), AT + ": an exercise with reps needs a cadence"),
    ("reversed range", with_("[3, 5]", "[5, 3]"), AT + ": reps should be the minimum, then the maximum"),
    ("range of three", with_("[3, 5]", "[3, 4, 5]"), AT + ", reps: "),
    ("reps in words", with_("[3, 5]", '"many"'), AT + ", reps: "),
    ("no reps at all", with_("[3, 5]", "0"), AT + ", reps: "),
    ("range from 0", with_("[3, 5]", "[0, 5]"), AT + ", reps"),
    ("unknown unit", GOOD + 'unit = "mile"\n', AT + ", unit: should be 'rep' or 'step', not 'mile'"),
    (
        "one side only",
        GOOD + 'sides = "left"\n',
        AT + ", sides: should be 'each' or 'both', not 'left'",
    ),
    (
        "two holds in a rep",
        GOOD.replace(CADENCE, f"cadence = [{HOLDS}]\n"),
        AT + ": a cadence has at most one",
    ),
    (
        "two phases alike",
        with_('"down"', '"up"'),
        AT + ": the phases of a cadence need different names",
    ),
    (
        "phase of no time",
        with_("seconds = 2", "seconds = 0"),
        AT + ", cadence 2 (down), seconds: should be more than 0",
    ),
    ("rest in words", GOOD + 'rest = "long"\n', AT + ", rest: should be a number"),
    ("rest a boolean", GOOD + "rest = true\n", AT + ", rest: should be "),
    ("rest a text", GOOD + 'rest = "60"\n', AT + ", rest: should be "),
    ("negative rest", GOOD + "rest = -1\n", AT + ", rest: should be at least 0"),
    ("endless rest", GOOD + "rest = inf\n", AT + ", rest: should be a number, not inf"),
    ("rest not a number", GOOD + "rest = nan\n", AT + ", rest: "),
    ("no setup", GOOD + "setup = 0\n", AT + ", setup: should be more than 0"),
    ("hold a boolean", HEAD + SQUAT.split("reps")[0] + "hold = true\n", AT + ", hold: should be "),
    ("load in words", GOOD + 'load = "yes"\n', AT + ", load: should be "),
    (
        "a load that is none",
        GOOD + "load_kg = 8\n",
        AT + ": load_kg is for an exercise with load = true",
    ),
    (
        "a load too heavy",
        GOOD + "load = true\nload_kg = 501\n",
        AT + ", load_kg: should be at most",
    ),
    ("a load in words", GOOD + 'load = true\nload_kg = "8"\n', AT + ", load_kg: should be a number"),
    ("standing in words", GOOD + 'standing = "yes"\n', AT + ", standing: should be "),
    ("an empty variant", GOOD + 'variant = ""\n', AT + ", variant: must not be empty"),
    ("changed without a zone", GOOD + "changed = 2026-11-24T10:00:00\n", AT + ", changed: "),
    ("changed as a text", GOOD + 'changed = "yesterday"\n', AT + ", changed: should "),
    ("cues not a list", GOOD + 'cues = "breathe"\n', AT + ", cues: should be "),
    ("an empty cue", GOOD + 'cues = ["breathe", ""]\n', AT + ", cues, entry 2: must not be empty"),
    ("not TOML", "schema = \n", "this is not valid TOML"),
    ("not TOML but JSON", '{"schema": 1}', "this is not valid TOML"),
    ("a key twice", HEAD + 'id = "other"\n' + SQUAT, "this is not valid TOML"),
    ("nested too deep", GOOD + "cues = " + "[" * 50_000, ""),
    ("a number too long for Python", with_("sets = 2", "sets = " + "9" * 5000), ""),
    (
        "a long number",
        with_("sets = 2", "sets = " + "9" * 4000),
        AT + ", sets: should be at most 20",
    ),
    ("an endless key", GOOD + "k" * 5000 + " = 1\n", ""),
    ("an escape code in a key", GOOD + '"\\u001b[31mred" = 1\n', AT + ", "),
    ("a line break in a key", GOOD + '"a\\nb" = 1\n', AT + ", "),
    ("an escape code in a value", GOOD + 'sides = "\\u001b[31m"\n', AT + ", sides: should be "),
]


@pytest.mark.parametrize(("text", "said"), [pytest.param(*case[1:], id=case[0]) for case in WRONG])
def test_what_is_wrong_is_said_with_its_key(file: Path, text: str, said: str) -> None:
    assert refusal(file, text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(GOOD.encode("utf-16"), "line 1 is not UTF-8, which TOML must be", id="UTF-16"),
        pytest.param(
            GOOD.replace("Squat", "Übung").encode("latin-1"),
            "line 6 is not UTF-8, which TOML must be",
            id="Latin-1",
        ),
        pytest.param(GOOD.encode().replace(b"Squat", b"Squ\x00at"), "this is not valid TOML", id="NUL"),
        pytest.param(GOOD.encode().replace(b"Squat", b"Squ\x1b[2Jat"), "this is not valid TOML", id="escape code"),
        pytest.param(b"\x00" * 1000, "this is not valid TOML", id="NULs only"),
        pytest.param(b"\xff\xfe\xfd" * 100, "line 1 is not UTF-8, which TOML must be", id="noise"),
        pytest.param(b"#" * (MAX_BYTES + 1), "the routine should be at most 1000 kB", id="huge"),
    ],
)
def test_bytes_that_are_not_a_routine(file: Path, text: bytes, said: str) -> None:
    assert refusal(file, text).startswith(said)


def test_one_mistake_is_counted_as_one(file: Path) -> None:
    assert "more fault" not in refusal(file, with_("sets = 2", "sets = 0"))


def test_three_mistakes_are_counted(file: Path) -> None:
    text = with_("sets = 2", "sets = 0").replace("seconds = 2", "seconds = 0") + "rest = -1\n"
    assert refusal(file, text).endswith("(and 2 more faults)")


@pytest.mark.parametrize("text", [with_("[[exercise]]", "[exercise]"), GOOD + 'cues = "breathe"\n'])
def test_what_was_expected_is_said_in_the_words_of_toml(file: Path, text: str) -> None:
    assert "tuple" not in refusal(file, text)


def test_as_large_as_allowed_is_read(file: Path) -> None:
    padding = MAX_BYTES - len(GOOD.encode())
    assert read(file, GOOD + "#" * padding).spec.id == "mine"


def test_a_folder_is_not_a_routine(tmp_path: Path) -> None:
    with pytest.raises(KneecoachError, match="the routine cannot be read: ") as raised:
        read_routine(tmp_path)
    assert str(tmp_path) in str(raised.value)


def test_a_missing_file(file: Path) -> None:
    with pytest.raises(KneecoachError, match="the routine cannot be read: ") as raised:
        read_routine(file)
    assert str(raised.value).startswith(f"{file}: ")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Squat\\u001b[31m", "Squat[31m"),
        ("\\u0000Squat\\u0007", "Squat"),
        ("a\\nb\\t c", "a b c"),
        ("a \\u0007 b", "a b"),
        ("\\u202eSquat", "Squat"),
        ("[bold red]Squat[/]", "[bold red]Squat[/]"),
        ("  Squat  ", "Squat"),
        ("Knie ⌀ 膝", "Knie ⌀ 膝"),
    ],
)
def test_words_are_one_printable_line_and_markup_stays_plain_text(file: Path, written: str, kept: str) -> None:
    spec = read(file, with_('"Squat"', f'"{written}"') + f'cues = ["{written}"]\n').spec
    assert spec.exercise[0].title == kept
    assert spec.exercise[0].cues == (kept,)
    assert is_words(kept)


@pytest.mark.parametrize("text", ["a\x07b", " \x1b ", "x \u200b y", "\u2028", "\ud800", "a\r\nb", "\u200b\u200b a"])
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert is_words(cleaned)
    assert cleaned == " ".join(cleaned.split())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A user's folders, with an empty one for routines."""
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    paths.routines_dir.mkdir(parents=True)
    return paths


def test_an_unknown_routine_is_wrong_usage_and_the_known_ones_are_listed(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        load_routine(paths, "yoga")
    assert all(name in str(raised.value) for name in ("'yoga'", DEFAULT, "mine"))


@pytest.mark.parametrize("name", ["", ".", "..", "../secret", "/etc/passwd", "knee relief", "\x1b[31m"])
def test_odd_names_are_unknown_routines(paths: Paths, name: str) -> None:
    with pytest.raises(UsageError) as raised:
        load_routine(paths, name)
    assert is_words(str(raised.value))


def test_the_user_s_own_routine_is_found(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert load_routine(paths, "mine").spec.title == "Mine"
    assert {DEFAULT, "mine"} <= set(routine_files(paths))


def test_the_user_s_own_hides_a_built_in_one(paths: Paths) -> None:
    (paths.routines_dir / f"{DEFAULT}.toml").write_text(GOOD.replace('"mine"', f'"{DEFAULT}"'), encoding="utf-8")
    assert load_routine(paths, DEFAULT).spec.title == "Mine"


def test_the_built_in_one_is_there_without_any_folder(tmp_path: Path) -> None:
    nowhere = Paths(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert load_routine(nowhere, DEFAULT).spec.id == DEFAULT


def test_the_id_is_the_file_s_name(paths: Paths) -> None:
    file = paths.routines_dir / "yours.toml"
    file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(KneecoachError) as raised:
        load_routine(paths, "yours")
    assert str(raised.value) == f"{file}: id: should be 'yours', the file's name, not 'mine'"


def test_a_broken_routine_leaves_the_others_alone(paths: Paths) -> None:
    (paths.routines_dir / "broken.toml").write_text("schema =", encoding="utf-8")
    (paths.routines_dir / "folder.toml").mkdir()
    assert load_routine(paths, DEFAULT).spec.id == DEFAULT
    for name in ("broken", "folder"):
        with pytest.raises(KneecoachError, match=f"{name}.toml: "):
            load_routine(paths, name)


def test_a_file_anywhere_can_be_named(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert load_routine(paths, str(file)).spec.id == "mine"
    with pytest.raises(KneecoachError, match="cannot be read"):
        load_routine(paths, str(tmp_path / "nothing.toml"))


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be closed to its owner there")
def test_a_file_that_may_not_be_read(file: Path) -> None:
    import os

    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("the superuser may read everything")
    with pytest.raises(KneecoachError, match="Permission denied"):
        read_routine(file)
