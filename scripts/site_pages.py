"""Makes the site's pages from the repository's. The README is the first; what is not in docs/ is named, not linked.

mkdocs calls these functions (`hooks` in mkdocs.yml).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")


def on_files(files: Any, config: Any) -> Any:
    """Add the README as the first page."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "index.md", content=first_page(README.read_text("utf-8"))))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Name what the site does not have, instead of linking to it."""
    return _LINK.sub(lambda found: found[1] if found[2].startswith("../") else found[0], markdown)


def first_page(readme: str) -> str:
    """The README as a page of docs/: its links lead to pages beside it, or out of docs/."""

    def moved(found: re.Match[str]) -> str:
        target = found[2]
        if "://" in target or target.startswith("#"):
            return found[0]
        inside = target.removeprefix("docs/")
        return f"{found[1]}{inside if inside != target else f'../{target}'})"

    return re.sub(r"(\]\()([^)\s]+)\)", moved, readme)
