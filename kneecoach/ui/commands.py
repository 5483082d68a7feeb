"""The command palette: every key of the screen at hand, and where there is something to go to, all of it."""

from __future__ import annotations

from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher


def highlighted(matcher: Matcher, text: str) -> Content:
    """`text` with what was matched standing out. Textual's own way would read markup in it."""
    content = Content(text)
    _, offsets = matcher.fuzzy_search.match(matcher.query, text)
    for offset in offsets:
        content = content.stylize(matcher.match_style, offset, offset + 1)
    return content


class BindingCommands(Provider):
    """Finds the keys of the screen by their description and tooltip."""

    async def discover(self) -> Hits:
        for active in self._bindings():
            binding = active.binding
            yield DiscoveryHit(binding.description, partial(self._do, active), help=binding.tooltip or None)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for active in self._bindings():
            text = active.binding.description
            score = max(matcher.match(text), matcher.match(active.binding.tooltip))
            if score > 0:
                yield Hit(score, highlighted(matcher, text), partial(self._do, active), help=active.binding.tooltip)

    def _bindings(self) -> list[ActiveBinding]:
        return [
            active
            for active in self.screen.active_bindings.values()
            if active.binding.id and active.enabled and active.binding.description
        ]

    async def _do(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, default_namespace=active.node)


class GoToCommands(Provider):
    """Goes to any set of the session."""

    async def search(self, query: str) -> Hits:
        from kneecoach.ui.screens.live import Live

        if not isinstance(self.screen, Live):
            return
        matcher = self.matcher(query)
        for index, title in enumerate(self.screen.set_titles):
            text = f"Go to {title}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, highlighted(matcher, text), partial(self.screen.go_to, index))


class MovementCommands(Provider):
    """Goes to any movement that is shown on Movements."""

    async def search(self, query: str) -> Hits:
        from kneecoach.ui.screens.movements import Movements

        if not isinstance(self.screen, Movements):
            return
        matcher = self.matcher(query)
        for index, title in enumerate(self.screen.titles):
            text = f"Go to {title}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, highlighted(matcher, text), partial(self.screen.go_to, index))
