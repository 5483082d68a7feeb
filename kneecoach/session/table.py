"""The engine at a glance: what each command does in each stage.

Each row is a command, and each column the stage before it. A cell lists where the session may be afterwards:
`stays` is the same stage of the same set, a stage's name is a new one, and `no` means that the command may be
refused (`NotNow`), which changes nothing. `tick` is the clock: it does what is due by itself. `paused` is a flag on
top of every stage and has no column.

A test compares `decide` with every cell: it does everything in the table, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STAGES = ("not-started", "ready", "work", "rest", "finished")
"""The stages before a command."""

_TABLE = """
command       not-started ready                    work                         rest                     finished
start         ready       no                       no                           no                       no
tick          stays       stays,work               stays,ready,rest,finished    stays,ready              stays
count-rep     no          no                       stays,ready,rest,finished,no no                       no
finish-set    no          no                       ready,rest,finished          no                       no
skip-set      no          ready,finished           ready,rest,finished          rest,finished            no
skip-exercise no          stays,ready,finished,no  ready,rest,finished,no       stays,rest,finished,no   no
repeat-set    no          ready,no                 ready                        ready,no                 no
previous-set  no          ready,no                 ready,no                     ready                    no
go-to         no          ready,no                 ready,no                     ready,no                 no
pause         no          stays,no                 stays,no                     stays,no                 no
resume        no          stays,no                 stays,no                     stays,no                 no
undo          no          stays,work,rest,ready,no stays,ready,rest,work,no     stays,work,ready,rest,no no
change-pace   no          stays,no                 stays,no                     stays,no                 no
adjust-rest   no          stays,work               no                           stays,ready              no
end-rest      no          work                     stays,no                     ready                    no
set-load      no          stays,no                 stays,no                     stays,no                 no
set-note      no          stays,no                 stays,no                     stays,no                 no
take-variant  no          stays,no                 stays,ready,no               stays,no                 no
report-pain   no          stays,no                 stays,no                     stays,no                 no
end-session   no          finished                 finished                     finished                 no
interrupt     no          stays                    stays                        stays                    no
bring-back    ready       stays                    stays,ready,rest,finished    stays                    no
"""


def _read(text: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    _, *rows = (line.split() for line in text.strip().splitlines())
    return MappingProxyType(
        {
            name: MappingProxyType(dict(zip(STAGES, (frozenset(cell.split(",")) for cell in cells), strict=True)))
            for name, *cells in rows
        }
    )


TABLE = _read(_TABLE)
"""Where the session may be afterwards, by the command's name and the stage before it."""
