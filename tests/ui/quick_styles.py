"""Style sheets are parsed once per process, and rules that cannot apply to a widget are skipped at once.

Textual (8.2.8) keeps what it has parsed per app, so each test would parse the same text again. It never changes a
rule once parsed. It also looks up all rules for each widget, by a hash that is `id` written in Python. And it
compares a selector with all of a widget's ancestors, from the app down, before it looks at the widget itself.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.css import match, stylesheet
from textual.css.model import CombinatorType, RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
_sheets: dict[tuple[object, ...], tuple[list[RuleSet], dict[str, list[RuleSet]]]] = {}


def share_rules(patch: pytest.MonkeyPatch) -> None:
    """Let all apps of this process share the rules they have parsed."""
    parse_rules, parse = Stylesheet._parse_rules, Stylesheet.parse

    def rules_parsed_once(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> list[RuleSet]:
        key = (css, args, *named.items(), *sheet._variables.items())
        if key not in _parsed:
            _parsed[key] = parse_rules(sheet, css, *args, **named)
        return _parsed[key]

    def parsed_once(sheet: Stylesheet) -> None:
        if sheet._invalid_css:
            parse(sheet)
            return
        key = (*sheet.source.items(), *sheet._variables.items())
        if key not in _sheets:
            parse(sheet)
            _sheets[key] = sheet._rules, sheet.rules_map
        sheet._rules, sheet._rules_map = _sheets[key]
        sheet._require_parse = False

    patch.setattr(Stylesheet, "_parse_rules", rules_parsed_once)
    patch.setattr(Stylesheet, "parse", parsed_once)
    patch.setattr(RuleSet, "__hash__", object.__hash__)


def look_at_the_widget_first(patch: pytest.MonkeyPatch) -> None:
    """Compare a selector with a widget's ancestors only if its last part matches the widget."""
    check = match._check_selectors

    def checked(selectors: list[Selector], path: list[DOMNode]) -> bool:
        last = selectors[-1]
        if not last.check(path[-1]):
            return False
        if len(selectors) == 1 and last.combinator is CombinatorType.DESCENDENT:
            return True
        return check(selectors, path)

    patch.setattr(match, "_check_selectors", checked)
    patch.setattr(stylesheet, "_check_selectors", checked)
