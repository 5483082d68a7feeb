"""Workers compile test modules beforehand, as pytest itself would."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests.compiling import rewrite_asserts


def test_pytest_reads_what_is_kept_and_its_assertions_say_what_was_wrong(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    path = tmp_path / "test_sum.py"
    path.write_text("def test_sum():\n    total = 2\n    assert total == 3\n")
    rewrite_asserts(path, pytestconfig)
    (kept,) = tmp_path.glob("__pycache__/*.pyc")
    code = rewrite._read_pyc(path, kept)
    assert code
    module: dict[str, object] = {}
    exec(code, module)
    test = module["test_sum"]
    assert callable(test)
    with pytest.raises(AssertionError, match="assert 2 == 3"):
        test()
    path.write_text("pass\n")
    assert rewrite._read_pyc(path, kept) is None
