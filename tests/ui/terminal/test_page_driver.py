"""What the driver of a browser's page knows about how fast the page is."""

from __future__ import annotations

import importlib

import pytest
from textual.drivers import web_driver

from kneecoach.ui.terminal.pacing import PacedApp
from kneecoach.ui.terminal.page_driver import PIECE_CHARACTERS, TAKEN, PageDriver


@pytest.fixture(autouse=True)
def no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stdin that the tests run with may be something that cannot be waited on."""
    monkeypatch.setattr(web_driver, "InputReader", lambda: None)


def a_driver() -> tuple[PageDriver, list[bytes]]:
    """A driver, and the packets that it sends."""
    driver, sent = PageDriver(PacedApp(), size=(80, 24)), list[bytes]()
    driver._write = sent.append  # type: ignore[assignment]
    return driver, sent


async def test_output_waits_until_the_page_has_taken_all_of_it() -> None:
    driver, sent = a_driver()
    driver.write("é" * (PIECE_CHARACTERS + 1))
    assert [packet[5:].decode() for packet in sent] == ["é" * PIECE_CHARACTERS, "é"]
    sizes = [int.from_bytes(packet[1:5], "big") for packet in sent]
    for size in sizes:
        assert not driver.meter.is_free
        driver.on_meta(TAKEN, {"type": TAKEN, "size": size})
    assert driver.meter.is_free


@pytest.mark.parametrize("said", [{}, {"size": None}, {"size": "3"}, {"size": 0}])
async def test_what_is_not_a_size_changes_nothing(said: dict[str, object]) -> None:
    driver, _ = a_driver()
    driver.write("words")
    driver.on_meta(TAKEN, {"type": TAKEN, **said})
    assert not driver.meter.is_free


def test_the_server_says_what_the_driver_hears() -> None:
    pytest.importorskip("textual_serve")
    service = importlib.import_module("kneecoach.web.service")
    module, _, name = service.WEB_DRIVER.partition(":")
    assert getattr(importlib.import_module(module), name) is PageDriver
    assert service.TAKEN == TAKEN
