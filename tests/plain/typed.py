"""Lines typed in a session, in text mode or with `--json`."""

from __future__ import annotations

import io
from typing import cast

from kneecoach.plain.input import Input
from kneecoach.plain.keys import Keys
from kneecoach.plain.printer import PlainPrinter
from kneecoach.plain.protocol import JsonPrinter
from kneecoach.sound import Sound
from tests.plain.test_pain import Endless
from tests.running.bench import Bench


def obey(bench: Bench, *lines: str, plain: bool) -> io.StringIO:
    """Obey these lines at once. Returns what is printed then, and what is printed later."""
    out = io.StringIO()
    printer = PlainPrinter(out, bench.runner) if plain else JsonPrinter(out)
    bench.runner.listen(printer.happened)
    keys = Keys(Input(Endless()), bench.runner, cast(Sound, None), printer, 5)
    for line in lines:
        keys.obey(line)
    return out
