"""What the command palette offers: each thing that the current screen can do now, once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from textual.actions import parse
from textual.app import App
from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import Matcher


def highlighted(matcher: Matcher, text: str) -> Content:
    """`text` with the match highlighted. Textual's own highlighting would read `text` as markup."""
    content = Content(text)
    _, offsets = matcher.fuzzy_search.match(matcher.query, text)
    for offset in offsets:
        content = content.stylize(matcher.match_style, offset, offset + 1)
    return content


class BindingCommands(Provider):
    """Finds the actions of the screen's keys, by description and tooltip."""

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
        found: dict[object, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.id and active.enabled and active.binding.description:
                does = where, action, parameters = _action(self.app, active)
                if is_possible(where, action, parameters) and is_possible(self.screen, action, parameters):
                    # An action may have several keys, and bindings on several screens.
                    found.setdefault(does, active)
        return list(found.values())

    async def _do(self, active: ActiveBinding) -> None:
        # The session, and its screen, may have ended in the meantime.
        if self.app.screen is self.screen:
            await self.app.run_action(active.binding.action, default_namespace=active.node)


def is_possible(node: DOMNode, action: str, parameters: tuple[object, ...]) -> bool:
    """Whether an action would do something now, according to the screen or app that has it."""
    ask: Callable[[str, tuple[object, ...]], bool] | None = getattr(node, "is_possible", None)
    return ask is None or ask(action, parameters)


def _action(app: App[object], active: ActiveBinding) -> tuple[DOMNode, str, tuple[object, ...]]:
    """The node, name and parameters of the action that a key runs."""
    destination, name, parameters = parse(active.binding.action)
    return app if destination == "app" else active.node, name, parameters


@runtime_checkable
class HasPlaces(Protocol):
    """A screen with places to go to."""

    @property
    def titles(self) -> list[str]:
        """The places, in words."""

    def go_to(self, index: int) -> None:
        """Go to one of them."""


class GoToCommands(Provider):
    """Goes to any place on the current screen: a set of the session, a movement."""

    async def search(self, query: str) -> Hits:
        screen = self.screen
        if not isinstance(screen, HasPlaces):
            return
        matcher = self.matcher(query)
        for index, title in enumerate(screen.titles):
            text = f"Go to {title}"
            if (score := matcher.match(text)) > 0 and is_possible(screen, "go_to", (index,)):
                yield Hit(score, highlighted(matcher, text), partial(screen.go_to, index))
