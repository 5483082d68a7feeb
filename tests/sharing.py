"""Which of pytest's workers takes which test module.

What one test of screens has worked out, the next one in the same process need not: styles, figures, layouts. If
all six workers ran tests of screens, each would work it out. So two of them take these tests, and the others the
rest, as long as there are any.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

SCREENS = "tests/ui/"
"""How the names of tests of screens begin."""
SHARE = 3
"""One worker in so many takes the tests of screens first."""


class ByKind(LoadScopeScheduling):
    """Gives each worker the next module of its kind, or of the other kind if there is none."""

    def _assign_work_unit(self, node: Any) -> None:
        likes_screens = self.nodes.index(node) % SHARE == 0
        mine = (name for name in self.workqueue if name.startswith(SCREENS) == likes_screens)
        if name := next(mine, None):
            self.workqueue.move_to_end(name, last=False)
        super()._assign_work_unit(node)
