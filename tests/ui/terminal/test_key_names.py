"""A key is accepted only if Textual's parser can produce it from what a terminal sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key

from kneecoach.ui.bindings import APP, SCREENS
from kneecoach.ui.terminal.key_names import can_be_sent, closest

TYPED = [chr(code) for code in range(0x20, 0x7F)] + list("éßñЖ")


def sent(sequence: str) -> list[str]:
    """The names of the keys that Textual makes from a sequence."""
    parser = XTermParser()
    return [event.key for event in (*parser.feed(sequence), *parser.feed("")) if isinstance(event, Key)]


def with_modifiers(code: str, mask: int) -> list[str]:
    """The names of a key with modifiers, sent in the form that kitty's protocol specifies."""
    return sent(f"\x1b[{code[:-1]};{mask}{code[-1]}")


MASKS = range(2, 65)
"""One plus a bit for each of shift, alt, ctrl, super, hyper and meta. Shift alone makes another character."""


def all_sent() -> list[str]:
    """The names of all keys that Textual can make from what a terminal sends."""
    found = {
        *(name for character in TYPED for name in sent(character)),
        *(name for letter in "aKz1" for name in sent(f"\x1b{letter}")),
        *(name for sequence in ANSI_SEQUENCES_KEYS for name in sent(sequence)),
        *(name for mask in MASKS[1:] for code in ("97u", "44u", "32u") for name in with_modifiers(code, mask)),
        *(name for mask in MASKS for code in FUNCTIONAL_KEYS for name in with_modifiers(code, mask)),
        *FUNCTIONAL_KEYS.values(),
    }
    return sorted(name for name in found if name.isprintable() and "<" not in name)


def test_every_key_that_textual_sends_is_accepted() -> None:
    names = all_sent()
    assert len(names) > 500
    assert [name for name in names if not can_be_sent(name)] == []


def test_every_key_of_ours_is_accepted() -> None:
    ours = {key for bindings in (APP, *SCREENS.values()) for binding in bindings for key in binding.key.split(",")}
    assert [key for key in ours if not can_be_sent(key)] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ctrl+alt+banana", "alt+ctrl+b"),
        ("ctrl+alt+k", "alt+ctrl+k"),
        ("crtl+k", "ctrl+k"),
        ("control+k", "ctrl+k"),
        ("Ctrl+K", "ctrl+k"),
        ("shift+k", "K"),
        ("pgdn", "pagedown"),
        ("Escape", "escape"),
        ("return", "enter"),
        ("f99", "f9"),
        ("questionmark", "q"),
        ("banana", "b"),
        ("+", "k"),
        ("ctrl+", "ctrl+k"),
        ("<any>", "k"),
    ],
)
def test_another_is_refused_and_the_closest_named(typed: str, meant: str) -> None:
    assert not can_be_sent(typed)
    assert closest(typed) == meant
    assert can_be_sent(meant)


@given(st.text(max_size=12))
def test_what_is_named_as_the_closest_can_always_be_sent(typed: str) -> None:
    assert can_be_sent(closest(typed))
