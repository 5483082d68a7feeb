"""Which of pytest's workers takes which test module.

What one test of screens has worked out, the next one in the same process need not: styles, figures, layouts. If
all six workers ran tests of screens, each would work it out. So two of them take these tests, and the others the
rest, as long as there are any.

Some modules mostly wait. If all workers but two waited, one of the processors would be idle: only half of them do.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests.order import waits

SCREENS = "tests/ui/"
"""How the names of tests of screens begin."""
SHARE = 3
"""One worker in so many takes the tests of screens first."""


class ByKind(LoadScopeScheduling):
    """Gives each worker the next module of its kind, or of the other kind if there is none."""

    def _assign_work_unit(self, node: Any) -> None:
        likes_screens = self.nodes.index(node) % SHARE == 0
        mine = (name for name in self.workqueue if name.startswith(SCREENS) == likes_screens)
        may_wait = self._waiting() < max(1, len(self.nodes) // 2)
        fit = (name for name in chain(mine, self.workqueue) if may_wait or not waits(name))
        if name := next(fit, None):
            self.workqueue.move_to_end(name, last=False)
        super()._assign_work_unit(node)

    def _waiting(self) -> int:
        """How many workers have a module that waits."""
        return sum(
            any(waits(name) and not all(tests.values()) for name, tests in work.items())
            for work in self.assigned_work.values()
        )
