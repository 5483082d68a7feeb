"""Listens, and prints the address to open: as text, and with --lan as a QR code for a phone."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import signal
import socket
from collections.abc import Callable, Sequence

import segno
from aiohttp import web

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.web.guard import Guard
from kneecoach.web.server import CoachServer

LOCAL = "127.0.0.1"


def listen(command: Sequence[str], port: int, *, lan: bool, say: Callable[[str], object]) -> None:
    """Serve until the program is told to end. Raises KneecoachError if it cannot listen."""
    address = lan_address() if lan else LOCAL
    hosts = {f"{address}:{port}", f"{LOCAL}:{port}", f"localhost:{port}"}

    def tell() -> None:
        for line in invitation(f"http://{address}:{port}/?key={guard.key}", lan=lan):
            say(line)

    guard = Guard(hosts)
    server = CoachServer(guard, command, f"kneecoach-{port}", lambda: _tell_again(say, tell))
    tell()
    asyncio.run(_serve(server, [address, LOCAL] if lan else [LOCAL], port))


def _tell_again(say: Callable[[str], object], tell: Callable[[], None]) -> None:
    say("A browser has connected. Another one needs a new address:")
    tell()


async def _serve(server: CoachServer, addresses: Sequence[str], port: int) -> None:
    # No access log: the keys would be in it.
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), told.set)
    try:
        for address in addresses:
            try:
                await web.TCPSite(runner, address, port).start()
            except OSError as error:
                raise _cannot_listen(address, port, error) from None
        await told.wait()
    finally:
        await runner.cleanup()


def _cannot_listen(address: str, port: int, error: OSError) -> KneecoachError:
    if error.errno == errno.EADDRINUSE:
        return KneecoachError(f"{address}:{port} is in use by another program; --port takes another.")
    return KneecoachError(f"{address}:{port}: cannot listen: {os_reason(error)}")


def invitation(url: str, *, lan: bool) -> list[str]:
    """The lines that say where to go."""
    lines = [f"Open {url}", "Its key opens one browser, once. ctrl+c ends it."]
    return [*lines, "Whoever can watch this network can watch the session.", qr_code(url)] if lan else lines


def qr_code(url: str) -> str:
    """The address for a phone's camera, in half blocks."""
    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out, compact=True, border=2)
    return out.getvalue().rstrip("\n")


def lan_address() -> str:
    """This computer's address in its network. Raises KneecoachError if it has none."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which way the system would take
            address = str(probe.getsockname()[0])
        except OSError:
            address = "0.0.0.0"
    if address.startswith("0.") or address == LOCAL:
        raise KneecoachError("This computer is not on a network.")
    return address
