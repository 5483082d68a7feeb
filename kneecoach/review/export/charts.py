"""Charts as inline SVG: axes labelled, told apart by shape and dashes, not by colour. Pure.

All are `WIDTH` units wide, so that one is readable on a phone, and two stand side by side on paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from kneecoach.text import MONTHS, clean, number

WIDTH = 340
_LEFT, _RIGHT, _TOP = 32, 18, 4
_PANEL, _LABEL, _AXIS = 62, 21, 20
"""Heights of a panel's plot, of the words above it, and of the days below all of them."""

MARKS = ("circle", "square", "triangle")
_DASHES = {"circle": "", "square": "4 2", "triangle": "1 2"}


@dataclass(frozen=True, slots=True)
class Series:
    """Values on days, in the order of the days; a name where there is more than one in a panel."""

    points: tuple[tuple[date, float], ...]
    name: str = ""
    mark: str = "circle"


@dataclass(frozen=True, slots=True)
class Panel:
    """A plot of its own above the others: what it is of, with the unit, and how far its axis goes."""

    label: str
    series: tuple[Series, ...]
    ticks: tuple[float, ...]
    """Where the axis is labelled: from 0, and it ends at the last."""
    line: float | None = None
    """Where a dashed line is drawn across."""


def over_time(title: str, says: str, panels: Sequence[Panel]) -> ET.Element:
    """Panels one below the other over the same days. `says` tells a reader who cannot see it what it shows."""
    days = [day for panel in panels for series in panel.series for day, _ in series.points]
    first, last = min(days), max(days)
    height = _TOP + len(panels) * (_LABEL + _PANEL + 8) + _AXIS
    svg = _svg(title, says, height)
    bottom = 0.0
    for index, panel in enumerate(panels):
        above = _TOP + index * (_LABEL + _PANEL + 8) + _LABEL
        bottom = above + _PANEL
        _panel(svg, panel, first, last, above)
    for day in _days(first, last):
        x = _x(day, first, last)
        _add(svg, "line", x1=x, x2=x, y1=bottom, y2=bottom + 4, cls="axis")
        _text(svg, x, bottom + 15, f"{day.day} {MONTHS[day.month - 1]}", anchor="middle")
    return svg


