"""One page's app: a process of its own, with a command line that no request can change."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping, Sequence

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

WEB_DRIVER = "kneecoach.ui.terminal.page_driver:PageDriver"
TAKEN = "taken"
"""What the driver is told when the page has taken some output, with its `size` in bytes."""

MAX_TAKEN_DIGITS = 6

ANOTHER_TERMINAL = (
    *("VTE_VERSION", "KONSOLE_VERSION", "XTERM_VERSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID", "WT_SESSION"),
    *("TMUX", "STY", "ZELLIJ", "KITTY_PID", "SSH_TTY", "SSH_CONNECTION", "COLORTERM", "TERM_PROGRAM_VERSION"),
)
"""Variables about the terminal that the server was started in; the page is another one."""

FRAMES_A_SECOND = 30
END_SECONDS = 5.0
"""How long an app may take to end once its page is closed."""


def app_environment(environ: Mapping[str, str], columns: int, rows: int) -> dict[str, str]:
    """The environment of an app that is shown in a page of that size, in cells."""
    kept = {name: value for name, value in environ.items() if name not in ANOTHER_TERMINAL}
    return kept | {
        "TEXTUAL_DRIVER": WEB_DRIVER,
        "TEXTUAL_FPS": str(FRAMES_A_SECOND),
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(columns),
        "ROWS": str(rows),
    }


class PageService(AppService):
    """textual-serve's service, without a shell, and without a way for the app to open pages or send files."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        ask_taken: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
    ) -> None:
        """`command` runs the app. `ask_taken` makes the page send its argument back, after all that was written."""

        async def write_nothing(_: str) -> None:
            pass

        async def close_page() -> None:
            await close()

        super().__init__(
            "kneecoach",
            write_bytes=write_bytes,
            write_str=write_nothing,
            close=close_page,
            download_manager=DownloadManager(),
        )
        self._arguments = command
        self._ask_taken = ask_taken

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=app_environment(os.environ, width, height),
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        await super().run()
        await self.remote_close()  # however the app has ended: nobody would answer the page any more

    async def on_data(self, payload: bytes) -> None:
        await self.remote_write_bytes(payload)
        await self._ask_taken(b"%d" % len(payload))

    async def has_taken(self, said: bytes) -> None:
        """Tell the app that the page has taken as many bytes as it said; nothing if it said no number."""
        if said.isdigit() and len(said) <= MAX_TAKEN_DIGITS:
            await self.send_meta({"type": TAKEN, "size": int(said)})

    async def on_meta(self, data: bytes) -> None:
        if json.loads(data).get("type") == "exit":
            await self.remote_close()

    async def on_packed(self, payload: bytes) -> None:
        """Files are not sent."""

    async def end(self) -> None:
        """End the app as a closed terminal does: its session is kept. A second call does nothing."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        self._task = None
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                # Not `terminate`: it would take the status of an app that has just ended from asyncio, which then
                # complains on stderr.
                os.kill(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(asyncio.shield(task), END_SECONDS)
            await asyncio.wait_for(process.wait(), END_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
