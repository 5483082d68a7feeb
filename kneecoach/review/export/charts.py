"""Charts as inline SVG: axes labelled, told apart by shape and dashes, not by colour. Pure.

They are `WIDTH` units wide if two are side by side on paper, and `NARROW` if three are, so letters have one size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from kneecoach.text import clean, day_and_month, month_and_year, number

WIDTH = 340
NARROW = 226
_LEFT, _RIGHT, _TOP = 32, 18, 4
_PANEL, _LABEL, _AXIS, _BETWEEN = 46, 21, 20, 6
"""Heights of a panel's plot, of the words above it, of the days below all of them, and between two panels."""

_DASHES = {"circle": "", "square": "4 2"}
"""The marks of a series, and how its line is dashed."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values by day, in order; with a name if a panel has more than one series."""

    points: tuple[tuple[date, float], ...]
    name: str = ""
    mark: str = "circle"


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot of several below one another: what it shows, with the unit, and how far its axis goes."""

    label: str
    series: tuple[Series, ...]
    ticks: tuple[float, ...]
    """Where the axis is labelled: from 0, and it ends at the last."""
    line: float | None = None
    """Where a dashed line is drawn across."""
    target: tuple[tuple[date, float], ...] = ()
    """What was asked from each of these days: a dashed line in steps, from edge to edge."""


@dataclass(frozen=True, slots=True)
class _Days:
    """The first and last day of a plot, and how wide the chart is."""

    first: date
    last: date
    width: int

    def x(self, day: date) -> float:
        """Days spread over the plot, a little in from its edges. A single day is in the middle."""
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return _LEFT + 6 + share * (self.width - _LEFT - _RIGHT - 12)

    def labelled(self) -> list[date]:
        """The first, the last, and at most two days between them."""
        span = (self.last - self.first).days
        most = 3 if self.width == WIDTH else 2
        parts = most if span >= 9 else 2 if span >= 4 else 1
        return list(dict.fromkeys(self.first + timedelta(days=round(span * p / parts)) for p in range(parts + 1)))


def _day_words(first: date, last: date) -> Callable[[date], str]:
    """How the days of an axis are written: with the year where the same day comes twice."""
    return day_and_month if (last - first).days < 365 else month_and_year


def over_time(title: str, says: str, panels: Sequence[Panel], width: int = WIDTH) -> ET.Element:
    """Panels below one another over the same days. `says` describes the chart for readers who cannot see it."""
    shown = [day for panel in panels for series in panel.series for day, _ in series.points]
    days = _Days(min(shown), max(shown), width)
    each = _LABEL + _PANEL + _BETWEEN
    svg = _svg(title, says, width, _TOP + len(panels) * each - _BETWEEN + _AXIS)
    for index, panel in enumerate(panels):
        _panel(svg, panel, days, _TOP + index * each + _LABEL)
    bottom = _TOP + len(panels) * each - _BETWEEN
    words = _day_words(days.first, days.last)
    for day in days.labelled():
        x = days.x(day)
        _add(svg, "line", x1=x, x2=x, y1=bottom, y2=bottom + 4, cls="axis")
        _text(svg, x, bottom + 15, words(day), anchor="middle")
    return svg


def bars_by_week(title: str, says: str, weeks: Sequence[tuple[date, int]], goal: int) -> ET.Element:
    """A bar for each week (its Monday, how many sessions), the oldest first, and a dashed line at the goal."""
    plot = 84
    # Room for the number above a bar that reaches the top.
    above = _TOP + _LABEL + 6
    svg = _svg(title, says, WIDTH, above + plot + _AXIS + 14)
    bottom = above + plot
    ticks = ticks_to(max([goal, *(count for _, count in weeks)]), steps=7, least=1)
    _text(svg, 2, _TOP + 8, "sessions", cls="label")
    _grid(svg, ticks, above, bottom, WIDTH)
    wide = (WIDTH - _LEFT - _RIGHT) / max(len(weeks), 4)
    words = _day_words(weeks[0][0], weeks[-1][0])
    labelled = math.ceil(len(weeks) / (6 if words is day_and_month else 4))
    for index, (monday, count) in enumerate(weeks):
        x = _LEFT + wide * index
        tall = plot * count / ticks[-1]
        if count:
            kind = "bar" if count >= goal else "bar under"
            _add(svg, "rect", x=x + wide * 0.15, y=bottom - tall, width=wide * 0.7, height=tall, cls=kind)
        if wide >= 12:
            _text(svg, x + wide / 2, bottom - tall - 3, str(count), anchor="middle", cls="value")
        if index % labelled == 0:
            _text(svg, x + wide / 2, bottom + 14, words(monday), anchor="middle")
    y = bottom - plot * goal / ticks[-1]
    _add(svg, "line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, cls="limit")
    _text(svg, WIDTH - _RIGHT, _TOP + 8, f"- - goal: {goal} a week", anchor="end")
    _text(svg, (WIDTH + _LEFT) / 2, bottom + 30, "week from Monday", anchor="middle", cls="label")
    return svg


def _panel(svg: ET.Element, panel: Panel, days: _Days, above: float) -> None:
    bottom, end = above + _PANEL, days.width - _RIGHT
    ticks = panel.ticks

    def y(value: float) -> float:
        return bottom - _PANEL * value / ticks[-1]

    _text(svg, 2, above - 9, panel.label, cls="label")
    at = float(end)
    for series in reversed([series for series in panel.series if series.name]):
        _text(svg, at, above - 9, series.name, anchor="end")
        at -= 5 * len(series.name) + 7
        _mark(svg, series.mark, at, above - 12.5)
        at -= 10
    _grid(svg, ticks, above, bottom, days.width)
    if panel.line is not None:
        _add(svg, "line", x1=_LEFT, x2=end, y1=y(panel.line), y2=y(panel.line), cls="limit")
    if panel.target:
        _line(svg, _steps([(days.x(day), y(value)) for day, value in panel.target], end), "limit")
    for series in panel.series:
        places = [(days.x(day), y(value)) for day, value in series.points]
        if len(places) > 1:
            line = _line(svg, places, "line")
            if _DASHES[series.mark]:
                line.set("stroke-dasharray", _DASHES[series.mark])
        for place in places:
            _mark(svg, series.mark, *place)


def _steps(places: Sequence[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """A line that keeps its height until the next place, from the left edge of the plot to `end`."""
    corners = [(float(_LEFT), places[0][1])]
    for x, y in places[1:]:
        if y != corners[-1][1]:
            corners += [(x, corners[-1][1]), (x, y)]
    return [*corners, (end, corners[-1][1])]


def _line(svg: ET.Element, places: Sequence[tuple[float, float]], cls: str) -> ET.Element:
    return _add(svg, "polyline", points=" ".join(f"{_short(x)},{_short(y)}" for x, y in places), cls=cls)


def _grid(svg: ET.Element, ticks: Sequence[float], above: float, bottom: float, width: int) -> None:
    for tick in ticks:
        y = bottom - (bottom - above) * tick / ticks[-1]
        _add(svg, "line", x1=_LEFT, x2=width - _RIGHT, y1=y, y2=y, cls="axis" if tick == 0 else "grid")
        _text(svg, _LEFT - 4, y + 3.5, number(tick), anchor="end")


def _mark(svg: ET.Element, kind: str, x: float, y: float) -> None:
    if kind == "square":
        _add(svg, "rect", x=x - 2.4, y=y - 2.4, width=4.8, height=4.8, cls="mark open")
    else:
        _add(svg, "circle", cx=x, cy=y, r=2.4, cls="mark")


def ticks_to(most: float, steps: int = 3, least: float = 0.001) -> tuple[float, ...]:
    """From 0 to `most` or a little more, in at most `steps` round steps of at least `least`: 0, 10, 20."""
    rough = max(most / steps, least)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 3, 4, 5, 10, 20) if size * factor >= rough * (1 - 1e-9))
    return tuple(step * count for count in range(max(1, math.ceil(most / step - 1e-9)) + 1))


def _svg(title: str, says: str, width: int, height: float) -> ET.Element:
    svg = ET.Element("svg", {"viewBox": f"0 0 {width} {_short(height)}", "role": "img"})
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
