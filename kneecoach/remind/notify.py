"""Shows one notification by the desktop's own means.

Tried on Linux, with our own notification server on our own bus. The commands for macOS and Windows are written from
their manuals and untested.
"""

from __future__ import annotations

import base64
import html
import os
import subprocess
import sys

from kneecoach.errors import KneecoachError
from kneecoach.paths import APP
from kneecoach.remind.what import Reminder

SECONDS = 5.0
"""How long the desktop has to answer."""

COMMAND_SECONDS = 30.0
"""How long a command may take to show the notification."""

ICON = "alarm-symbolic"


def show(reminder: Reminder) -> None:
    """Show a notification. Raises KneecoachError if nothing here can show it."""
    if sys.platform == "darwin":
        _run(mac_command(reminder))
    elif sys.platform == "win32":
        _run(windows_command(reminder))
    else:
        _notify_by_dbus(reminder)


def mac_command(reminder: Reminder) -> list[str]:
    """The command that shows it on macOS. The words are arguments of the script, so they are never read as code."""
    script = "on run {title, body}\ndisplay notification body with title title\nend run"
    return ["osascript", "-e", script, reminder.title, reminder.body]


def windows_command(reminder: Reminder) -> list[str]:
    """The command that shows it on Windows: a toast, through PowerShell.

    The script is encoded, so nothing is quoted.
    """
    api = "Windows.UI.Notifications"
    load = f"[{api}.ToastNotificationManager, {api}, ContentType=WindowsRuntime] > $null"
    xml = "Windows.Data.Xml.Dom.XmlDocument"
    words = "".join(f"<text>{html.escape(text)}</text>" for text in (reminder.title, reminder.body))
    toast = f'<toast><visual><binding template="ToastGeneric">{words}</binding></visual></toast>'
    script = f"""{load}
$xml = [{xml}, {xml}, ContentType=WindowsRuntime]::new()
$xml.LoadXml([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{_base64(toast.encode())}')))
$toast = [{api}.ToastNotification, {api}, ContentType=WindowsRuntime]::new($xml)
[{api}.ToastNotificationManager]::CreateToastNotifier('{APP}').Show($toast)
"""
    return ["powershell", "-NoProfile", "-EncodedCommand", _base64(script.encode("utf-16-le"))]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=COMMAND_SECONDS, check=False
        )
    except OSError:
        raise KneecoachError(f"No notification can be shown: {command[0]} cannot be run.") from None
    except subprocess.TimeoutExpired:
        raise KneecoachError(f"No notification can be shown: {command[0]} did not answer.") from None
    if done.returncode:
        raise KneecoachError(f"No notification can be shown: {command[0]} failed.")


def _notify_by_dbus(reminder: Reminder) -> None:
    """Ask org.freedesktop.Notifications on the D-Bus session bus."""
    try:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import unwrap_msg
    except ImportError:
        raise KneecoachError("No notification can be shown: the package jeepney is missing.") from None
    name = "org.freedesktop.Notifications"
    address = DBusAddress("/org/freedesktop/Notifications", bus_name=name, interface=name)
    # A server may take parts of the body for HTML.
    words: tuple[object, ...] = (APP, 0, ICON, reminder.title, html.escape(reminder.body, quote=False), [], {}, -1)
    call = new_method_call(address, "Notify", "susssasa{sv}i", words)
    try:
        with open_dbus_connection(bus=bus_address()) as connection:
            unwrap_msg(connection.send_and_get_reply(call, timeout=SECONDS))
    except TimeoutError:
        raise KneecoachError("No notification can be shown: the desktop does not answer.") from None
    except Exception:
        # jeepney raises many kinds of error; none is worded for a person.
        raise KneecoachError("No notification can be shown: no desktop here shows them.") from None


def bus_address() -> str:
    """The address of the D-Bus session bus: the usual one if the environment names none, as under cron."""
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ or sys.platform == "win32":
        return "SESSION"
    return f"unix:path=/run/user/{os.getuid()}/bus"
