"""Who is let in, what a page may say, and what an app in a page is told."""

from __future__ import annotations

import re

import pytest

from kneecoach.web.guard import MAX_BROWSERS, Admission, Guard
from kneecoach.web.page import KEYS, headers, page, refusal
from tests.later import import_or_skip_later

import_or_skip_later("textual_serve")
import_or_skip_later("segno")

HOST = "127.0.0.1:8731"
OURS = f"http://{HOST}"


def a_guard() -> tuple[Guard, str]:
    """A guard, and the cookie of the browser that came in."""
    guard = Guard({HOST, "192.168.1.4:8731"})
    cookie = guard.exchange(guard.key)
    assert cookie is not None
    return guard, cookie


@pytest.mark.parametrize(
    ("host", "origin", "has_cookie", "needs_origin", "verdict"),
    [
        (HOST, None, True, False, Admission.OPEN),
        (HOST, OURS, True, False, Admission.OPEN),
        (HOST, OURS, True, True, Admission.OPEN),
        ("192.168.1.4:8731", "http://192.168.1.4:8731", True, True, Admission.OPEN),
        (HOST, None, False, False, Admission.NO_KEY),
        (HOST, OURS, False, True, Admission.NO_KEY),
        (None, None, True, False, Admission.WRONG_HOST),
        ("evil.example:8731", None, True, False, Admission.WRONG_HOST),
        ("127.0.0.1", None, True, False, Admission.WRONG_HOST),
        (HOST, "http://evil.example", True, False, Admission.FOREIGN),
        (HOST, "http://127.0.0.1:9000", True, False, Admission.FOREIGN),
        (HOST, f"https://{HOST}", True, False, Admission.FOREIGN),
        (HOST, "null", True, False, Admission.FOREIGN),
        (HOST, "http://192.168.1.4:8731", True, True, Admission.FOREIGN),
        (HOST, None, True, True, Admission.FOREIGN),
    ],
)
def test_who_is_let_in(
    host: str | None, origin: str | None, has_cookie: bool, needs_origin: bool, verdict: Admission
) -> None:
    guard, cookie = a_guard()
    assert guard.judge(host, origin, cookie if has_cookie else "x", needs_origin=needs_origin) is verdict


@pytest.mark.parametrize("wrong", [None, "", "x", "é" * 40])
def test_a_key_opens_once_and_another_never(wrong: str | None) -> None:
    guard = Guard({HOST})
    key = guard.key
    assert len(key) >= 32
    assert guard.exchange(wrong) is None
    assert guard.key == key, "a wrong guess uses nothing up"
    cookie = guard.exchange(key)
    assert cookie is not None
    assert cookie != key != guard.key
    assert guard.exchange(key) is None
    assert guard.knows(cookie)
    assert not guard.knows(guard.key)
    assert not guard.knows("")


def test_only_so_many_browsers_are_remembered() -> None:
    guard, first = a_guard()
    for _ in range(MAX_BROWSERS):
        guard.exchange(guard.key)
    assert len(guard.cookies) == MAX_BROWSERS
    assert not guard.knows(first)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        *(("120", 120), (33, 33), ("0", 1), (10**9, 1000), ("99999", 1000), (None, 80), ("12; rm", 80)),
        *(("²", 80), (True, 80), (2.5, 80), ("-5", 80), ([], 80), ("9" * 400, 80)),
    ],
)
def test_a_size_is_a_number_within_bounds(said: object, size: int) -> None:
    from kneecoach.web.server import size_of

    assert size_of(said, 80) == size


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    whole = page(HOST) + refusal("No.")
    assert set(re.findall(r"(?:https?|wss?)://[^/\"' ]+", whole)) == {f"ws://{HOST}"}
    assert all(
        path.startswith(("/own/", "/static/", "data:,")) for path in re.findall(r'(?:src|href)="([^"]*)"', whole)
    )
    assert "default-src 'none'" in headers(HOST)["Content-Security-Policy"]
    assert "kneecoach/" not in refusal("No."), "a stranger is told no version"


def test_the_buttons_are_two_rows_of_six() -> None:
    assert [len(row) for row in KEYS] == [6, 6]
    assert page(HOST).count("data-codes=") == 12


def test_the_app_is_told_of_the_page_and_not_of_the_servers_terminal() -> None:
    from kneecoach.web.service import app_environment

    seen = app_environment(
        {"KITTY_WINDOW_ID": "1", "TMUX": "x", "HOME": "/home/k", "TERM_PROGRAM": "kitty"}, 100, 30
    )
    assert seen["HOME"] == "/home/k"
    assert (seen["TERM_PROGRAM"], seen["COLUMNS"], seen["ROWS"]) == ("textual", "100", "30")
    assert not {"KITTY_WINDOW_ID", "TMUX"} & set(seen)


def test_a_phone_gets_a_code_to_photograph() -> None:
    from kneecoach.web.listen import invitation

    url = f"{OURS}/?key=abc"
    assert invitation(url, lan=False) == [f"Open {url}", "Its key opens one browser, once. ctrl+c ends it."]
    code = invitation(url, lan=True)[-1]
    assert code.count("\n") > 10
    assert "█" in code
