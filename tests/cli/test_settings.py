"""`settings`: lists, shows, sets and resets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kneecoach.settings.listing import fields
from tests.cli.program import as_json, kneecoach


def config(data: Path) -> Path:
    return data / "config" / "config.toml"


def test_every_setting_is_listed_with_its_value_and_where_that_is_from(tmp_path: Path) -> None:
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text('pace = "self"\n[keys]\nlive-undo = "z"\n')
    done = kneecoach(tmp_path, "settings").stdout
    assert str(config(tmp_path)) in done.splitlines()[0]
    rows = {line.split()[0]: line.split()[1:] for line in done.splitlines()[1:] if line and line[0] != " "}
    assert rows["pace"] == ["self", "set"]
    assert rows["units"] == ["kg", "default"]
    assert rows["keys.live-undo"] == ["z", "set"]
    listed = {row["name"]: row for row in as_json(tmp_path, "settings")}
    assert list(listed) == [*(field.name for field in fields()), "keys.live-undo"]
    assert (listed["pace"]["value"], listed["pace"]["default"], listed["pace"]["from"]) == (
        "self",
        "guided",
        "file",
    )
    assert listed["pace"]["choices"] == ["guided", "self"]


def test_one_is_set_shown_and_reset(tmp_path: Path) -> None:
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text("# mine\n")
    kneecoach(tmp_path, "settings", "sound.voice_volume", "0.5")
    assert config(tmp_path).read_text() == "# mine\n\n[sound]\nvoice_volume = 0.5\n"
    shown = kneecoach(tmp_path, "settings", "sound.voice_volume").stdout
    assert shown.split()[:3] == ["sound.voice_volume", "0.5", "set"]
    assert "How loud the voice is" in shown
    assert as_json(tmp_path, "settings", "sound.voice_volume")["value"] == 0.5
    assert "default" in kneecoach(tmp_path, "settings", "sound.voice_volume", "--default").stdout
    assert config(tmp_path).read_text() == "# mine\n"


def test_a_key_is_set_unless_another_has_it(tmp_path: Path) -> None:
    assert as_json(tmp_path, "settings", "keys.live-undo")["value"] == "u"
    kneecoach(tmp_path, "settings", "keys.live-undo", "u,z")
    assert as_json(tmp_path, "settings", "keys.live-undo")["value"] == "u,z"
    clash = kneecoach(tmp_path, "settings", "keys.live-undo", "n", status=1).stderr
    assert "keys.live-undo: 'n' is already used for 'Skip set'" in clash
    assert config(tmp_path).read_text() == '[keys]\nlive-undo = "u,z"\n'


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("pace", "slow"), 2, "pace should be guided or self, not 'slow'."),
        (("voice_volume", "1"), 2, "did you mean 'sound.voice_volume'?"),
        (("keys.live-skip",), 2, "keys.live-skip: there is no key with this id; did you mean 'live-skip-set'"),
        (("keys.live-foo", "u"), 2, "kneecoach: keys.live-foo: there is no key with this id; Help lists the ids"),
        (
            ("keys.live-foo", "--default"),
            2,
            "kneecoach: keys.live-foo: there is no key with this id; Help lists the ids",
        ),
        (("theme", "nordd"), 1, "theme: 'nordd' is unknown; choose one of "),
        (("default_routine", "x"), 1, "default_routine: 'x' is unknown; choose one of knee-relief"),
        (("--default",), 2, "Give the name of a setting with --default, and no value."),
        (("pace", "self", "--default"), 2, "Give the name of a setting with --default, and no value."),
        (("",), 2, "it should not be empty"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    assert said in kneecoach(tmp_path, "settings", *arguments, status=status).stderr
    assert not config(tmp_path).exists()


FAULTS = {
    "keys.live-foo": (
        '[keys]\nlive-foo = "x"\n',
        "keys.live-foo: there is no key with this id; Help lists the ids",
    ),
    "keys.live-note": ('[keys]\nlive-note = "n"\n', "keys.live-note: 'n' is already used for 'Skip set'"),
    "theme": ('theme = "pink"\n', "theme: 'pink' is unknown; choose one of "),
    "default_routine": ('default_routine = "x"\n', "default_routine: 'x' is unknown; choose one of knee-relief"),
}
"""What only the app knows to be wrong, by the name of the setting: a file with it, and what is said."""


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_in_the_file_is_said_instead_of_listed(tmp_path: Path, name: str) -> None:
    text, said = FAULTS[name]
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text(f'{text}[sound]\nbackend = "none"\n')  # nothing here is about what plays
    for arguments in ((), ("--json",)):
        done = kneecoach(tmp_path, "settings", *arguments, status=1)
        assert done.stderr.startswith(f"kneecoach: {config(tmp_path)}: {said}")
    doctor = json.loads(kneecoach(tmp_path, "doctor", "--json", status=1).stdout)
    [found] = [finding for finding in doctor["findings"] if finding["about"] == "settings"]
    assert (found["verdict"], said in found["says"]) == ("fault", True)


def test_each_of_several_faults_can_be_reset_alone(tmp_path: Path) -> None:
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text('theme = "pink"\ndefault_routine = "x"\n[keys]\nlive-foo = "x"\nlive-bar = "y"\n')
    for name in ("keys.live-foo", "theme", "keys.live-bar", "default_routine"):
        assert kneecoach(tmp_path, "settings", name, "--default").stdout.startswith(name)
    assert config(tmp_path).read_text() == ""
    kneecoach(tmp_path, "settings")


def test_no_reset_makes_two_keys_the_same(tmp_path: Path) -> None:
    config(tmp_path).parent.mkdir()
    swapped = '[keys]\nlive-skip-set = "r"\nlive-repeat = "n"\n'
    config(tmp_path).write_text(swapped)
    clash = kneecoach(tmp_path, "settings", "keys.live-skip-set", "--default", status=1).stderr
    assert "keys.live-repeat: 'n' is already used for 'Skip set'" in clash
    assert config(tmp_path).read_text() == swapped


@pytest.mark.parametrize("how", ["--json", "--plain"])
def test_the_sore_knee_is_in_every_new_record(tmp_path: Path, how: str) -> None:
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text('knee = "left"\n')
    kneecoach(tmp_path, "start", how, "--yes", "--mute", "--speed", "10000")
    assert as_json(tmp_path, "show", "last")["knee"] == "left"
    assert "left knee sore" in kneecoach(tmp_path, "show", "last").stdout


def test_a_session_entered_later_says_the_sore_knee_too(tmp_path: Path) -> None:
    config(tmp_path).parent.mkdir()
    config(tmp_path).write_text('knee = "both"\n')
    assert as_json(tmp_path, "add", "--on", "2026-11-20", "--all")["knee"] == "both"
