"""Style sheets are parsed once a process: all apps of a test run share the rules that follow from a text.

Textual (8.2.8) keeps what it parsed per app, so each test parsed the same text again. It never changes a rule once
it is parsed. It also looks up all rules for each widget, by a hash that is `id` written in Python.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_rules: dict[tuple[object, ...], list[RuleSet]] = {}


def share_rules(patch: pytest.MonkeyPatch) -> None:
    """Let all apps of this process share the rules they have parsed."""
    parse = Stylesheet._parse_rules

    def parsed_once(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> list[RuleSet]:
        key = (css, args, *named.items(), *sheet._variables.items())
        if key not in _rules:
            _rules[key] = parse(sheet, css, *args, **named)
        return _rules[key]

    patch.setattr(Stylesheet, "_parse_rules", parsed_once)
    patch.setattr(RuleSet, "__hash__", object.__hash__)
