"""Pictures are made in slices: those wanted now come before those asked for in advance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kneecoach.ui.terminal.picture_maker import SLICE_SECONDS, PictureMaker


class Loop:
    """An event loop with a clock that every piece of work advances."""

    def __init__(self, piece_seconds: float = SLICE_SECONDS) -> None:
        self.seconds = 0.0
        self.piece_seconds = piece_seconds
        self.waiting: list[Callable[[], None]] = []
        self.made: list[str] = []
        self.longest = 0.0
        self.is_quick = True
        self.maker = PictureMaker(
            self._make, self.made.__contains__, self._later, lambda: self.is_quick, lambda: self.seconds
        )

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        assert seconds > 0
        self.waiting.append(call)

    def _make(self, name: str) -> Iterator[None]:
        for _ in range(3):
            self.seconds += self.piece_seconds
            yield
        self.made.append(name)

    def turn(self) -> None:
        assert len(self.waiting) <= 1
        calls, self.waiting = self.waiting, []
        for call in calls:
            began = self.seconds
            call()
            self.longest = max(self.longest, self.seconds - began)

    def run(self) -> None:
        while self.waiting:
            self.turn()


def test_what_is_wanted_comes_before_what_is_asked_for_ahead() -> None:
    loop = Loop()
    loop.maker.ahead("abc")
    loop.turn()
    loop.maker.want("z")
    loop.run()
    assert loop.made == ["a", "z", "b", "c"]
    assert loop.maker.is_idle


def test_of_several_wanted_only_the_last_is_made() -> None:
    loop = Loop()
    for name in "xyz":
        loop.maker.want(name)
    loop.run()
    assert loop.made == ["z"]


def test_nothing_is_made_twice() -> None:
    loop = Loop()
    loop.maker.ahead("aab")
    loop.maker.want("b")
    loop.run()
    assert loop.made == ["b", "a"]


def test_no_slice_is_much_longer_than_its_time_and_a_quick_one_has_many_pieces() -> None:
    slow, quick = Loop(), Loop(SLICE_SECONDS / 10)
    for loop in (slow, quick):
        loop.maker.ahead("abcdef")
        loop.run()
        assert loop.longest <= SLICE_SECONDS + loop.piece_seconds
    assert quick.longest > 5 * quick.piece_seconds


def test_stopped_it_makes_nothing_more_until_something_is_wanted() -> None:
    loop = Loop()
    loop.maker.ahead("ab")
    loop.turn()
    loop.maker.stop()
    loop.run()
    assert loop.made == []
    loop.maker.want("c")
    loop.run()
    assert loop.made == ["c"]


def test_on_a_slow_line_only_what_is_wanted_is_made() -> None:
    loop = Loop()
    loop.maker.ahead("abc")
    loop.turn()
    loop.is_quick = False
    loop.run()
    loop.maker.want("z")
    loop.run()
    assert loop.made == ["a", "z"]
    assert loop.maker.is_idle
