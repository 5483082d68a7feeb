"""A driver that asks the terminal what it is. Nothing waits for the answers, and they never become keys.

Textual (8.2.8; no issue filed) parses the answers as keys, and has no public way to see its input before that.
"""

from __future__ import annotations

import fcntl
import os
import selectors
import struct
import termios
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from kneecoach.ui.terminal.answers import MAX_CELL, AnswerReader
from kneecoach.ui.terminal.blocks import may_be_asked

if TYPE_CHECKING:
    from textual.app import App

READ_SECONDS = 0.1
"""Seconds between the input thread's checks of whether to end."""


class AskingDriver(LinuxDriver):
    """Textual's driver, with the terminal's answers taken out of the input."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.answers = AnswerReader()

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives it no types
        if not self.answers.is_done and self.input_tty and may_be_asked(os.environ):
            self.write(self.answers.ask())
            self.flush()

    @property
    def cell(self) -> tuple[int, int] | None:
        """Width and height of a cell in pixels, as the system knows them or the terminal has answered."""
        try:
            size = fcntl.ioctl(self.fileno, termios.TIOCGWINSZ, bytes(8))
        except OSError:
            return self.answers.cell
        rows, columns, wide, high = struct.unpack("HHHH", size)
        cell = (wide // columns, high // rows) if rows and columns else (0, 0)
        return cell if min(cell) > 0 and max(cell) <= MAX_CELL else self.answers.cell

    def run_input_thread(self) -> None:
        """The same as Textual's (8.2.8), except for the answers."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode

        def take(text: str) -> None:
            # The parser would take an empty text for the end of input.
            for message in parser.feed(text) if text else ():
                self.process_message(message)

        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(READ_SECONDS):
                    take(self.answers.feed(decode(os.read(self.fileno, 4096))))
                else:
                    take(self.answers.idle())
                for message in parser.tick():
                    self.process_message(message)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass
