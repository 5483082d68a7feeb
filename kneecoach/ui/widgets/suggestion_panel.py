"""One suggestion, with its reason and its source, and the result of the last yes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from kneecoach.review.progress import Suggestion
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.sight import is_in_sight


class SuggestionPanel(Vertical):
    """Shows a suggestion. Hidden while there is none."""

    SCOPED_CSS = False  # a narrow screen has other styles
    DEFAULT_CSS = """
    SuggestionPanel { height: auto; display: none; margin-top: 1; }
    SuggestionPanel Line { height: auto; display: none; }
    SuggestionPanel .what { text-style: bold; }
    SuggestionPanel .why { color: $secondary; }
    SuggestionPanel .how { color: $primary; text-style: bold; }
    .-narrow SuggestionPanel { margin-top: 0; }
    """

    def compose(self) -> ComposeResult:
        for name in ("done", "what", "how", "why"):
            yield Line(classes=name)

    def show(self, suggestion: Suggestion | None, *, place: str, done: str, keys: str) -> None:
        """Show a suggestion or none, its place among several (` 1 of 2`), its keys, and what was last done."""
        texts = {"done": done, "what": "", "how": "", "why": ""}
        if suggestion is not None:
            texts["what"] = f"Suggested{place}: {suggestion.words}"
            texts["why"] = f"Why: {suggestion.reason}. Source: {suggestion.step.source}."
            texts["how"] = keys
        for name, text in texts.items():
            self.query_one(f".{name}", Line).tell(text)
        self.display = any(texts.values())

    def is_in_view(self, name: str = "what") -> bool:
        """Whether a line is scrolled into view: `what` is suggested, or what was `done` last."""
        line = self.query_one(f".{name}", Line)
        return line.display and is_in_sight(line)

    @property
    def text(self) -> str:
        """All the text shown."""
        return "\n".join(str(line.render()) for line in self.query(Line) if line.display)
