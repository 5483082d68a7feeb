"""What the rules say of a widget is worked out once per process, and only what changes is set.

Textual (8.2.8) compares each widget of each app with all rules that might apply to it. The answer depends only on
these rules and on the types, ids, classes and pseudo-classes of the widget and its ancestors. It also sets each of
some forty styles of a widget anew if one of them changes. test_quick_answers.py asks Textual itself whether the
answers are right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pytest
from textual.css.model import CombinatorType, RuleSet, Selector
from textual.css.styles import RulesMap, Styles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

Cache = dict[tuple[Any, ...], RulesMap]

TEXTUALS_APPLY = Stylesheet.apply
"""What is replaced here."""

ORDER = frozenset({"first-of-type", "last-of-type", "first-child", "last-child", "empty"})
SET_ONE_BY_ONE = ("display", "layout", "overflow_x", "overflow_y", "pointer")
"""Styles which, when set, change more than the styles themselves."""


class Candidates:
    """The rules that might apply to a widget, and what they came to for the widgets seen so far."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.pseudo = frozenset[str]().union(*(rule.pseudo_classes for rule in rules))
        parts = [_split(each.selectors) for rule in rules for each in rule.selector_set]
        self._of_ancestors = _named(above for above, _ in parts)
        self._of_widget = _named(last for _, last in parts)
        self.answers: dict[tuple[object, ...], RulesMap] = {}

    def tell(self, node: DOMNode) -> None:
        """Tell a widget which of its states matter."""
        node._has_hover_style = "hover" in self.pseudo
        node._has_focus_within = "focus-within" in self.pseudo
        node._has_order_style = not self.pseudo.isdisjoint(ORDER)
        node._has_odd_or_even = not self.pseudo.isdisjoint({"odd", "even"})

    def key(self, node: DOMNode) -> tuple[object, ...]:
        """All that the rules can ask of a widget and its ancestors."""
        key: list[object] = []
        each: Any = node
        names = self._of_widget
        while isinstance(each, DOMNode):
            asked: Any = each._PSEUDO_CLASSES
            key += each.__class__, each._id, frozenset(each._classes)
            key += [name in asked and asked[name](each) for name in names]
            each, names = each._parent, self._of_ancestors
        return tuple(key)


def _split(selectors: list[Selector]) -> tuple[list[Selector], list[Selector]]:
    """What a selector asks of ancestors, and what it asks of the widget itself."""
    at = len(selectors) - 1
    while at and selectors[at].combinator is CombinatorType.SAME:
        at -= 1
    return selectors[:at], selectors[at:]


def _named(parts: Iterable[list[Selector]]) -> tuple[str, ...]:
    """The pseudo-classes in parts of selectors."""
    return tuple(sorted({name for part in parts for selector in part for name in selector.pseudo_classes}))


_candidates: dict[tuple[int, ...], Candidates] = {}
_by_names: dict[tuple[int, frozenset[str]], Candidates] = {}
_kept: dict[int, object] = {}
"""Rules of sheets, which are known by their `id` and so must not go."""


def _candidates_of(sheet: Stylesheet, node: DOMNode) -> Candidates:
    rules, by_name = sheet.rules, sheet.rules_map
    names = frozenset(by_name.keys() & node._selector_names)
    known = id(rules), names
    if known not in _by_names:
        may_apply = {id(rule) for name in names for rule in by_name[name]}
        found = [rule for rule in reversed(rules) if id(rule) in may_apply]
        ids = tuple(map(id, found))
        if ids not in _candidates:
            _candidates[ids] = Candidates(found)
        _by_names[known] = _candidates[ids]
        _kept[id(rules)] = rules
    return _by_names[known]


def remember_answers(patch: pytest.MonkeyPatch) -> None:
    """Let all apps of this process share what their rules came to. For rules that are shared themselves."""
    replace = Stylesheet.replace_rules.__func__  # type: ignore[attr-defined]
    asked: list[tuple[Candidates, tuple[object, ...]]] = []

    def applied(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Cache | None = None) -> None:
        asked.clear()
        candidates = _candidates_of(sheet, node)
        candidates.tell(node)
        key = candidates.key(node)
        if key in candidates.answers:
            sheet.replace_rules(node, candidates.answers[key], animate=animate)
            sheet._process_component_classes(node)
            return
        asked.append((candidates, key))
        TEXTUALS_APPLY(sheet, node, animate=animate)

    def replaced(cls: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        if asked:
            candidates, key = asked.pop()
            candidates.answers[key] = rules
        if not _set(node, rules, animate):
            replace(cls, node, rules, animate)
            _made[id(rules)] = rules, _styles(node)._rules.copy()
        else:
            node.notify_style_update()

    patch.setattr(Stylesheet, "apply", applied)
    patch.setattr(Stylesheet, "replace_rules", classmethod(replaced))


_made: dict[int, tuple[RulesMap, RulesMap]] = {}
"""By the `id` of rules: these rules, and what a widget's styles are when they have been set."""


def _styles(node: DOMNode) -> Styles:
    return node.styles.base


def _set(node: DOMNode, rules: RulesMap, animate: bool) -> bool:
    """Set what these rules change in a widget's styles. False if that is not known yet."""
    if id(rules) not in _made or "transitions" in rules:
        return False
    made = cast(dict[str, Any], _made[id(rules)][1])
    styles = _styles(node)
    have = cast(dict[str, Any], styles._rules)
    if not have and not node._is_mounted:
        have.update({name: value for name, value in made.items() if name not in SET_ONE_BY_ONE})
        styles._updates += 1
        for name in SET_ONE_BY_ONE:
            if name in made:
                setattr(styles, name, made[name])
        return True
    for name in have.keys() | made.keys():
        if have.get(name) is not (value := made.get(name)):
            setattr(styles, name, value)
    return True
