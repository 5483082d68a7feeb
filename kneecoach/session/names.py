"""Names of events and commands, as the journal and `--json` write them."""

import re
from functools import cache


def kebab(kind: type) -> str:
    """`rep-counted` for the class RepCounted."""
    return _kebab(kind.__name__)


@cache
def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
