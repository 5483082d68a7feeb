"""What the rules say of a widget is worked out once per process, and only what changes is set.

Textual (8.2.8) compares each widget of each app with all rules that might apply to it, and sets each of some forty
styles of a widget anew if one of them changes. test_quick_answers.py asks Textual itself whether they are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

import pytest
from textual.css.model import RuleSet
from textual.css.styles import RenderStyles, RulesMap, Styles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tests.ui.asked import Asked, Kind, kind_of, may_apply

Cache = dict[tuple[Any, ...], RulesMap]

TEXTUALS_APPLY = Stylesheet.apply
"""What is replaced here."""

SET_ONE_BY_ONE = ("display", "layout", "overflow_x", "overflow_y", "pointer")
"""Styles which, when set, change more than the styles themselves."""


@dataclass(eq=False)
class Answer:
    """What the rules say of a widget."""

    rules: RulesMap | None = None
    """None if no rule applies."""
    made: RulesMap | None = None
    """What a widget's styles are once these have been set; None if that depends on what they were."""
    parts: tuple[tuple[str, Answer], ...] = ()
    """What they say of the parts that have styles of their own."""


_asked: dict[tuple[int, Kind], Asked[Answer]] = {}
_by_rules: dict[tuple[object, ...], Asked[Answer]] = {}
_of_parts: dict[tuple[int, str], tuple[RuleSet, ...]] = {}
_kept: dict[int, object] = {}
"""Rules of sheets, which are known by their `id` and so must not go."""


def _asked_of(sheet: Stylesheet, node: DOMNode, kind: Kind) -> Asked[Answer]:
    """What the rules of a sheet ask of widgets of one kind. Sheets share what they do not say differently."""
    rules = sheet.rules
    key = id(rules), kind
    if key not in _asked:
        _kept[id(rules)] = rules
        names = sorted(node._get_component_classes())
        own = may_apply(sheet, node)
        of_parts = [_rules_of_part(sheet, name) for name in names]
        same = *map(id, own), *names, *(id(rule) for part in of_parts for rule in part)
        if same not in _by_rules:
            _by_rules[same] = Asked(own, chain(*of_parts))
        _asked[key] = _by_rules[same]
    return _asked[key]


def _rules_of_part(sheet: Stylesheet, name: str) -> tuple[RuleSet, ...]:
    key = id(sheet.rules), name
    if key not in _of_parts:
        _of_parts[key] = may_apply(sheet, DOMNode(classes=name))
    return _of_parts[key]


def remember_answers(patch: pytest.MonkeyPatch) -> None:
    """Let all apps of this process share what their rules came to. For rules that are shared themselves."""
    replace = Stylesheet.replace_rules.__func__  # type: ignore[attr-defined]
    asking: list[tuple[DOMNode, Answer]] = []

    def applied(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Cache | None = None) -> None:
        kind = kind_of(node)
        asked = _asked_of(sheet, node, kind)
        asked.tell(node)
        said = asked.ask(node, kind)
        if said in asked.answers:
            _give(node, asked.answers[said], animate)
            return
        answer = Answer()
        asking.append((node, answer))
        try:
            TEXTUALS_APPLY(sheet, node, animate=animate)
        finally:
            asking.pop()
        answer.parts = tuple((name, _last_given(styles)) for name, styles in node._component_styles.items())
        asked.answers[said] = answer
        _note(node, answer)

    def replaced(cls: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        replace(cls, node, rules, animate)
        if asking and asking[-1][0] is node:
            asking[-1][1].rules = rules
            if "transitions" not in rules:
                asking[-1][1].made = _styles(node)._rules.copy()

    patch.setattr(Stylesheet, "apply", applied)
    patch.setattr(Stylesheet, "replace_rules", classmethod(replaced))


_NOTED = "_answer_of_the_rules"


def _note(node: DOMNode, answer: Answer) -> None:
    """Note on a widget what the rules said of it, and how often its styles had changed by then."""
    node.__dict__[_NOTED] = answer, _styles(node)._updates


def _has(node: DOMNode, answer: Answer) -> bool:
    """Whether a widget has the styles of this answer, and nobody has changed them."""
    return bool(node.__dict__.get(_NOTED) == (answer, _styles(node)._updates))


def _last_given(styles: RenderStyles) -> Answer:
    """The answer from which a part has its styles."""
    part = cast(DOMNode, styles.node)
    answer: Answer = part.__dict__[_NOTED][0]
    return answer


def _styles(node: DOMNode) -> Styles:
    return node.styles.base


def _give(node: DOMNode, answer: Answer, animate: bool) -> None:
    """Give a widget and its parts the styles of an answer, as Textual would."""
    if not _has(node, answer):
        if answer.made is not None:
            _set(node, answer.made)
        elif answer.rules is not None:
            Stylesheet.replace_rules(node, answer.rules, animate=animate)
    if answer.made is not None:
        node.notify_style_update()
    _give_parts(node, answer)
    _note(node, answer)


def _give_parts(node: DOMNode, answer: Answer) -> None:
    had = node._component_styles.copy()
    node._component_styles.clear()
    is_new = False
    for name, said in answer.parts:
        styles = had.get(name)
        if styles is None or not _has(cast(DOMNode, styles.node), said):
            part = DOMNode(classes=name)
            part._attach(node)
            _give(part, said, animate=False)
            is_new |= styles != part.styles
            styles = part.styles
        node._component_styles[name] = styles
    if is_new:
        node.refresh()


def _set(node: DOMNode, rules: RulesMap) -> None:
    """Set what changes in a widget's styles."""
    styles = _styles(node)
    have, made = cast(dict[str, Any], styles._rules), cast(dict[str, Any], rules)
    if not have and not node._is_mounted:
        have.update({name: value for name, value in made.items() if name not in SET_ONE_BY_ONE})
        styles._updates += 1
        for name in SET_ONE_BY_ONE:
            if name in made:
                setattr(styles, name, made[name])
        return
    for name in have.keys() | made.keys():
        if have.get(name) is not (value := made.get(name)):
            setattr(styles, name, value)
