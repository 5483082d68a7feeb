"""The page: our own, so that nothing is fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence

KEYS: Sequence[Sequence[tuple[str, str, str]]] = (
    (
        ("space", "Pause", " "),
        ("enter", "Next", "\r"),
        ("n", "Skip", "n"),
        ("r", "Repeat", "r"),
        ("u", "Undo", "u"),
        ("q", "Stop", "q"),
    ),
    (
        ("←", "Left", "\x1b[D"),
        ("→", "Right", "\x1b[C"),
        ("x", "Pain", "x"),
        ("m", "Mute", "m"),
        ("esc", "Back", "\x1b"),
        ("?", "Help", "?"),
    ),
)
"""The buttons of a narrow page, in rows: its label, its name, and what it types."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: its own. xterm.js writes its own styles into the page."""


def headers(host: str) -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": POLICY.format(host=host),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def page(host: str) -> str:
    """The HTML of the app's page; `host` is the checked value of Host."""
    rows = "\n".join(f'<div class="row">{"".join(_button(*key) for key in row)}</div>' for row in KEYS)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<title>kneecoach</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/xterm.css">
<link rel="stylesheet" href="/own/page.css">
<script src="/own/page.js"></script>
<script src="/static/textual.js"></script>
</head>
<body>
<main id="terminal" class="textual-terminal" data-session-websocket-url="ws://{host}/ws" data-font-size="16"></main>
<nav id="keys" aria-label="Keys">
{rows}
</nav>
<footer id="note"><span>Sound plays on the computer that runs kneecoach.</span> <span id="awake"></span></footer>
<div id="closed" role="alert">
<p>This page is no longer connected.</p>
<p>If a session was under way, it is kept.</p>
<button type="button" id="again">Open again</button>
</div>
</body>
</html>
"""


def _button(key: str, says: str, types: str) -> str:
    codes = " ".join(str(ord(character)) for character in types)
    label = f"<kbd>{key}</kbd><span>{says}</span>"
    return f'<button type="button" data-codes="{codes}" aria-label="{says}">{label}</button>'


def refusal(words: str) -> str:
    """A page that says why nothing is shown. It names no version and loads nothing."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>kneecoach</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><p>{words}</p></body></html>
"""
