"""Words that a native speaker would not write stay out of what people read, and out of the code's prose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

INSTEAD = {
    r"\bthere already\b": "already exists",
    r"\b(take|takes|taken|took) (it|this|that|the note|the timer) away\b": "removes it",
    r"\btaken (away|out)\b": "removed",
    r"\bwhere silent\b": "if not set",
    r"\bfrom \d+ on\b": "at least N",
    r"\bstill to come\b": "in the future, or remaining",
    r"\bpassed over\b": "skipped",
    r"\bleaves? it as it (is|was)\b": "cancels",
    r"\bin mid session\b": "mid-session",
    r"\bnot said\b": "not entered, or not given",
    r"\bhurts too much\b": "pain is high",
    r"\brests? on: ": "based on: ",
    r"\b(stood|stands) still\b": "stalled, or paused",
    r"\bnamed (leg|side|knee|foot)\b": "the working leg",
    r"\bgone on with\b": "continued",
    r"\bsome \d+ degrees\b": "about N degrees",
    r"\brightly\b": "correctly",
    r"\bsays so already\b": "already says that",
    r"\bbreathe on\b": "keep breathing",
    r"\bhalf (the )?way (up|down|through)\b": "halfway",
    r"\b(exists|exist) already\b": "already exists",
    r"\bas in (?-i:[\dA-Z{\[-]|\w+=\w)": "such as, or for example",
    r"\b(write|give) (one|it) as in\b": "try, or such as",
    r"\bthere is no [^;.]+, but (?=\{|$)": "there is no X; there are Y",
    r"\bfrom line\b": "in line N, or line N is",
    r"(?<!there )\bis no (answer|number|file|routine|exercise|key|day|note|load)\b": "is not a",
    r"\bin these days\b": "in this period",
    r"\b(does|do) not run for you\b": "is not running for you",
    r"\bcannot be looked at\b": "cannot be read",
}
"""A pattern, and what to write instead."""

IN_PROSE_INSTEAD = {
    r"\bin mid[ -](session|rep|set)\b": "mid-session, or in the middle of a set",
    r"\bfor ever\b": "forever",
    r"\bat one look\b": "at a glance",
    r"(?<!there )\b(is|are) no (number|record|file|text|key|answer|page|event|set)s?\b": "is not a",
    r"\bgone on with\b": "continued",
    r"\btak(e|es|en) (it|one|them|this) away\b": "removes it",
    r"\bso many (`|rows|cells|seconds|degrees|radians|steps|reps|days|minutes|hours|sessions)": (
        "this many, or the name of the argument"
    ),
    r"\bwhere (it|that|there|they) (is|are) (none|no|not)\b": "if it is not, or if there is none",
    r"\bis in what\b": "is the unit in which",
    r"[,;] else (the|a|an|what|nothing|none|empty|None|unchanged|it|in|from|as|by|of|only)\b": "otherwise, or",
    r"\bin the midst\b": "while, or in the middle",
    r"\ba line each\b": "one per line",
    r"\b(record|session|event|object) a line\b": "one per line",
    r"\bat the speed of life\b": "at normal speed",
    r"\bwhat is no (?!longer)[a-z]+\b": "what is not a",
    r"\b(is|are) no (fault|signal|routine|exercise|score|slip|copy|interruption|load|folder)s?\b": "is not a",
    r"\bbefore the (trunk|body|chest)\b": "in front of the",
    r"\bbit by bit\b": "step by step",
    r"\bget-readies\b": "ready stages, or the time to get ready",
    r"\bin words of\b": "in the words of",
    r"\bpassed over\b": "skipped",
}
"""The same for docstrings, comments and the names of tests: a pattern, and what to write instead."""

PROSE = re.compile(r'"""(.+?)"""|(?:^|\s)# ([^\n]+)|def test_(\w+)', re.DOTALL | re.MULTILINE)
"""A docstring, a comment, or the name of a test."""

SPOKEN = re.compile(r'^position = ".*"$', re.MULTILINE)
"""Positions are spoken by clips, so their words cannot be changed alone."""


def _docstrings(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else []:
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                found.add(id(each.value))
    return found


def _texts() -> Iterator[tuple[str, str]]:
    """What people read, each with where it is: the program's strings, the library, the manual and two pages."""
    for path in sorted((ROOT / "kneecoach").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        others = _docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in others:
                yield f"{path.name}:{node.lineno}", node.value
    for folder in ("exercises", "routines"):
        for path in sorted((ROOT / "assets" / folder).glob("*.toml")):
            yield path.name, SPOKEN.sub("", path.read_text("utf-8"))
    for name in ("README.md", "docs/routines.md", "docs/export.md", "docs/kneecoach.1"):
        yield name, (ROOT / name).read_text("utf-8")


def _prose() -> Iterator[tuple[str, str]]:
    """The docstrings and comments of the code, and the names of the tests, each with where it is."""
    for folder in ("kneecoach", "scripts", "benchmarks", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            for found in PROSE.finditer(text):
                words = found[1] or found[2] or found[3].replace("_", " ")
                yield f"{path.name}:{text.count(chr(10), 0, found.start()) + 1}", " ".join(words.split())


@pytest.fixture(scope="module")
def prose() -> list[tuple[str, str]]:
    return list(_prose())


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    return list(_texts())


@pytest.mark.parametrize("pattern", INSTEAD)
def test_what_people_read_is_in_plain_english(pattern: str, texts: list[tuple[str, str]]) -> None:
    found = [
        f"{where}: {hit.group()}" for where, text in texts for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert not found, f"write {INSTEAD[pattern]!r} instead"


@pytest.mark.parametrize("pattern", IN_PROSE_INSTEAD)
def test_docstrings_and_comments_are_in_plain_english(pattern: str, prose: list[tuple[str, str]]) -> None:
    found = [f"{where}: {hit.group()}" for where, text in prose for hit in re.finditer(pattern, text)]
    assert not found, f"write {IN_PROSE_INSTEAD[pattern]!r} instead"


def test_there_is_prose_to_read(prose: list[tuple[str, str]]) -> None:
    assert len(prose) > 9000
    assert any("Raises KneecoachError" in text for _, text in prose)
    assert any(where.startswith("test_plain_english.py") for where, _ in prose)
    assert any(text == "there is prose to read" for _, text in prose)


def test_there_is_something_to_read(texts: list[tuple[str, str]]) -> None:
    words = "\n".join(text for _, text in texts)
    for each in (
        "Not medical advice.",
        "working leg",
        "what to do in one visit",
        "pain is high",
        "Usage: kneecoach",
    ):
        assert each in words
