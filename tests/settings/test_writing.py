"""Writing one setting: what the user and other programs wrote stays, and what is wrong is refused."""

from __future__ import annotations

import os
import stat
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths, find_paths
from kneecoach.session.plan import Pace
from kneecoach.settings import Settings, load_settings, writing
from kneecoach.settings.writing import Value, set_setting
from tests.log.samples import folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A user's folders, with an empty CONFIG."""
    paths = find_paths(str(tmp_path))
    paths.config.mkdir()
    return paths


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("", "theme", "nord", 'theme = "nord"\n'),
        ("", "sound.flash", False, "[sound]\nflash = false\n"),
        ("", "keys.live-skip-set", "n,k", '[keys]\nlive-skip-set = "n,k"\n'),
        ("", "remind.days", ("mon", "fri"), '[remind]\ndays = ["mon", "fri"]\n'),
        ('side = "left"', "pace", Pace.SELF, 'side = "left"\npace = "self"\n'),
        ('pace = "self"  # I count\n', "pace", Pace.GUIDED, 'pace = "guided"  # I count\n'),
        ('pace = "self"\r\n', "theme", "nord", 'pace = "self"\r\ntheme = "nord"\r\n'),
        ('\ufeffpace = "self"\n', "theme", "nord", '\ufeffpace = "self"\ntheme = "nord"\n'),
        ("# mine\n", "theme", "nord", '# mine\ntheme = "nord"\n'),
        (
            "#:schema x\n# of sound\n[sound]\nflash = true\n",
            "step",
            2.5,
            "#:schema x\nstep = 2.5\n\n# of sound\n[sound]\nflash = true\n",
        ),
        (
            'side = "left"\n\n# of sound\n[sound]\nflash = true\n\n# of keys\n[keys]\n',
            "sound.captions",
            False,
            'side = "left"\n\n# of sound\n[sound]\nflash = true\ncaptions = false\n\n# of keys\n[keys]\n',
        ),
        ("[sound]\n\n# of keys\n[keys]\n", "sound.flash", False, "[sound]\nflash = false\n\n# of keys\n[keys]\n"),
        ("[keys]\n# none\n", "pain_cap", 2, "pain_cap = 2\n\n[keys]\n# none\n"),
        (
            'sound.backend = "bell"\nside = "left"\n',
            "sound.flash",
            False,
            'sound.backend = "bell"\nsound.flash = false\nside = "left"\n',
        ),
        ('pace = "self"\nside = "left"\n', "pace", None, 'side = "left"\n'),
        ('# a\npace = "self"  # b\n# c\n', "pace", None, "# a\n# b\n# c\n"),
        ('side = "left"\n\n[sound]\nflash = false\n', "sound.flash", None, 'side = "left"\n'),
        ("[sound] # mine\nflash = false\n", "sound.flash", None, "[sound] # mine\n"),
        ("[sound]\n# loud\nflash = false\n", "sound.flash", None, "[sound]\n# loud\n"),
        ('keys.a = "x"\nkeys.b = "y"\n', "keys.a", None, 'keys.b = "y"\n'),
        ('keys.a = "x" # mine\nkeys.b = "y"\n', "keys.a", None, '# mine\nkeys.b = "y"\n'),
        ('pace = "slow"\n', "pace", "self", 'pace = "self"\n'),
        ("side = 'right'\n", "side", "right", "side = 'right'\n"),
        ("", "pace", None, ""),
    ],
)
def test_only_the_setting_s_own_line_changes(
    paths: Paths, before: str, name: str, value: Value, after: str
) -> None:
    paths.settings.write_bytes(before.encode())
    settings = set_setting(paths, name, value)
    assert paths.settings.read_bytes().decode() == after
    assert load_settings(paths) == settings
    assert [path.name for path in paths.config.iterdir()] == ["config.toml"]


def test_a_file_is_made_and_private(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path / "new"))
    assert set_setting(paths, "theme", "nord") == load_settings(paths) == Settings(theme="nord")
    if os.name == "posix":
        assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600


def test_the_default_of_no_file_makes_no_file(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path / "new"))
    assert set_setting(paths, "theme", None) == Settings()
    assert not paths.settings.exists()


@pytest.mark.parametrize(
    ("before", "name", "value", "said"),
    [
        (b"theme = [", "pace", "self", "{path}: this is not valid TOML"),
        (b"\xff\xfe", "pace", "self", "{path}: line 1 is not UTF-8"),
        (b"", "pace", "slow", "pace: should be 'guided' or 'self', not 'slow'"),
        (b"", "sound.voice_volume", 2, "sound.voice_volume: should be at most 1, not 2"),
        (b"", "remind.days", ["monday"], "remind.days, entry 1: should be 'mon', "),
        (b"sound = 3", "sound.flash", True, "{path}: sound: should be a table, not 3"),
        (b"volume = 3", "pace", "self", "{path}: volume: is not a known key"),
        (b"", "volume", 3, "There is no setting 'volume'."),
        *((b"", name, "x", "There is no setting") for name in ("sound", "keys", "keys.", "sound.x", "pace.x", ".")),
    ],
)
def test_what_is_wrong_is_refused_and_the_file_stays(
    paths: Paths, before: bytes, name: str, value: Value, said: str
) -> None:
    paths.settings.write_bytes(before)
    with pytest.raises(KneecoachError) as refused:
        set_setting(paths, name, value)
    assert str(refused.value).startswith(said.format(path=paths.settings))
    assert paths.settings.read_bytes() == before


def test_what_another_program_writes_meanwhile_is_kept(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both changes are kept: ours is made again to what the file then says."""
    paths.settings.write_text('side = "left"\n')
    changed = writing._changed
    others = iter(['side = "right"\n', 'side = "right"\npain_cap = 2\n'])

    def slow(path: Path, raw: bytes, *rest: object) -> tuple[bytes, Settings]:
        done = changed(path, raw, *rest)  # type: ignore[arg-type]
        for other in others:
            path.write_text(other)
            break
        return done

    monkeypatch.setattr(writing, "_changed", slow)
    set_setting(paths, "pace", "self")
    assert paths.settings.read_text() == 'side = "right"\npain_cap = 2\npace = "self"\n'


def test_two_kneecoaches_that_change_it_in_the_same_instant_write_one_after_the_other(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins after the first has read the file, and before the new file has its name."""
    write = writing.write_whole
    second = threading.Thread(target=set_setting, args=(paths, "side", "right"))

    def slow(path: Path, data: bytes, *, replace: bool, check: Callable[[], None]) -> None:
        def check_and_wait() -> None:
            check()
            if second.ident is None:
                second.start()
                second.join(0.2)

        write(path, data, replace=replace, check=check_and_wait)

    monkeypatch.setattr(writing, "write_whole", slow)
    paths.settings.write_text("pain_cap = 2\n")
    set_setting(paths, "pace", "self")
    second.join()
    assert sorted(paths.settings.read_text().split("\n")) == ["", 'pace = "self"', "pain_cap = 2", 'side = "right"']


@pytest.mark.parametrize("before", [None, "pain_cap = 1\n"])
def test_a_file_that_keeps_changing_is_left_to_the_other_program(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    if before:
        paths.settings.write_text(before)
    changed = writing._changed

    def slow(path: Path, raw: bytes, *rest: object) -> tuple[bytes, Settings]:
        done = changed(path, raw, *rest)  # type: ignore[arg-type]
        path.unlink() if path.exists() and not before else path.write_bytes(raw + b"# more\n")
        return done

    monkeypatch.setattr(writing, "_changed", slow)
    with pytest.raises(KneecoachError, match="another program keeps changing this file, so pace was not saved"):
        set_setting(paths, "pace", "self")
    assert "pace" not in (paths.settings.read_text() if paths.settings.exists() else "")


def test_what_the_model_cannot_know_can_be_refused_too(paths: Paths) -> None:
    def check(settings: Settings) -> None:
        raise KneecoachError(f"no {settings.theme}")

    with pytest.raises(KneecoachError, match="no nord"):
        set_setting(paths, "theme", "nord", check=check)
    assert not paths.settings.exists()


PIECES = st.lists(
    st.sampled_from(
        [
            '# before\nside = "left" # behind\n',
            "\n",
            "# a comment\n",
            "weekly_goal = 2\r\n",
            '[sound]\nbackend = "bell"\n\n',
            "# of keys\n[ keys ] # here\n",
            '"keys"."live-undo" = "z"\n',
            "remind = {days = ['mon']}\n",
            'default_routine = """knee-start"""\n',
        ]
    ),
    unique=True,
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("pace"), st.sampled_from(["guided", "self", None])),
        st.tuples(st.just("sound.flash"), st.sampled_from([True, False, None])),
        st.tuples(st.just("sound.backend"), st.sampled_from(["none", "player", None])),
        st.tuples(st.just("keys.live-undo"), st.sampled_from(["u", "z,y", None])),
        st.tuples(st.just("keys.live-skip-set"), st.sampled_from(["k", None])),
        st.tuples(st.just("remind.days"), st.sampled_from([("tue", "wed"), (), None])),
        st.tuples(st.just("step"), st.sampled_from([0.5, 5, None])),
        st.tuples(st.just("weekly_goal"), st.sampled_from([4, None])),
    ),
    max_size=6,
)


@given(pieces=PIECES, changes=CHANGES)
def test_any_change_to_any_file_leaves_the_other_settings_and_all_comments(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], changes: list[tuple[str, Value]]
) -> None:
    text = "".join(pieces)
    try:
        said = tomllib.loads(text)
        expected = Settings.model_validate(said).model_dump(mode="json")
    except ValueError:
        return
    paths = folders(tmp_path_factory.mktemp("any"))
    paths.config.mkdir(exist_ok=True)
    paths.settings.write_bytes(text.encode())
    for name, value in changes:
        settings = set_setting(paths, name, value)
        first, _, second = name.partition(".")
        if second:
            table = dict(expected[first])
            table[second] = list(value) if isinstance(value, tuple) else value
            if value is None:
                del table[second]
            expected = Settings.model_validate({**_said(expected), first: table}).model_dump(mode="json")
        elif value is None:
            expected[first] = Settings().model_dump(mode="json")[first]
        else:
            expected[first] = value
        assert settings == load_settings(paths)
        assert settings.model_dump(mode="json") == expected
        written = paths.settings.read_text()
        for comment in ("# before", "# behind", "# a comment", "# of keys", "# here"):
            assert written.count(comment) == text.count(comment), (comment, written)


def _said(dump: dict[str, object]) -> dict[str, object]:
    """The settings without the keys that are unset by default."""
    return {key: value for key, value in dump.items() if value is not None}
