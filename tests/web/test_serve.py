"""`kneecoach serve` as strangers and browsers meet it: the real server, the real app, a real Chromium."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
import pytest

from kneecoach.journal.lock import read_holder
from kneecoach.paths import find_paths
from tests.cli.program import PROGRAM, ROOT, TIMEOUT, as_json, environment, kneecoach
from tests.later import Later, import_or_skip_later
from tests.web.chrome import PROGRAM as CHROMIUM
from tests.web.chrome import SECONDS, Page, chromium

import_or_skip_later("textual_serve")
import_or_skip_later("segno")
if TYPE_CHECKING:
    import aiohttp
else:
    aiohttp = Later("aiohttp")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX end it")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium")


class Served:
    """A server under way."""

    def __init__(self, data: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.data = data
        self.port = port
        self.process = process

    def address(self) -> str:
        """The next address that it prints, with its key."""
        assert self.process.stdout is not None
        while not (line := self.process.stdout.readline()).startswith("Open "):
            assert line, "it ended"
        return line.split()[1]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """`kneecoach serve`; it ends quietly when told to."""
    port = free_port()
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)],
        env=environment(data, PYTHONUNBUFFERED="1"),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Served(data, port, process)
    finally:
        process.terminate()
        _, error = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, error) == (0, "")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    settings = tmp_path / "data" / "config" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('keep_awake = false\n[sound]\nbackend = "none"\n')
    with serving(tmp_path / "data") as server:
        yield server


@asynccontextmanager
async def a_client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield client


async def status(client: aiohttp.ClientSession, url: str, method: str = "GET", **headers: str) -> int:
    for _ in range(100):
        try:
            async with client.request(method, url, headers=headers) as answer:
                text = await answer.text()
                assert answer.status == 200 or "kneecoach</title>" in text
                return answer.status
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.05)  # it is about to listen
    raise AssertionError("it does not listen")


async def test_nobody_gets_in_without_the_key_or_by_another_name(served: Served) -> None:
    url, base = served.address(), f"http://{served.host}"
    async with a_client() as stranger:
        assert await status(stranger, base) == 401
        assert await status(stranger, f"{base}/?key=guess") == 401
        assert await status(stranger, f"{base}/static/textual.js") == 401
        assert await status(stranger, f"{base}/ws", Origin=base) == 401
        assert await status(stranger, f"{base}/nowhere") == 401
        assert await status(stranger, url, Host="evil.example") == 403
        assert await status(stranger, url, Origin="http://evil.example") == 403
        assert await status(stranger, url, method="POST") == 401
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await stranger.ws_connect(f"{base}/ws", origin=base)
    async with a_client() as client:
        async with client.get(url) as answer:
            said = answer.headers["Set-Cookie"]
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert f"kneecoach-{served.port}=" in said
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(said.split("; "))
        assert await status(client, base) == 200
        for path in ("own/page.js", "own/page.css", "static/textual.js", "static/xterm.css", "static/mono.ttf"):
            async with client.get(f"{base}/{path}") as answer:
                assert answer.status == 200
        for path in ("own/guard.py", "own/..%2Fguard.py", "static/", "static/..%2F..%2Fserver.py", "download/x"):
            assert await status(client, f"{base}/{path}") == 404, path
        assert await status(client, base, Host="evil.example") == 403
        assert await status(client, base, Origin="http://evil.example") == 403
        for origin in ("http://evil.example", None):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(f"{base}/ws", origin=origin)
    async with a_client() as late:
        assert await status(late, url) == 401, "the key is used up"
        assert await status(late, served.address()) == 200, "and the next one was printed"


MAX_AHEAD = 3
"""The most paints that an app sends ahead: the one on its way, and those of two keys."""


class Screen:
    """What an app draws in a page, seen through our own terminal emulator."""

    def __init__(self, page: aiohttp.ClientWebSocketResponse) -> None:
        self.page = page
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)
        self.takes = True
        """Whether the page takes what arrives."""
        self._asked: list[bytes] = []

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    async def see(self, wanted: str) -> None:
        """Wait until the screen shows a pattern."""
        while not re.search(wanted, self.text):
            await self._take(await asyncio.wait_for(self.page.receive(), TIMEOUT))

    async def paints(self, seconds: float) -> int:
        """How many paints come within this many seconds."""
        came = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    came += await self._take(await self.page.receive())
        return came

    async def see_paints(self, count: int) -> None:
        """Wait for this many paints."""
        async with asyncio.timeout(TIMEOUT):
            while count > 0:
                count -= await self._take(await self.page.receive())

    async def take_again(self) -> None:
        """Take what has arrived, and say so, as a browser does."""
        self.takes = True
        while self._asked:
            with suppress(ConnectionError):  # the server has closed the page
                await self.page.pong(self._asked.pop(0))

    async def _take(self, message: aiohttp.WSMessage) -> bool:
        """Show what the app has sent. Returns whether it was a paint."""
        match message.type:
            case aiohttp.WSMsgType.BINARY:
                # pyte would print the parts of Kitty's keyboard protocol that it does not know.
                self._stream.feed(re.sub(rb"\x1b\[[<>=?][\d;]*[a-zA-Z]", b"", message.data))
                return True
            case aiohttp.WSMsgType.PING:
                self._asked.append(message.data)
            case aiohttp.WSMsgType.TEXT:
                pass
            case _:
                raise AssertionError(f"closed, showing\n{self.text}")
        if self.takes:
            await self.take_again()
        return False

    async def type(self, text: str) -> None:
        await self.page.send_str(json.dumps(["stdin", text]))

    async def begin(self) -> None:
        """Start the routine on Home without questions."""
        await self.see("Knee relief")
        await self.type("s")
        await self.see("space +Pause")

    async def tap(self, words: str) -> None:
        """Press the mouse on words, as a tap on them does."""
        row, column = next((y, line.index(words)) for y, line in enumerate(self._screen.display) if words in line)
        for end in "Mm":
            await self.type(f"\x1b[<0;{column + 2};{row + 1}{end}")


@asynccontextmanager
async def a_page(client: aiohttp.ClientSession, host: str, query: str = "") -> AsyncIterator[Screen]:
    address = f"http://{host}/ws?width=100&height=30{query}"
    async with client.ws_connect(address, origin=f"http://{host}", autoping=False) as socket:
        yield Screen(socket)


async def test_a_page_is_the_app_and_closed_it_keeps_the_session(served: Served) -> None:
    async with a_client() as client:
        assert await status(client, served.address()) == 200
        async with a_page(client, served.host, "&command=rm&args=--help") as screen:
            await screen.see("Knee relief")
            await screen.page.send_str("nonsense")
            await screen.page.send_str('["stdin", 3]')
            await screen.page.send_str(json.dumps(["resize", {"width": "100", "height": 30, "a": 1}]))
            await screen.type("s")
            await screen.see("space +Pause")
            async with a_page(client, served.host) as second:
                await second.see("[Aa]nother kneecoach")
            await screen.tap("Pause")
            await screen.see("[Gg]o on")
    journal = (served.data / "state" / "live.jsonl").read_text("utf-8").splitlines()
    names = [json.loads(line).get("event") for line in journal]
    assert names[1] == "session-started"
    assert {"paused", "interrupted"} & set(names)
    assert "under way" not in str(as_json(served.data, "doctor")["findings"]), "the lock is free"
    said = kneecoach(served.data, "resume", "--json", stdin="q\n").stdout
    assert '"saved"' in said


async def test_an_app_paints_no_faster_than_its_page_takes_it(served: Served) -> None:
    async with a_client() as client:
        assert await status(client, served.address()) == 200
        async with a_page(client, served.host) as screen:
            await screen.begin()
            await screen.type("\r")  # the figure moves
            await screen.see_paints(MAX_AHEAD + 1)
            await screen.paints(1.0)  # and whatever is on its way by now
            screen.takes = False
            assert await screen.paints(2.0) <= MAX_AHEAD, "paints queue up on the way to the page"
            await screen.take_again()
            await screen.see_paints(1)


async def test_a_page_whose_app_has_died_is_closed(served: Served) -> None:
    async with a_client() as client:
        assert await status(client, served.address()) == 200
        async with a_page(client, served.host) as screen:
            await screen.begin()
            holder = read_holder(find_paths(str(served.data)).journal_holder)
            assert holder is not None
            os.kill(holder.pid, signal.SIGKILL)
            with pytest.raises(AssertionError, match="closed"):
                await screen.see("never shown")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*PROGRAM, "serve", "--port", str(port)],
            env=environment(tmp_path),
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        f"kneecoach: 127.0.0.1:{port} is in use by another program; --port takes another.\n",
    )


def test_without_the_extra_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text("raise ModuleNotFoundError(name='textual_serve')\n")
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    refused = kneecoach(tmp_path / "data", "serve", status=1, env={"PYTHONPATH": path})
    assert refused.stderr == "kneecoach: A browser needs the extra: pip install 'kneecoach[web]'\n"


LOADED = "document.body && document.body.classList.contains('-first-byte')"
VISIBLE = "getComputedStyle(document.getElementById({!r})).display !== 'none'"


async def opened(page: Page, address: str) -> None:
    await page.open(address)
    await page.until(LOADED)


@needs_chromium
async def test_a_browser_on_a_television(served: Served) -> None:
    async with chromium() as page:
        await page.size(1280, 800)
        await opened(page, served.address())
        await page.until("document.activeElement.className === 'xterm-helper-textarea'")
        assert await page.run("location.search") == "", "the key is not left in the address"
        assert await page.run(VISIBLE.format("keys")) is False
        assert await page.run(VISIBLE.format("closed")) is False
        await page.until("document.getElementById('awake').textContent === 'The screen stays on.'")
        assert await page.run("document.documentElement.scrollHeight") == 800
        journal = served.data / "state" / "live.jsonl"
        await _press(lambda: page.key("s", 83, "s"), lambda: _has_begun(journal))
        await page.send("Page.reload")
        await page.until(LOADED)
        await _until(lambda: "interrupted" in journal.read_text())
        elsewhere = [url for url in page.requested if not url.partition("://")[2].startswith(f"{served.host}/")]
        assert not [url for url in elsewhere if not url.startswith("data:")]


@needs_chromium
async def test_a_browser_on_a_phone(served: Served) -> None:
    async with chromium() as page:
        await page.size(390, 844, is_phone=True)
        await opened(page, served.address())
        assert await page.run(VISIBLE.format("keys")) is True
        rows = await page.run("[...document.querySelectorAll('.row')].map(r => r.getBoundingClientRect().height)")
        assert len(rows) == 2
        assert min(rows) >= 48
        assert await page.run("document.documentElement.scrollWidth") == 390
        assert await page.run("document.activeElement.className") != "xterm-helper-textarea", "no keyboard pops up"
        journal = served.data / "state" / "live.jsonl"
        await _press(lambda: page.click("#keys button[aria-label='Next']"), lambda: _has_begun(journal))
        served.process.terminate()
        await page.until(VISIBLE.format("closed"))
        await asyncio.to_thread(served.process.wait, TIMEOUT)


def _has_begun(journal: Path) -> bool:
    return journal.exists() and "session-started" in journal.read_text("utf-8")


async def _press(press: Callable[[], Awaitable[None]], done: Callable[[], bool]) -> None:
    """Press until it works, since the page is there before the app takes keys; slowly, so as not to look held."""
    for _ in range(int(SECONDS)):
        await press()
        with suppress(TimeoutError):
            return await _until(done, 1.0)
    raise TimeoutError


async def _until(ready: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not ready():
            await asyncio.sleep(0.05)
