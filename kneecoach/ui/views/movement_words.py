"""What there is to say about a movement, as blocks with headings. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.routine.text import exercise_topics
from kneecoach.session.plan import Exercise
from kneecoach.text import clean, number


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading and the lines under it."""

    heading: str
    items: tuple[str, ...]
    numbered: bool = False


def movement_blocks(exercise: Exercise, note: str = "") -> tuple[TextBlock, ...]:
    """Everything that a routine says about an exercise, by topic. `note` is the person's own."""
    cadence = [f"{phase.name} {number(phase.seconds)} s" for phase in exercise.cadence]
    topics = dict(exercise_topics(exercise))
    equipment = topics.pop("Equipment", ())
    remark = clean(exercise.note)
    blocks = (
        TextBlock("Your note", (note,) if note else ()),
        TextBlock("Note in the routine", (remark,) if remark else ()),
        TextBlock("Equipment", equipment),
        TextBlock("How to", exercise.how_to, numbered=True),
        *(TextBlock(topic, texts) for topic, texts in topics.items()),
        # A timed hold has one phase, whose length is in the dose.
        TextBlock("Cadence", (", ".join(cadence),) if len(cadence) > 1 else ()),
    )
    return tuple(block for block in blocks if block.items)
