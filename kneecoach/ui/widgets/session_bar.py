"""The whole session as one bar."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

EIGHTHS = " ▏▎▍▌▋▊▉"


class SessionBar(Widget):
    """Fills as the session goes on."""

    DEFAULT_CSS = """
    SessionBar { height: 1; width: 1fr; }
    """
    COMPONENT_CLASSES = {"session-bar--done", "session-bar--ahead"}

    done: reactive[float] = reactive(0.0)
    """Share that lies behind, 0 to 1."""

    def render(self) -> Content:
        eighths = round(self.done * self.size.width * 8)
        whole, part = divmod(eighths, 8)
        filled = "█" * whole + (EIGHTHS[part] if part else "")
        ahead = "─" * (self.size.width - len(filled))
        return Content.assemble(
            (filled, self.get_visual_style("session-bar--done")),
            (ahead, self.get_visual_style("session-bar--ahead")),
        )
