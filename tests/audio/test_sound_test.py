"""`kneecoach sound-test`: what plays, or one sentence that says why there is no sound."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kneecoach.audio.tones import TONES
from tests.audio.capture import listen, recorded
from tests.audio.device import NO_ALSA, needs_alsa, no_card, one_stream, wait_for_the_last_words
from tests.cli.program import kneecoach


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, list[str]]]:
    """Both ways of asking, run at once because each lasts as long as its sounds: stdout, stderr, and what was
    heard.
    """
    if NO_ALSA:
        pytest.skip(NO_ALSA)

    def run(name: str, *arguments: str) -> tuple[str, str, list[str]]:
        folder = tmp_path_factory.mktemp(name)
        env, raw = one_stream(folder / "card")
        (folder / "data" / "config").mkdir(parents=True)
        (folder / "data" / "config" / "config.toml").write_text('[sound]\nbackend = "miniaudio"\n')
        done = kneecoach(folder / "data", "sound-test", *arguments, env=env)
        wait_for_the_last_words(env)
        return done.stdout, done.stderr, [found.clip for found in listen(recorded(raw)).found]

    with ThreadPoolExecutor() as pool:
        plain, as_json = pool.submit(run, "plain"), pool.submit(run, "json", "--json")
        return {"plain": plain.result(), "json": as_json.result()}


@needs_alsa
def test_it_plays_the_voice_and_every_tone_and_says_what_plays_them(
    outputs: dict[str, tuple[str, str, list[str]]],
) -> None:
    out, error, heard = outputs["plain"]
    assert out.startswith("miniaudio plays on ALSA.\n")
    assert all(tone in out for tone in TONES)
    assert error == ""
    assert heard[-len(TONES) :] == list(TONES)


@needs_alsa
def test_with_json_it_says_the_same_for_a_program(outputs: dict[str, tuple[str, str, list[str]]]) -> None:
    out, _, heard = outputs["json"]
    told = json.loads(out)
    assert (told["backend"], told["device"], told["lost"]) == ("miniaudio", "ALSA", False)
    assert told["played"] == heard


@needs_alsa
@pytest.mark.parametrize("arguments", [["--backend", "miniaudio"], ["--backend", "player", "--json"]])
def test_if_nothing_works_one_sentence_says_why(data: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = kneecoach(data, "sound-test", *arguments, status=1, env=no_card(tmp_path / "none"))
    assert done.stdout == ""
    assert done.stderr.startswith("kneecoach: No sound: ")


def test_a_backend_that_does_not_exist_is_wrong_usage(data: Path) -> None:
    done = kneecoach(data, "sound-test", "--backend", "gramophone", status=2)
    assert "gramophone" in done.stderr
    assert "miniaudio" in done.stderr


def test_sound_that_is_turned_off_is_reported_as_off(data: Path) -> None:
    done = kneecoach(data, "sound-test", "--backend", "none", status=1)
    assert "turned off" in done.stderr


def test_the_bell_is_rung_on_stderr(data: Path) -> None:
    done = kneecoach(data, "sound-test", "--backend", "bell")
    assert done.stderr == "\a"
    assert "bell" in done.stdout
