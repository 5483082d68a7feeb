"""Pictures by Kitty's graphics protocol: sent once, kept in the terminal by number, shown again in a few bytes.

https://sw.kovidgoyal.net/kitty/graphics-protocol/. No command asks for an answer (q=2): it would arrive among keys.
"""

from __future__ import annotations

from base64 import b64encode

MAX_PAYLOAD = 4096
"""The most characters of a picture in one command."""
MAX_PIXELS = 400_000
"""The most pixels of a picture. If cells are very large, the terminal enlarges it."""
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""What is written between these is shown at once."""


def picture_size(columns: int, rows: int, cell: tuple[int, int]) -> tuple[int, int]:
    """Width and height in pixels of a picture for this many cells; `cell` is the size of one in pixels."""
    width, height = columns * cell[0], rows * cell[1]
    smaller = min(1.0, (MAX_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * smaller)), max(1, int(height * smaller))


def send(number: int, picture: bytes) -> str:
    """Store a PNG under a number. It is not shown yet."""
    text = b64encode(picture).decode("ascii")
    parts = [text[i : i + MAX_PAYLOAD] for i in range(0, len(text), MAX_PAYLOAD)]
    commands = []
    for i, part in enumerate(parts):
        keys = [f"a=t,f=100,i={number}"] if i == 0 else []
        commands.append(_command(",".join([*keys, "q=2", f"m={int(i < len(parts) - 1)}"]), part))
    return "".join(commands)


def show(number: int, before: int | None, at: tuple[int, int], size: tuple[int, int]) -> str:
    """Show a stored picture in place of the one before.

    `at` is the column and row of its upper left cell, from 0, `size` how many columns and rows it covers. The new
    one is there before the old one goes, and the cursor stays where it is. The picture lies above the cells: below
    them, Konsole hides it behind every cell that has a colour.
    """
    column, row = at
    placed = _command(f"a=p,i={number},c={size[0]},r={size[1]},z=1,C=1,q=2")
    gone = hide(before) if before is not None and before != number else ""
    return f"{BEGIN}\x1b7\x1b[{row + 1};{column + 1}H{placed}\x1b8{gone}{END}"


def hide(number: int) -> str:
    """Remove a picture from the screen. It stays stored."""
    return _command(f"a=d,d=i,i={number},q=2")


def forget(number: int) -> str:
    """Remove a picture from the screen and from the store."""
    return _command(f"a=d,d=I,i={number},q=2")


def forget_all() -> str:
    """The same for every picture on this screen, whoever put it there: a program that was killed leaves its own."""
    return _command("a=d,d=A,q=2")


def _command(keys: str, payload: str = "") -> str:
    return f"\x1b_G{keys};{payload}\x1b\\" if payload else f"\x1b_G{keys}\x1b\\"
