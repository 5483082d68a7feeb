"""Draws the picture of the stages in docs/design-notes.md from the engine's table. Run it after a change there."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kneecoach.session.table import STAGES, TABLE  # noqa: E402

PAGE = ROOT / "docs" / "design-notes.md"
BEGIN, END = "```mermaid\n", "```\n"
LEFT_OUT = {"undo", "bring-back"}
"""Commands that may lead to any stage, and would hide everything else."""


def picture() -> str:
    """The stages and the commands that lead from one to another, as a Mermaid diagram."""
    lines = ["stateDiagram-v2"]
    for before in STAGES:
        for after in STAGES:
            names = [name for name, row in TABLE.items() if name not in LEFT_OUT and after in row[before]]
            if names:
                lines.append(f"    {_name(before)} --> {_name(after)}: {', '.join(names)}")
    return BEGIN + "\n".join(lines) + "\n" + END


def _name(stage: str) -> str:
    return {"not-started": "[*]"}.get(stage, stage)


def with_picture(page: str) -> str:
    """The page with the current picture."""
    begin = page.index(BEGIN)
    return page[:begin] + picture() + page[page.index(END, begin + len(BEGIN)) + len(END) :]


if __name__ == "__main__":
    PAGE.write_text(with_picture(PAGE.read_text("utf-8")), "utf-8")
