"""What the rules of a style sheet ask of a widget, and what it answers.

Of two widgets that answer the same, the rules say the same: Textual (8.2.8) compares selectors with the types, ids,
classes and pseudo-classes of a widget and its ancestors, and with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

from textual.css.model import CombinatorType, RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

T = TypeVar("T")

ORDER = frozenset({"first-of-type", "last-of-type", "first-child", "last-child", "empty"})

Kind = tuple[type[DOMNode], str | None, frozenset[str]]
"""A widget's type, id and classes."""
Said = tuple[object, ...]
"""Which selectors fit a widget, and which of the pseudo-classes that they ask for it has."""


def kind_of(node: DOMNode) -> Kind:
    """What a widget is, whatever state it is in."""
    return node.__class__, node._id, frozenset(node._classes)


class Question:
    """Single selectors, asked of one widget."""

    def __init__(self, selectors: Iterable[Selector]) -> None:
        self._selectors: dict[tuple[object, str], Selector] = {}
        self._pseudo: dict[tuple[object, str], set[str]] = {}
        for selector in selectors:
            key = selector.type, selector.name
            self._selectors.setdefault(key, selector)
            self._pseudo.setdefault(key, set()).update(selector.pseudo_classes)
        self._known: dict[Kind, tuple[Said, tuple[str, ...]]] = {}

    def ask(self, node: DOMNode, kind: Kind) -> Said:
        """What a widget of this kind answers now."""
        if kind not in self._known:
            fits = tuple(key for key, selector in self._selectors.items() if selector._check(node))
            pseudo = {name for key in fits for name in self._pseudo[key]}
            self._known[kind] = fits, tuple(sorted(pseudo & node._PSEUDO_CLASSES.keys()))
        said, pseudo_classes = self._known[kind]
        if not pseudo_classes:
            return said
        has: dict[str, Any] = node._PSEUDO_CLASSES
        return (said, *(has[name](node) for name in pseudo_classes))


class Asked(Generic[T]):
    """All that these rules ask of a widget, for itself and for its parts with styles of their own."""

    def __init__(self, rules: Sequence[RuleSet], of_parts: Iterable[RuleSet]) -> None:
        above = [each for rule in of_parts for each in _selectors(rule)[0]]
        firsts, lasts = zip(*map(_selectors, rules), strict=True) if rules else ((), ())
        self._pseudo = frozenset[str]().union(*(rule.pseudo_classes for rule in rules))
        self._of_widget = Question([*above, *chain(*lasts)])
        self._of_ancestors = Question([*above, *chain(*firsts)])
        self.answers: dict[Said, T] = {}
        """What the rules came to, by what the widget said."""

    def tell(self, node: DOMNode) -> None:
        """Tell a widget which of its states matter."""
        node._has_hover_style = "hover" in self._pseudo
        node._has_focus_within = "focus-within" in self._pseudo
        node._has_order_style = not self._pseudo.isdisjoint(ORDER)
        node._has_odd_or_even = not self._pseudo.isdisjoint({"odd", "even"})

    def ask(self, node: DOMNode, kind: Kind) -> Said:
        """What a widget of this kind and its ancestors answer now."""
        said = [self._of_widget.ask(node, kind)]
        above: Any = node._parent
        while isinstance(above, DOMNode):
            said.append(self._of_ancestors.ask(above, kind_of(above)))
            above = above._parent
        return tuple(said)


def may_apply(sheet: Stylesheet, node: DOMNode) -> tuple[RuleSet, ...]:
    """The rules of which one part at least fits a widget."""
    rules, by_name = sheet.rules, sheet.rules_map
    found = {id(rule) for name in by_name.keys() & node._selector_names for rule in by_name[name]}
    return tuple(rule for rule in reversed(rules) if id(rule) in found)


def _selectors(rule: RuleSet) -> tuple[list[Selector], list[Selector]]:
    """The selectors of a rule that ask ancestors, and those that ask the widget itself."""
    split = [_split(each.selectors) for each in rule.selector_set]
    return [each for first, _ in split for each in first], [each for _, last in split for each in last]


def _split(selectors: list[Selector]) -> tuple[list[Selector], list[Selector]]:
    at = len(selectors) - 1
    while at and selectors[at].combinator is CombinatorType.SAME:
        at -= 1
    return selectors[:at], selectors[at:]
