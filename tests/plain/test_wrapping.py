"""Text mode breaks its lines between words, at the terminal's width as it is then."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.plain import wrapping
from kneecoach.plain.wrapping import as_wide_as_the_terminal, wrapped

LINE = "  Push through the heels until knees, hips and shoulders are in one line."


@pytest.mark.parametrize(
    ("line", "width", "lines"),
    [
        (LINE, 80, [LINE]),
        (LINE, len(LINE), [LINE]),
        (LINE, 40, ["  Push through the heels until knees,", "  hips and shoulders are in one line."]),
        (LINE, 19, [LINE]),
        ("日本語の 膝の 運動を する", 20, ["日本語の 膝の 運動を", "する"]),
        ("a https://example.org/a/very/long/address b", 20, ["a", "https://example.org/a/very/long/address", "b"]),
        ('{"schema": 1, "type": "session", "id": "1"}', 20, ['{"schema": 1, "type": "session", "id": "1"}']),
        ("", 20, [""]),
    ],
)
def test_a_line_is_broken_between_words(line: str, width: int, lines: list[str]) -> None:
    assert wrapped(line, width).split("\n") == lines


@given(st.text(st.sampled_from("abc  ,"), max_size=80), st.integers(20, 40))
def test_no_word_is_lost_and_nothing_is_wider_than_the_terminal(line: str, width: int) -> None:
    lines = wrapped(line, width).split("\n")
    assert " ".join(lines).split() == line.split()
    assert all(len(each) <= width or len(each.split()) == 1 for each in lines)


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_wrapped_lines_at_once_and_a_file_gets_them_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen, file = Screen(), io.StringIO()
    for out in (screen, file):
        print(LINE, "Lower slowly.", sep="\n", file=as_wide_as_the_terminal(out), flush=True)
    assert screen.getvalue() == f"{wrapped(LINE, 40)}\nLower slowly.\n"
    assert file.getvalue() == f"{LINE}\nLower slowly.\n"
    out = as_wide_as_the_terminal(screen)
    monkeypatch.setenv("COLUMNS", "30")
    print(LINE, end="", file=out, flush=True)
    print(file=out)
    print(LINE, file=out)
    assert screen.getvalue().endswith(f"{LINE}\n{wrapped(LINE, 30)}\n")
    assert wrapping.plain_out() is not screen
