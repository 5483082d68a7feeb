"""Names of events and commands, as the journal and `--json` write them."""

import re
from functools import cache


@cache
def kebab(kind: type) -> str:
    """`rep-counted` for the class RepCounted."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
