"""A progress bar for the session or a hold."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

EIGHTHS = " ▏▎▍▌▋▊▉"


class SessionBar(Widget):
    """Fills with progress. Its size never changes."""

    DEFAULT_CSS = """
    SessionBar { height: 1; width: 1fr; }
    """
    COMPONENT_CLASSES = {"session-bar--done", "session-bar--ahead"}

    done: reactive[float | None] = reactive(0.0, repaint=False)
    """Share that is done, 0 to 1; None leaves the space empty."""

    def watch_done(self, before: float | None, done: float | None) -> None:
        """Repaint only if the bar looks different."""
        if self._eighths(before) != self._eighths(done):
            self.refresh()

    def render(self) -> Content:
        if self.done is None:
            return Content("")
        eighths = self._eighths(self.done) or 0
        whole, part = divmod(eighths, 8)
        filled = "█" * whole + (EIGHTHS[part] if part else "")
        ahead = "─" * (self.size.width - len(filled))
        return Content.assemble(
            (filled, self.get_visual_style("session-bar--done")),
            (ahead, self.get_visual_style("session-bar--ahead")),
        )

    def _eighths(self, done: float | None) -> int | None:
        return None if done is None else round(done * self.size.width * 8)
