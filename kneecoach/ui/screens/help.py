"""Help: when to get help, which comes first; the keys, those of the screen below first; what the words mean."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from kneecoach.review.pain import COMMON, GET_HELP
from kneecoach.session.keys import TEN_KEY
from kneecoach.text import NOT_ADVICE
from kneecoach.ui.bindings import HELP, SCREENS, key_words
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.widgets.line import Line
from kneecoach.words import MUSCLE_WORDS

KEY_CELLS = 9
"""Width in cells of the column of keys."""
PALETTE = "ctrl+p lists everything you can do now, and the colour themes."

WORDS = """\
guided    the coach counts, at the cadence; you need no key
self      you press space for each rep; a hold is timed for you
skip      ends this set on this side; what you did is kept, and it counts as skipped
back      opens a new attempt at the set before; nothing done is erased
undo      takes back your last key and leaves the session paused; reps done since stay done
pain      0 to 10: press a digit; for ten press {ten}, or 1 and 0; a 1 alone counts after a moment
works     the muscles in colour on the figure, named below it in Exercises: {muscles}"""


def key_groups(below: str) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Whose keys come first, by the screens' class names, and whose after the words.

    `below` is the screen that Help was opened on. The keys of a session come next, unless it is that one.
    """
    first = (below, "Live")
    return first, tuple(name for name in SCREENS if name not in {*first, "Help"})


MUSCLES = ", ".join(name if name == words else f"{name} ({words})" for name, words in MUSCLE_WORDS.items())


class Help(KneeScreen):
    """When to get help, the keys, and the words."""

    CSS_PATH = "help.tcss"
    DEFAULT_CLASSES = BAR_AT_EDGE
    BINDINGS = [*HELP]

    def __init__(self, standing: str = "") -> None:
        """`standing` is where the session below is; empty if there is none."""
        super().__init__()
        self._standing = standing

    def body(self) -> ComposeResult:
        yield Line(f"Help · {self._standing}" if self._standing else "Help", classes="heading")
        with VerticalScroll(id="pages"):
            yield Line("When to get help", classes="topic")
            for words, classes in zip(GET_HELP.splitlines(), ("emergency", "alert", ""), strict=True):
                yield Line(words, classes=classes)
            yield Line(f"{COMMON}\n{NOT_ADVICE}", classes="gap")
            (below, session), elsewhere = key_groups(self._below)
            if below != session:
                yield Line("Keys of this screen", classes="topic")
                yield self._keys(below)
            yield Line("Keys in a session", classes="topic")
            yield self._keys(session)
            yield Line(PALETTE, classes="gap")
            yield Line("Words", classes="topic")
            yield Line(WORDS.format(muscles=MUSCLES, ten=TEN_KEY))
            yield Line("Keys elsewhere", classes="topic")
            for name in elsewhere:
                yield self._keys(name)
            yield Line(f"The figure: {self.coach.host.figure_words}", classes="muted")
            yield Line(f"Where things are kept: {self.coach.paths.data}", classes="muted")

    @property
    def _below(self) -> str:
        """The name of the screen that Help was opened on, or that is below the dialog it was opened on."""
        names = (type(screen).__name__ for screen in reversed(self.app.screen_stack) if screen is not self)
        return next((name for name in names if name in SCREENS), "Live")

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Help cannot open Help."""
        return action != "help"

    def _keys(self, name: str) -> Line:
        """What each key of a screen does, and its id for the settings."""
        line = Line(classes="keys")
        rows = (
            Content.assemble(
                (f"{key_words(self.coach.keys.get(b.id or '', b.key)):<{KEY_CELLS}} ", "bold $primary"),
                f"{b.tooltip}  ",
                (b.id or "", "$secondary"),
            )
            for b in SCREENS[name]
        )
        line.update(Content("\n").join(rows))
        return line
