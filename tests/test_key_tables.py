"""Every list of keys names all keys of a session, and no others."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kneecoach.plain.printer import KEYS
from kneecoach.session.commands import NotNow
from kneecoach.session.keys import command_for
from kneecoach.ui.bindings import BUTTON, BUTTON_BACK, HELP_KEY, LIVE
from tests.helpers import Visit, a_plan, thrust

README = Path(__file__).parent.parent / "README.md"
NAMED = ("space", "enter", "escape", "tab", "backspace", "delete", "up", "down", "left", "right", "home", "end")
PRINTED = [key for key in string.printable if not key.isspace()]
OF_A_BUTTON = {"pagedown", "pageup"}
"""Keys that a clicker or a pedal sends: docs/hands-free.md has them, the short lists do not."""


def session_keys() -> set[str]:
    """Every key that stands for a command of the session, alone or with words after it."""
    state = Visit(a_plan(thrust())).until_work(0)

    def is_one(line: str) -> bool:
        try:
            command_for(line, state)
        except NotNow as refused:
            return not str(refused).startswith("There is no key")
        return True

    keys = (*PRINTED, *NAMED, *OF_A_BUTTON)
    return {key for key in keys if any(is_one(line) for line in (key, f"{key} 1", f"{key} words"))}


def first_words(listed: str) -> set[str]:
    """The keys in `n skip, + and - rest (15 s), q stop`: the first word of each part, and a sign after `and`."""
    parts = re.sub(r"\([^)]*\)", "", listed).split(", ")
    found = (re.match(r"(\S+)(?: and ([^\w\s]))?", part.strip()) for part in parts)
    return {key for match in found if match for key in match.groups() if key}


def check(listed: set[str], keys: set[str], where: str) -> None:
    assert listed == keys, f"{where} should also name {sorted(keys - listed)}, and not {sorted(listed - keys)}"


def test_the_keys_of_a_session_are_found() -> None:
    assert {"n", "N", "space", "x", "i", "pagedown"} < session_keys()
    assert not {"z", "tab"} & session_keys()


def test_the_message_for_an_unknown_key_names_every_key() -> None:
    with pytest.raises(NotNow) as refused:
        command_for("zzz", Visit(a_plan(thrust())).until_work(0))
    single, _, rest = str(refused.value).partition(": ")[2].rstrip(".").partition(", ")
    check(
        {*single.split(), *first_words(rest)}, (session_keys() | {"m"}) - OF_A_BUTTON, "the end of session/keys.py"
    )


def test_what_is_printed_before_a_session_names_every_key() -> None:
    listed = first_words(" ".join(KEYS).partition(": ")[2].rstrip("."))
    check(listed, (session_keys() | {"m", "h", "?"}) - OF_A_BUTTON, "KEYS in plain/printer.py")


def test_the_readme_names_every_key_of_live_and_those_are_the_keys_of_a_session() -> None:
    table = README.read_text("utf-8").partition("## Keys in a session")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[2:]
    listed = {key for cell in cells for key in re.split(r" / |, ", cell.strip())}
    bound = {key for binding in LIVE for key in binding.key.split(",")} - {
        *BUTTON.split(","),
        *BUTTON_BACK.split(","),
    }
    keys = {{"plus": "+", "minus": "-"}.get(key, key) for key in bound}
    check(keys, (session_keys() | {"m", "escape"}) - OF_A_BUTTON, "LIVE in ui/bindings.py")
    assert HELP_KEY.key.startswith("question_mark")
    check(listed, keys | {"?"}, "the table of README")
