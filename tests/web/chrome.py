"""A headless Chromium, driven through its debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import aiohttp

PROGRAM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
SECONDS = 60.0
"""After this many seconds, a browser that hangs fails its test. On a busy machine it starts slowly."""


class PageChangedError(AssertionError):
    """The page was gone before it had answered: another has taken its place."""


class Page:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self.requested: list[str] = []
        """The addresses of everything that was asked for."""

    async def send(self, method: str, **parameters: Any) -> Any:
        """Send a command and wait for its answer."""
        id_ = next(self._ids)
        await self._socket.send_json({"id": id_, "method": method, "params": parameters})
        while True:
            said = await asyncio.wait_for(self._socket.receive_json(), SECONDS)
            if said.get("method") in {"Network.requestWillBeSent", "Network.webSocketCreated"}:
                self.requested.append(said["params"].get("url") or said["params"]["request"]["url"])
            if said.get("id") == id_:
                if "navigated" in said.get("error", {}).get("message", ""):
                    raise PageChangedError(said)
                assert "error" not in said, said
                return said["result"]

    async def size(self, width: int, height: int, *, is_phone: bool = False) -> None:
        await self.send("Network.enable")
        await self.send("Page.enable")
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone
        )

    async def open(self, url: str) -> None:
        await self.send("Page.navigate", url=url)

    async def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        done = await self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return done["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until an expression is true."""
        for _ in range(int(SECONDS / 0.1)):
            with suppress(PageChangedError):  # it was asked of the page before
                if await self.run(script):
                    return
            await asyncio.sleep(0.1)
        raise AssertionError(f"never true: {script}")

    async def key(self, key: str, code: int, text: str = "") -> None:
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            await self.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **more)

    async def click(self, selector: str) -> None:
        """Click the middle of an element."""
        x, y = await self.run(
            f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def picture(self, path: Path) -> None:
        taken = await self.send("Page.captureScreenshot")
        path.write_bytes(base64.b64decode(taken["data"]))


@asynccontextmanager
async def chromium() -> AsyncIterator[Page]:
    """A separate browser with one page."""
    import aiohttp

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            PROGRAM,
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "about:blank"),
            *(f"--user-data-dir={profile}", "--no-first-run", "--disable-background-networking"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            port = await _port(Path(profile) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    pages = await answer.json()
                url = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
                async with session.ws_connect(url, max_msg_size=0) as socket:
                    yield Page(socket)
        finally:
            process.kill()
            await process.wait()


async def _port(file: Path) -> int:
    """The port that the browser chose, once it has written it down."""
    for _ in range(int(SECONDS / 0.1)):
        if file.exists() and (words := file.read_text("utf-8").split()):
            return int(words[0])
        await asyncio.sleep(0.1)
    raise AssertionError("the browser did not start")
