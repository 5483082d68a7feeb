"""How the figure is shown in this terminal, and why."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Mapping

from kneecoach.doctor.finding import Finding
from kneecoach.settings import FigureChoice
from kneecoach.ui.figure_ways import Terminal, graphics_in, style_in, way_words
from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.blocks import may_be_asked

ANSWER_SECONDS = 1.0
"""How long a terminal has to answer; most do within a few milliseconds."""


def check_figure(terminal: Terminal, chosen: FigureChoice) -> Finding:
    """The way out that is taken, and why."""
    way = graphics_in(terminal, chosen) or style_in(terminal, chosen)
    facts: dict[str, object] = {
        "chosen": chosen,
        "way": way,
        "terminal": terminal.answers.name or None,
        "colours": terminal.colours,
        "kitty_graphics": terminal.answers.knows_kitty,
        "sixel": terminal.answers.knows_sixel,
        "cell_pixels": terminal.answers.cell,
    }
    return Finding("figure", way_words(terminal, chosen), facts=facts)


def ask_terminal(environ: Mapping[str, str]) -> AnswerReader:
    """What the terminal says about itself when asked; nothing if it cannot be asked."""
    answers = AnswerReader()
    if sys.platform != "win32" and sys.stdin.isatty() and sys.stdout.isatty() and may_be_asked(environ):
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        with contextlib.suppress(termios.error, OSError):
            before = termios.tcgetattr(descriptor)
            try:
                tty.setcbreak(descriptor)
                os.write(sys.stdout.fileno(), answers.ask().encode())
                _read_answers(descriptor, answers)
            finally:
                termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    return answers


def _read_answers(descriptor: int, answers: AnswerReader) -> None:
    import select

    until = time.monotonic() + ANSWER_SECONDS
    while not answers.is_done and (left := until - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            answers.feed(os.read(descriptor, 4096).decode("utf-8", "replace"))


def colours_of(environ: Mapping[str, str]) -> str | None:
    """Rich's name for the terminal's colours, as the app finds them."""
    from rich.console import Console

    return Console(force_terminal=True, legacy_windows=False, _environ=environ).color_system
