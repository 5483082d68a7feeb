"""Stands in for the desktop: takes one notification on the D-Bus session bus, and prints it as JSON.

Its arguments are the program to run once the bus has the name. If the first is `--silent`, it never answers.
"""

from __future__ import annotations

import json
import subprocess
import sys

from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"


def main() -> int:
    answers = sys.argv[1] != "--silent"
    with open_dbus_connection(bus="SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        program = subprocess.Popen(sys.argv[1 if answers else 2 :], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while program.poll() is None:
            try:
                message = connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                member = message.header.fields[HeaderFields.member]
                print(json.dumps([member, *message.body[:5]]), flush=True)
                if answers:
                    connection.send(new_method_return(message, "u", (7,)))
        out, error = program.communicate()
    print(json.dumps(["ended", program.returncode, out.decode(), error.decode()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
