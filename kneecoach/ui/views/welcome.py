"""What Welcome says. Pure."""

from __future__ import annotations

from kneecoach.session.plan import Pace, Side

TITLE = "Welcome to kneecoach"
WHAT_IT_DOES = (
    "It leads you through a routine. Answer what you like; enter starts it.\n"
    "A programme from a physiotherapist? Press esc, then e, and enter it there."
)
LARGER = "Can you read this from your mat? If not, make it larger: ctrl and +"
NO_SOUND = "No sound here. The screen shows everything; `kneecoach sound-test` says why."

KNEES = {None: "not entered", Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both"}
"""The answers to which knee is sore, in the order shown."""

PACES = {Pace.GUIDED: "guided: the coach counts", Pace.SELF: "self: press space for each rep"}

SAMPLE = "LEFT 12"
"""Drawn as large as the words of a phase in a session, the smallest that are read from the mat."""
