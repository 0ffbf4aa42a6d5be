"""What pages are woken by, and what not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from fauxmon_api.context import Collecting, Settled
from fauxmon_api.web.news import HELD_S, SETTLE_S, News

if TYPE_CHECKING:
    from tests.web.conftest import QuietCollecting


class Busy:
    """Something comes in whenever somebody waits for that."""

    def __init__(self, quiet: QuietCollecting) -> None:
        self.quiet = quiet
        self.number = 7
        self.waited: list[tuple[int, float]] = []
        self.settled: list[float] = []

    def source_counters(self) -> object:
        return {id_: dict(counted) for id_, counted in self.quiet.sources.items()}

    def progress(self) -> int:
        return self.number

    async def progressed(self, since: int, timeout_s: float) -> int:
        self.waited.append((since, timeout_s))
        self.number += 1
        return self.number

    async def settle(self, timeout_s: float) -> Settled:
        self.settled.append(timeout_s)
        return Settled(True, 0)


@pytest.fixture
def busy(collecting: QuietCollecting) -> Busy:
    collecting.sources[1] = {"records": 5}
    return Busy(collecting)


def test_sources_that_come_go_or_begin_to_send_flows_are_news(busy: Busy) -> None:
    sources = busy.quiet.sources
    news = News(cast("Collecting", busy))

    def waited() -> bool:
        return asyncio.run(news.wait())

    assert not waited()
    sources[1] = {"records": 6}
    assert not waited(), "more of the same"
    sources[2] = {"records": 0}
    assert waited(), "a new Source"
    assert not waited(), "only once"
    sources[2] = {"records": 1}
    assert waited(), "its first flows"
    del sources[1]
    assert waited(), "a Source that has gone"
    assert not waited()
    assert busy.settled == [SETTLE_S] * 3, "what came with it can be queried"


def test_it_waits_for_what_comes_after_the_last_look(busy: Busy) -> None:
    news = News(cast("Collecting", busy))
    for _ in range(2):
        asyncio.run(news.wait())
    assert busy.waited == [(7, HELD_S), (8, HELD_S)]
