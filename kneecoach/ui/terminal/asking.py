"""A driver that asks the terminal for its name. Nothing waits for the answer, and it never becomes a key."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.blocks import may_be_asked

if TYPE_CHECKING:
    from textual.app import App

READ_SECONDS = 0.1
"""Seconds between the input thread's checks of whether to end."""


class AskingDriver(LinuxDriver):
    """Textual's driver, with the terminal's answer taken out of the input."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.answers = AnswerReader()

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not self.answers.name and self.input_tty and may_be_asked(os.environ):
            self.write(self.answers.ask())
            self.flush()

    def run_input_thread(self) -> None:
        """The same as Textual's (8.2.8), except for the answer."""
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
