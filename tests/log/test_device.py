"""The device's name: a slug of the host name and six random characters, chosen once and kept."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.log.device import device_name
from kneecoach.paths import find_paths


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("laptop", "laptop"),
        ("Anna's MacBook Pro.local", "anna-s-macbook-pro-local"),
        ("", "device"),
        ("...", "device"),
        ("../../etc", "etc"),
        ("кухня", "device"),
        ("x" * 200, "x" * 40),
    ],
)
def test_it_is_made_from_the_host_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, slug: str
) -> None:
    monkeypatch.setattr("platform.node", lambda: host)
    paths = find_paths(str(tmp_path))
    name = device_name(paths)
    assert re.fullmatch(re.escape(slug) + "-[0-9a-f]{6}", name)
    monkeypatch.setattr("platform.node", lambda: "another")
    assert device_name(paths) == name
    assert paths.device.read_text() == f"{name}\n"
    assert [p.name for p in paths.state.iterdir()] == ["device"]
    if os.name == "posix":
        assert stat.S_IMODE(paths.device.stat().st_mode) == 0o600


def test_two_devices_differ(tmp_path: Path) -> None:
    assert device_name(find_paths(str(tmp_path / "a"))) != device_name(find_paths(str(tmp_path / "b")))


@pytest.mark.parametrize("kept", [b"../escape", b"two words", b"UPPER", b"a/b", b"\xff\xfe", b"x" * 99])
def test_an_invalid_name_is_refused(tmp_path: Path, kept: bytes) -> None:
    paths = find_paths(str(tmp_path))
    paths.state.mkdir()
    paths.device.write_bytes(kept)
    with pytest.raises(KneecoachError) as refused:
        device_name(paths)
    assert str(paths.device) in str(refused.value)


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.state.mkdir()
    paths.device.write_text("\n")
    assert device_name(paths)
    assert device_name(paths) == paths.device.read_text().strip()
