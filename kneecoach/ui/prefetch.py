"""Draws pictures before they are needed. Without it a set's first rep costs several times as much as the rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import chain, islice

from kneecoach.figures.figure import forget_scratch
from kneecoach.session.state import State
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.views.pose import PoseView, rep_poses
from kneecoach.ui.widgets.figure_view import FigureView, forget_colours

SECONDS_BETWEEN = 0.08
"""Seconds between two pictures. One takes 10 to 20 ms, the longest that a key has to wait for it."""


class FramePrefetcher:
    """Draws the pictures of a rep in idle time of the event loop, one at a time, until it is stopped."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]) -> None:
        """`later` calls a function after a number of seconds."""
        self._later = later
        self._of: Hashable = None
        self._pictures: Iterator[object] | None = None

    def follow(self, source: FigureSource, state: State, pose: PoseView, view: FigureView, *, moves: bool) -> None:
        """Unless `view` is showing a rep, prepare the poses of the next rep for it."""
        source.keeps_one_side = True
        if pose.doing == "phase":
            self.stop()
            return
        poses, size = rep_poses(state, moves=moves), view.size
        first = tuple(islice(poses, 1))
        of, poses = (source, size, *first), chain(first, poses)
        if source.graphics is not None and view.picture(source, pose, moves=moves) is not None:
            if of != self._of:
                self._of = of
                view.prepare_pictures(source, poses, moves=moves)
            return
        frames = (source.frame(one, *size, moves=moves) for one in poses)
        self.draw(of, map(view.prepare, frames))

    def draw(self, of: Hashable, pictures: Iterator[object]) -> None:
        """Draw these pictures by advancing the iterator. Does nothing if `of` is the same as last time."""
        if of == self._of:
            return
        waits = self._pictures is not None
        self._of, self._pictures = of, pictures
        if not waits:
            self._later(SECONDS_BETWEEN, self._next)

    def stop(self) -> None:
        """Stop drawing. Finished pictures are kept."""
        self._of = None
        if self._pictures is not None:
            self._pictures = iter(())

    def _next(self) -> None:
        try:
            next(self._pictures or iter(()))
        except StopIteration:
            self._pictures = None
            forget_scratch()
            forget_colours()
        else:
            self._later(SECONDS_BETWEEN, self._next)
