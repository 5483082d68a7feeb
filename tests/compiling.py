"""In a fresh checkout, each of pytest's workers compiles its share of the modules before it imports any.

They would otherwise all compile all of them, and each would rewrite the assertions of all tests: 22 s of processor
time with six workers. A file that is compiled already is left alone.
"""

from __future__ import annotations

from compileall import compile_file
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

ROOT = Path(__file__).parent.parent


def compile_share(config: pytest.Config, number: int, of: int) -> None:
    """Compile the modules that worker `number` (from 0) of so many is to compile."""
    modules = [*(ROOT / "kneecoach").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    # The largest first, so that all have as much to do.
    for path in sorted(modules, key=lambda path: (-path.stat().st_size, path))[number::of]:
        if path.name.startswith("test_") or path.name == "conftest.py":
            rewrite_asserts(path, config)
        else:
            compile_file(path, quiet=2)


def rewrite_asserts(path: Path, config: pytest.Config) -> None:
    """Keep a test module as pytest (9.2) keeps it when it imports it."""
    kept = rewrite.get_cache_dir(path) / (path.stem + rewrite.PYC_TAIL)
    if not kept.exists() and rewrite.try_makedirs(kept.parent):
        source, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, kept)
