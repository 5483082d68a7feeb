"""The four answers as rows, shortened to fit. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kneecoach.review.answers import TrendAnswer
from kneecoach.review.charts.text import Role, Row, Span
from kneecoach.ui.views.wrapping import wrap_all

BESIDE = 60
"""The least width in cells at which the questions are beside the answers."""
TOPIC_CELLS = 15


def answer_rows(answers: Sequence[TrendAnswer], width: int, most: int) -> tuple[Row, ...]:
    """A sentence for each question in at most `most` rows. The longest are shortened until all fit.

    If they still do not fit, the last row says that more is cut.
    """
    said = [(answer.words, answer.brief) for answer in answers]
    while True:
        blocks = [_block(answer.topic, words, width) for answer, (words, _) in zip(answers, said, strict=True)]
        lengths = [len(block) if words != brief else 0 for block, (words, brief) in zip(blocks, said, strict=True)]
        if sum(map(len, blocks)) <= most or not any(lengths):
            break
        longest = lengths.index(max(lengths))
        said[longest] = (said[longest][1],) * 2
    rows = [row for block in blocks for row in block]
    if len(rows) <= most:
        return tuple(rows)
    return (*rows[: max(0, most - 1)], (Span("…", Role.WORDS),))[:most]


def _block(topic: str, words: str, width: int) -> list[Row]:
    if width >= BESIDE:
        lines = wrap_all(words, width - TOPIC_CELLS)
        return [
            (Span(f"{'' if number else topic:<{TOPIC_CELLS}}", Role.LABEL), Span(line, Role.WORDS))
            for number, line in enumerate(lines)
        ]
    lines = wrap_all(f"{topic} {words}", width)
    rows: list[Row] = [(Span(line, Role.WORDS),) for line in lines]
    if lines[0].startswith(topic):
        rows[0] = (Span(topic, Role.LABEL), Span(lines[0].removeprefix(topic), Role.WORDS))
    return rows
