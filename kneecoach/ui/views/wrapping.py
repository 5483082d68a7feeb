"""Wraps words into lines of a number of cells. Pure."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def wrap(text: str, room: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `room` cells. If it does not fit, it ends in `…`."""
    found = [""]
    for word in text.split(" "):
        joined = f"{found[-1]} {word}" if found[-1] else word
        if cell_len(joined) <= room:
            found[-1] = joined
            continue
        if found[-1]:
            found.append("")
        for letter in word:
            if found[-1] and cell_len(found[-1] + letter) > room:
                found.append("")
            found[-1] += letter
    if len(found) <= lines:
        return found
    return [*found[: lines - 1], cut("".join(f"{line} " for line in found[lines - 1 :]).strip(), room)]


def cut(text: str, room: int) -> str:
    """`text` in one line of at most `room` cells, with `…` where it was cut."""
    if cell_len(text) <= room:
        return text
    return f"{set_cell_size(text, room - 1).rstrip()}…" if room > 0 else ""


def cut_at_word(text: str, room: int) -> str:
    """`text` in one line of at most `room` cells; if it is cut, it ends with a whole word and `…`.

    A single word that has no room is cut inside.
    """
    if cell_len(text) <= room:
        return text
    kept, space, _ = set_cell_size(text, room).rpartition(" ") if room > 0 else ("", "", "")
    return f"{kept.rstrip(' ,;·')}…" if space and kept.strip() else cut(text, room)
