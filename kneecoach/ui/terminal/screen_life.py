"""A screen that has left the stack gets nothing more: no input, answers, thread results or timers.

Textual (8.2.8; issue 4884) takes a screen down in the background. It is off the stack at once, but its widgets are
removed one by one. Meanwhile it still gets messages, results of dialogs, threads and workers. The widgets it then
looks for may be gone (`NoMatches`), and a dialog that is dismissed a second time takes the screen below it off the
stack (https://github.com/Textualize/textual/issues/4884). Here such a screen gets nothing from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from textual import events
from textual._context import NoActiveAppError
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.worker import NoActiveWorker, get_current_worker
from textual.worker_manager import WorkerManager

from kneecoach.ui.terminal.closing import ClosingApp
from kneecoach.ui.terminal.whole_paints import WholePaintScreen

P = ParamSpec("P")
T = TypeVar("T")


class SafeScreen(WholePaintScreen):
    """A screen that knows whether its widgets exist, and gets nothing once they may be gone."""

    quiet_seconds = 0.0
    """Seconds after opening in which input is ignored, for a screen that opens while the user is typing."""
    takes_quick_keys = False
    """Whether enter or a digit, pressed a second time at once, is meant here too: there it leads no further."""
    _is_composed = False
    _has_left = False
    _own_app: App[object] | None = None

    if not TYPE_CHECKING:

        @property
        def app(self) -> App[object]:
            """The app, also for a thread that still works for a screen which has left the stack."""
            try:
                return super().app
            except NoActiveAppError:
                if self._own_app is None:
                    raise
                return self._own_app

    @property
    def is_up(self) -> bool:
        """Whether it is on the stack and its widgets exist."""
        return self._is_composed and not self._has_left and not self._pruning and self.is_attached

    def keep_typed(self) -> None:
        """Save what is being typed, because the user is quitting."""

    def takes_key(self, key: str) -> bool:
        """Whether a key counts now."""
        return True

    def leave_stack(self) -> None:
        """Note that it has left the stack: its widgets are removed soon, and its workers end."""
        self._has_left = True
        _cancel_workers(self.workers, self)

    def while_up(self, call: Callable[P, None]) -> Callable[P, None]:
        """Wrap `call` for use outside the screen: it does nothing while the screen is not up."""

        def if_up(*args: P.args, **named: P.kwargs) -> None:
            if self.is_up:
                call(*args, **named)

        return if_up

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Call something after the next paint. A method of a screen or widget is not called once this has left."""
        return super().call_after_refresh(self._unless_left(callback), *args, **named)

    def call_later(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Call something after the messages that wait, in the same way."""
        return super().call_later(self._unless_left(callback), *args, **named)

    def _unless_left(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def unless_left(*args: Any, **named: Any) -> Any:
            return None if self._has_left or self._pruning else call(*args, **named)

        return unless_left if isinstance(_owner(call), DOMNode) else call

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close this screen with a result. Does nothing if another screen is on top."""
        if self._has_left or self.app.screen is not self:
            return AwaitComplete()
        dismissed: AwaitComplete = super().dismiss(result)
        return dismissed

    async def _compose(self) -> None:
        self._own_app = self.app
        await super()._compose()
        self._is_composed = True

    def _post_mount(self) -> None:
        super()._post_mount()  # type: ignore[no-untyped-call]  # Textual gives it no types
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        if not self.is_laid_out:
            self.is_laid_out = True
            if isinstance(self.app, SafeScreenApp):
                self.app.screen_laid_out(self)

    async def _dispatch_message(self, message: Message) -> None:
        # A screen that left while it was being built has no widgets at all.
        is_too_late = isinstance(message, events.Mount) and self._pruning
        if isinstance(message, events.Resize) and message.size != (size := self.app.size):
            # Textual 8.2.8 (no issue filed) lays a screen out for a size that has passed, and then sends it that
            # size again: two sizes in its queue would follow each other forever, and the app would hang.
            message = events.Resize(size, size, size)
        if isinstance(message, events.Resize) and not self._must_fit(message.size):
            return
        if not is_too_late and not (self._has_left and _is_for_the_stack(message)):
            await super()._dispatch_message(message)

    def _screen_resized(self, size: Size) -> None:
        # Textual 8.2.8 (no issue filed) tells a screen of its new size once more after it has laid it out for that
        # size. What has changed since then asks for a layout itself.
        if size != self.outer_size and self._must_fit(size):
            super()._screen_resized(size)

    def _must_fit(self, size: Size) -> bool:
        """Whether it must be laid out for this size now. If nothing of it shows, that waits until it is on top.

        Textual (8.2.8) resizes the screen below too, even where nothing of it shows through.
        """
        if size == self.outer_size or self not in (stack := self.app.screen_stack):
            return True
        return all(screen.styles.background.a < 1 for screen in stack[stack.index(self) + 1 :])


class SafeScreenApp(ClosingApp):
    """An app whose screens get messages only between their first layout and their removal."""

    # Textual 8.2.8 (no issue filed) looks for the place of a click in a widget that may just have been removed, and
    # ends the app. It does so only to select text; a terminal selects text too, with shift.
    ALLOW_SELECT = False

    def screen_laid_out(self, screen: SafeScreen) -> None:
        """Note that a screen has been laid out for the first time."""

    def push_screen(
        self,
        screen: Screen[Any] | str,
        callback: Callable[[Any], Any] | None = None,
        wait_for_dismiss: bool = False,
        *,
        mode: str | None = None,
    ) -> Any:
        """Open a screen on top. Its result goes to the screen that asked, if that is still up."""
        asker = self.screen_stack[-1] if callback is not None else None

        def answered(result: Any) -> Any:
            return callback(result) if callback is not None and asker in self.screen_stack else None

        push: Callable[..., Any] = super().push_screen
        return push(screen, None if callback is None else answered, wait_for_dismiss=wait_for_dismiss, mode=mode)

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top off the stack."""
        top = self.screen
        popped = super().pop_screen()
        if isinstance(top, SafeScreen):
            top.leave_stack()
        return popped

    def call_from_thread(self, callback: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Call a method of the app or of a screen. Does nothing if its owner is being taken down."""
        owner = _owner(callback)

        def call() -> Any:
            is_gone = self._exit or (isinstance(owner, SafeScreen) and not owner.is_up)
            return None if is_gone else callback(*args, **named)

        return None if self._exit else super().call_from_thread(call)


def _owner(call: Callable[..., Any]) -> object:
    """The object whose method is called; None of a function."""
    return getattr(call.func if isinstance(call, partial) else call, "__self__", None)


def _is_for_the_stack(message: Message) -> bool:
    """Whether a message matters only on the stack: input, a resize, or a message from a widget.

    The others build screens and take them down.
    """
    if isinstance(message, events.Event):
        return isinstance(message, (events.InputEvent, events.Paste, events.Resize, events.ScreenResume))
    return type(message).__module__ != "textual.messages"


def _cancel_workers(workers: WorkerManager, screen: Screen[Any]) -> None:
    """Cancel a screen's workers, except the one this is called in."""
    try:
        own = get_current_worker()
    except NoActiveWorker:
        own = None
    for worker in list(workers):
        if worker.node is screen and worker is not own:
            worker.cancel()