def bars_by_week(title: str, says: str, weeks: Sequence[tuple[date, int]], goal: int) -> ET.Element:
    """A bar for each week (its Monday, how many sessions), the oldest first, and a dashed line at the goal."""
    plot = 140
    height = _TOP + _LABEL + plot + _AXIS + 16
    svg = _svg(title, says, height)
    above, bottom = _TOP + _LABEL, _TOP + _LABEL + plot
    ticks = ticks_to(max([goal, *(count for _, count in weeks)]), steps=7, least=1)
    _text(svg, 2, _TOP + 8, "sessions", cls="label")
    _grid(svg, ticks, above, bottom)
    wide = (WIDTH - _LEFT - _RIGHT) / max(len(weeks), 4)
    labelled = math.ceil(len(weeks) / 6)
    for index, (monday, count) in enumerate(weeks):
        x = _LEFT + wide * index
        tall = plot * count / ticks[-1]
        if count:
            kind = "bar" if count >= goal else "bar under"
            _add(svg, "rect", x=x + wide * 0.15, y=bottom - tall, width=wide * 0.7, height=tall, cls=kind)
        if wide >= 12:
            _text(svg, x + wide / 2, bottom - tall - 3, str(count), anchor="middle", cls="value")
        if index % labelled == 0:
            _text(svg, x + wide / 2, bottom + 14, f"{monday.day} {MONTHS[monday.month - 1]}", anchor="middle")
    y = bottom - plot * goal / ticks[-1]
    _add(svg, "line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, cls="limit")
    _text(svg, WIDTH - _RIGHT, _TOP + 8, f"- - goal: {goal} a week", anchor="end")
    _text(svg, (WIDTH + _LEFT) / 2, bottom + 30, "week from Monday", anchor="middle", cls="label")
    return svg


def side_bars(title: str, says: str, rows: Sequence[tuple[str, float, float]]) -> ET.Element:
    """Left above right, for each row (words, left, right); lengths are shares of the longer of the two."""
    each = 46
    svg = _svg(title, says, _TOP + each * len(rows))
    room = WIDTH - 70 - 46
    for index, (words, left, right) in enumerate(rows):
        y = _TOP + each * index
        most = max(left, right) or 1.0
        _text(svg, 2, y + 10, words if len(words) <= 50 else f"{words[:49]}…", cls="label")
        for offset, side, value in ((15, "left", left), (28, "right", right)):
            _text(svg, 40, y + offset + 9, side, anchor="end")
            _add(svg, "rect", x=46, y=y + offset, width=room * value / most, height=10, cls=f"bar {side}")
            _text(svg, 50 + room * value / most, y + offset + 9, number(round(value, 1)))
    return svg


def _panel(svg: ET.Element, panel: Panel, first: date, last: date, above: float) -> None:
    bottom = above + _PANEL
    ticks = panel.ticks
    _text(svg, 2, above - 9, panel.label, cls="label")
    named = [series for series in panel.series if series.name]
    at = float(WIDTH - _RIGHT)
    for series in reversed(named):
        _text(svg, at, above - 9, series.name, anchor="end")
        at -= 5 * len(series.name) + 7
        _mark(svg, series.mark, at, above - 12.5)
        at -= 10
    _grid(svg, ticks, above, bottom)
    if panel.line is not None:
        y = bottom - _PANEL * panel.line / ticks[-1]
        _add(svg, "line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, cls="limit")
    for series in panel.series:
        places = [(_x(day, first, last), bottom - _PANEL * value / ticks[-1]) for day, value in series.points]
        if len(places) > 1:
            path = " ".join(f"{_short(x)},{_short(y)}" for x, y in places)
            line = _add(svg, "polyline", points=path, cls="line")
            if _DASHES[series.mark]:
                line.set("stroke-dasharray", _DASHES[series.mark])
        for x, y in places:
            _mark(svg, series.mark, x, y)


def _grid(svg: ET.Element, ticks: Sequence[float], above: float, bottom: float) -> None:
    for tick in ticks:
        y = bottom - (bottom - above) * tick / ticks[-1]
        _add(svg, "line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, cls="axis" if tick == 0 else "grid")
        _text(svg, _LEFT - 4, y + 3.5, number(tick), anchor="end")


def _mark(svg: ET.Element, kind: str, x: float, y: float) -> None:
    match kind:
        case "square":
            _add(svg, "rect", x=x - 2.4, y=y - 2.4, width=4.8, height=4.8, cls="mark open")
        case "triangle":
            points = (
                f"{_short(x)},{_short(y - 3.2)} {_short(x + 3)},{_short(y + 2.4)} {_short(x - 3)},{_short(y + 2.4)}"
            )
            _add(svg, "polygon", points=points, cls="mark open")
        case _:
            _add(svg, "circle", cx=x, cy=y, r=2.4, cls="mark")


def _x(day: date, first: date, last: date) -> float:
    """Days spread over the plot, a little from its edges; a lone day stands in the middle."""
    span = (last - first).days
    share = (day - first).days / span if span else 0.5
    return _LEFT + 6 + share * (WIDTH - _LEFT - _RIGHT - 12)


def _days(first: date, last: date) -> list[date]:
    """The first, the last, and at most two days between them."""
    span = (last - first).days
    parts = 3 if span >= 9 else 2 if span >= 4 else 1
    return list(dict.fromkeys(first + timedelta(days=round(span * part / parts)) for part in range(parts + 1)))


def ticks_to(most: float, steps: int = 3, least: float = 0.001) -> tuple[float, ...]:
    """From 0 to `most` or a little more, in at most `steps` round steps of at least `least`: 0, 10, 20."""
    rough = max(most / steps, least)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 3, 4, 5, 10, 20) if size * factor >= rough * (1 - 1e-9))
    return tuple(step * count for count in range(max(1, math.ceil(most / step - 1e-9)) + 1))


def _svg(title: str, says: str, height: float) -> ET.Element:
    svg = ET.Element("svg", {"viewBox": f"0 0 {WIDTH} {_short(height)}", "role": "img"})
    ET.SubElement(svg, "title").text = clean(title)
    ET.SubElement(svg, "desc").text = clean(says)
    return svg


def _add(svg: ET.Element, tag: str, *, cls: str, **values: float | str) -> ET.Element:
    shown = {name: value if isinstance(value, str) else _short(value) for name, value in values.items()}
    return ET.SubElement(svg, tag, {"class": cls, **shown})


def _text(svg: ET.Element, x: float, y: float, words: str, *, anchor: str = "start", cls: str = "words") -> None:
    text = _add(svg, "text", x=x, y=y, cls=cls)
    if anchor != "start":
        text.set("text-anchor", anchor)
    text.text = clean(words)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
