"""Which voices can render on this machine, and how to do without them."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

HAVE_HEART = all(importlib.util.find_spec(name) is not None for name in ("hibari", "onnxruntime"))
needs_heart = pytest.mark.skipif(not HAVE_HEART, reason="pip install 'kneecoach[voice]'")
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="apt-get install espeak-ng")


def without_extra(folder: Path) -> dict[str, str]:
    """The environment of a program that cannot import hibari: its folder comes before the others in PYTHONPATH."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['hibari'] = None\n")
    return {"PYTHONPATH": f"{folder}:{Path(__file__).parents[3]}"}


def mute_computer(folder: Path) -> dict[str, str]:
    """The environment of a program on a computer that cannot speak at all."""
    return without_extra(folder) | {"PATH": str(folder)}
