"""HTML built as a tree, so that no text of a record can ever be a tag, an attribute or a script. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from kneecoach.text import clean

Content = ET.Element | str


def tag(name: str, /, *content: Content, **attributes: str) -> ET.Element:
    """An element; texts among its content are cleaned. `class_` is `class`, `http_equiv` is `http-equiv`.

    Attributes are for words of our own only.
    """
    element = ET.Element(name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()})
    last: ET.Element | None = None
    for part in content:
        if not isinstance(part, str):
            element.append(part)
            last = part
        elif last is None:
            element.text = (element.text or "") + _spaced(part)
        else:
            last.tail = (last.tail or "") + _spaced(part)
    return element


def _spaced(text: str) -> str:
    """The text cleaned, with one space at either end if it had any, to separate it from its neighbours."""
    return f"{' ' * text.startswith(' ')}{clean(text)}{' ' * (text.endswith(' ') and len(text) > 1)}"


def table(caption: str, header: Sequence[str], *groups: Iterable[ET.Element], **attributes: str) -> ET.Element:
    """A table of `row`s, in groups that are not to be torn apart."""
    head = tag("thead", tag("tr", *(tag("th", words, scope="col") for words in header)))
    bodies = [tag("tbody", *rows) for rows in groups]
    return tag("table", tag("caption", caption), head, *bodies, **attributes)


def row(first: ET.Element, *others: Content) -> ET.Element:
    """A row: its heading, a `th`, and a cell for each of the others."""
    return tag("tr", first, *(tag("td", content) for content in others))


def wide(label: str, content: ET.Element) -> ET.Element:
    """A box for what may be wider than the window: it scrolls, by keyboard too. No two labels may be the same."""
    return tag("section", content, class_="scroll", tabindex="0", aria_label=label)


def lines(*texts: str) -> Content:
    """Texts one below the other, in a table's cell."""
    return texts[0] if len(texts) == 1 else tag("ul", *(tag("li", text) for text in texts), class_="lines")


def document(title: str, style: str, *content: ET.Element) -> str:
    """A whole page that fetches nothing and runs nothing: its policy allows this one style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    css = ET.Element("style")
    css.text = style
    root = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", title),
            css,
        ),
        tag("body", *content),
        lang="en",
    )
    ET.indent(root, " ")
    return f"<!DOCTYPE html>\n{ET.tostring(root, encoding='unicode', method='html')}\n"
