"""Pictures drawn before they are needed: a set's first rep would cost several times what a later one does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING

from kneecoach.ui.views.pose import PoseView, rep_poses

if TYPE_CHECKING:
    from kneecoach.session.state import State
    from kneecoach.ui.figure_source import FigureSource
    from kneecoach.ui.widgets.figure_view import FigureView

SECONDS_BETWEEN = 0.08
"""From one picture to the next. One takes some ten to twenty milliseconds, for which a key waits at most."""


class Ahead:
    """Draws the pictures of a rep in the gaps of an event loop, one at a time, until there is no time any more."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]) -> None:
        """`later` calls a function after so many seconds."""
        self._later = later
        self._of: Hashable = None
        self._pictures: Iterator[object] | None = None

    def follow(self, source: FigureSource, state: State, pose: PoseView, view: FigureView, *, moves: bool) -> None:
        """While `view` shows another pose than one of a rep, have those of the rep that comes ready for it."""
        if pose.doing == "phase":
            self.stop()
            return
        poses, size = rep_poses(state, moves=moves), view.size
        frames = (source.frame(one, *size, moves=moves) for one in poses)
        self.draw((source, size, *poses[:1]), map(view.prepare, frames))

    def draw(self, of: Hashable, pictures: Iterator[object]) -> None:
        """Draw these, each as the iterator goes on; nothing where those of the same thing were begun last."""
        if of == self._of:
            return
        waits = self._pictures is not None
        self._of, self._pictures = of, pictures
        if not waits:
            self._later(SECONDS_BETWEEN, self._next)

    def stop(self) -> None:
        """There is no time any more. What is drawn stays drawn."""
        self._of = None
        if self._pictures is not None:
            self._pictures = iter(())

    def _next(self) -> None:
        try:
            next(self._pictures or iter(()))
        except StopIteration:
            self._pictures = None
        else:
            self._later(SECONDS_BETWEEN, self._next)
