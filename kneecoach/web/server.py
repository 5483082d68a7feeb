"""The server: the page, its files, and one app for each open page. Every request passes the guard."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files as resources
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web

from kneecoach.web.guard import Admission, Guard
from kneecoach.web.page import headers, page, refusal
from kneecoach.web.service import PageService

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

THEIRS = Path(textual_serve.__file__).parent / "static"
STATIC = {
    "textual.js": THEIRS / "js" / "textual.js",
    "xterm.css": THEIRS / "css" / "xterm.css",
    "mono.ttf": THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf",
}
"""The files of textual-serve that the page loads; no other is served."""

OWN = ("page.css", "page.js")

MIN_SIZE, MAX_SIZE = 1, 1000
"""Columns and rows that a page may have."""

MAX_MESSAGE = 64_000
"""Bytes of a message from a page."""

HEARTBEAT_SECONDS = 15.0
"""A page that has not answered for this long is gone."""


class CoachServer:
    """Serves the app to whoever brings the key."""

    def __init__(self, guard: Guard, command: Sequence[str], cookie: str, on_entered: Callable[[], None]) -> None:
        """`command` runs the app; `cookie` is the cookie's name. `on_entered` is called when a key was used."""
        self.guard = guard
        self._command = command
        self._cookie = cookie
        self._on_entered = on_entered

    def app(self) -> web.Application:
        """The application for aiohttp."""
        app = web.Application(middlewares=[self._guarded], client_max_size=MAX_MESSAGE)
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self._socket),
                web.get("/static/{name}", self._static),
                web.get("/own/{name}", self._own),
            ]
        )
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host, cookie = request.headers.get("Host"), request.cookies.get(self._cookie)
        origin = request.headers.get("Origin")
        verdict = self.guard.judge(host, origin, cookie, needs_origin=request.path == "/ws")
        entered = None
        if verdict is Admission.NO_KEY and request.method == "GET" and request.path == "/":
            entered = self.guard.exchange(request.query.get("key"))
        if verdict is not Admission.OPEN and entered is None:
            return _refused(verdict.status, verdict.words, host or "")
        try:
            response = await handler(request)
        except web.HTTPException as error:
            return _refused(error.status, "There is no such page.", host or "")
        if entered is not None:
            # No redirect: a browser that comes from another page would not send a strict cookie after one.
            response.set_cookie(self._cookie, entered, httponly=True, samesite="Strict", path="/")
            self._on_entered()
        return response

    async def _index(self, request: web.Request) -> web.StreamResponse:
        host = request.headers["Host"]
        return web.Response(text=page(host), content_type="text/html", headers=headers(host))

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = STATIC.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"X-Content-Type-Options": "nosniff"})

    async def _own(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in OWN:
            raise web.HTTPNotFound
        kind = "text/css" if name.endswith("css") else "text/javascript"
        text = (resources("kneecoach.web") / "static" / name).read_text("utf-8")
        return web.Response(text=text, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=MAX_MESSAGE, autoping=False)
        await socket.prepare(request)
        service = PageService(
            self._command, write_bytes=socket.send_bytes, ask_taken=socket.ping, close=socket.close
        )
        try:
            await service.start(size_of(request.query.get("width"), 80), size_of(request.query.get("height"), 24))
            async for message in socket:
                match message.type:
                    case WSMsgType.TEXT:
                        await _obey(service, socket, message.data)
                    case WSMsgType.PING:
                        await socket.pong(message.data)
                    case WSMsgType.PONG:
                        # A browser answers in order: what was sent before the ping has arrived.
                        await service.has_taken(bytes(message.data))
        except ConnectionError:
            pass  # the page has gone
        finally:
            await service.end()
        return socket


async def _obey(service: PageService, socket: web.WebSocketResponse, text: str) -> None:
    """Do what a page's message asks; an invalid message is ignored."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                await service.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": width, "height": height}]:
                await service.set_terminal_size(size_of(width, 80), size_of(height, 24))
            case ["ping", str(data)]:
                await socket.send_json(["pong", data[:100]])
            case ["blur"]:
                await service.blur()
            case ["focus"]:
                await service.focus()
    except (ValueError, RecursionError):
        pass


def size_of(said: object, default: int) -> int:
    """Columns or rows from a page's message, within bounds; `default` if it is not a number."""
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 6:
        said = int(said)
    if not isinstance(said, int) or isinstance(said, bool):
        return default
    return min(max(said, MIN_SIZE), MAX_SIZE)


def _refused(status: int, words: str, host: str) -> web.Response:
    safe = {name: value for name, value in headers("").items() if name != "Content-Security-Policy"}
    safe["Content-Security-Policy"] = "default-src 'none'"
    return web.Response(text=refusal(words), status=status, content_type="text/html", headers=safe)
