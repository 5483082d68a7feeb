"""The real wakepy: without a desktop, and with a fake one on a private D-Bus."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kneecoach.running.awake import Awake
from kneecoach.running.inhibitor import WakepyInhibitor
from kneecoach.session.state import State
from tests.helpers import Visit, mixed_plan

PATIENCE = 20.0
"""If something that should happen soon has not happened after this many seconds, its test fails."""

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
GNOME = "org.gnome.SessionManager"

SAYS = "The screen may turn off: "

linux = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is how Linux keeps a display on")


@pytest.fixture(autouse=True)
def at_no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the developer's desktop, and anything else wakepy would look at."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "SSH_CONNECTION", "WAKEPY_FAKE_SUCCESS", "WAKEPY_FORCE_FAILURE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a private D-Bus without services."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed")
    pytest.importorskip("jeepney")
    command = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as daemon:
        assert daemon.stdout is not None
        try:
            address = daemon.stdout.readline().strip()
            assert address.startswith("unix:"), "dbus-daemon did not start"
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            yield address
        finally:
            daemon.kill()


class Desktop:
    """A desktop's services that keep the display on. A client's holds end when it leaves the bus."""

    def __init__(self, address: str, *names: str, answer: str = "yes") -> None:
        """`answer` is `yes`, `no`, or `nothing`: it takes the call and stays silent."""
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self._answer = answer
        self._connection = open_dbus_connection(address)
        self.changed = threading.Condition()
        self.held: dict[int, tuple[str, str]] = {}
        """The client and the service of each hold, by its cookie."""
        self.heard: list[str] = []
        """Every call, as `service method`."""
        bus = Proxy(message_bus, self._connection)
        bus.AddMatch(MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged"))
        for name in names:
            assert bus.RequestName(name) == (1,)
        threading.Thread(target=self._serve, name="desktop", daemon=True).start()

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        with self.changed:
            assert self.changed.wait_for(ready, timeout=PATIENCE), (self.heard, self.held)

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType

        with self._connection:
            while True:
                try:
                    message = self._connection.receive()
                except OSError:
                    return  # the bus is gone
                fields = message.header.fields
                method, sender = fields.get(HeaderFields.member), fields.get(HeaderFields.sender)
                with self.changed:
                    if method == "NameOwnerChanged" and not message.body[2]:
                        self.held = {c: held for c, held in self.held.items() if held[0] != message.body[0]}
                    elif message.header.message_type is MessageType.method_call:
                        self._called(message, fields[HeaderFields.interface], method, sender)
                    self.changed.notify_all()

    def _called(self, message: object, service: str, method: str, sender: str) -> None:
        from jeepney import new_error, new_method_return

        self.heard.append(f"{service} {method}")
        if self._answer == "no":
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("no",)))
        elif method == "Inhibit":
            cookie = len(self.heard)
            self.held[cookie] = (sender, service)
            if self._answer == "yes":
                self._connection.send(new_method_return(message, "u", (cookie,)))
        else:
            del self.held[message.body[0]]
            self._connection.send(new_method_return(message))


@contextmanager
def an_awake() -> Iterator[tuple[Awake, list[str]]]:
    """A real `Awake` and what it says. It is closed at the end, and leaves nothing behind."""
    said: list[str] = []
    awake = Awake(WakepyInhibitor(), said.append)
    yield awake, said
    awake.close()
    with awake._changed:
        assert awake._changed.wait_for(lambda: awake._thread is None, timeout=PATIENCE)
    # A socket left open would be a ResourceWarning, and those are errors.
    gc.collect()


def running() -> State:
    """A session in the work of its first set."""
    visit = Visit(mixed_plan())
    return visit.until_work(0)


@linux
def test_without_a_desktop_it_says_so_once() -> None:
    with an_awake() as (awake, said):
        for _ in range(2):
            awake.listener((), running())
            awake.close()
    assert said == [f"{SAYS}the system refused to keep it on."]


@linux
@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "tcp:host=localhost,port=1", "nonsense", ""])
def test_a_bus_that_cannot_be_reached_keeps_nothing_on(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    inhibitor = WakepyInhibitor()
    assert inhibitor.hold() == "the system refused to keep it on"
    inhibitor.release()


def test_over_ssh_it_says_so_whatever_the_other_computer_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    inhibitor = WakepyInhibitor()
    assert inhibitor.hold() == "over SSH it cannot be kept on"
    inhibitor.release()


def test_where_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    inhibitor = WakepyInhibitor()
    assert inhibitor.hold() == "the system refused to keep it on"
    inhibitor.release()


def test_where_the_library_for_the_bus_is_missing_wakepy_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "wakepy.dbus_adapters.jeepney", None)
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    inhibitor = WakepyInhibitor()
    assert inhibitor.hold() is None
    inhibitor.release()


def test_importing_it_does_not_import_wakepy() -> None:
    code = "import sys, kneecoach.running.awake, kneecoach.running.inhibitor; sys.exit('wakepy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0


@linux
@pytest.mark.parametrize("service", [SCREEN_SAVER, GNOME])
def test_a_desktop_is_held_and_let_go(bus: str, service: str) -> None:
    desktop = Desktop(bus, service)
    with an_awake() as (awake, said):
        for times in (1, 2):
            awake.listener((), running())
            desktop.wait_until(lambda: len(desktop.held) == 1)
            awake.close()
            desktop.wait_until(lambda: not desktop.held)
            assert [call.split()[0] for call in desktop.heard] == [service, service] * times
    assert said == []


@linux
def test_a_desktop_without_such_a_service(bus: str) -> None:
    with an_awake() as (awake, said):
        awake.listener((), running())
    assert said == [f"{SAYS}the system refused to keep it on."]


@linux
def test_a_desktop_that_refuses(bus: str) -> None:
    desktop = Desktop(bus, SCREEN_SAVER, GNOME, answer="no")
    with an_awake() as (awake, said):
        awake.listener((), running())
    assert desktop.heard == [f"{SCREEN_SAVER} Inhibit", f"{GNOME} Inhibit"]
    assert said == [f"{SAYS}the system refused to keep it on."]


@linux
def test_a_desktop_that_does_not_answer_in_time_holds_nothing(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hold that is granted too late would last as long as the program."""
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

    monkeypatch.setattr(JeepneyDBusAdapter, "timeout", 0.05)
    desktop = Desktop(bus, SCREEN_SAVER, answer="nothing")
    inhibitor = WakepyInhibitor()
    assert inhibitor.hold() == "the system refused to keep it on"
    desktop.wait_until(lambda: bool(desktop.heard) and not desktop.held)
    inhibitor.release()
    gc.collect()


@linux
def test_a_desktop_that_will_not_let_go_loses_its_client(bus: str) -> None:
    desktop = Desktop(bus, SCREEN_SAVER)
    with an_awake() as (awake, said):
        awake.listener((), running())
        desktop.wait_until(lambda: len(desktop.held) == 1)
        desktop._answer = "no"
    desktop.wait_until(lambda: not desktop.held)
    assert said == []
