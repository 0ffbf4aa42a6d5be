"""What pages are woken by, and what not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import pytest

from fauxmon_api.context import Collecting, Settled
from fauxmon_api.web.news import HELD_S, SETTLE_S, News

if TYPE_CHECKING:
    from tests.web.conftest import QuietCollecting


class Busy:
    """Something comes in whenever somebody waits for that, unless it is `still`. An event comes when it is told."""

    def __init__(self, quiet: QuietCollecting) -> None:
        self.quiet = quiet
        self.number = 7
        self.still = False
        self.waited: list[tuple[int, float]] = []
        self.settled: list[float] = []
        self.left = 0

    def source_counters(self) -> object:
        return {id_: dict(counted) for id_, counted in self.quiet.sources.items()}

    def problem_counts(self) -> object:
        return self.quiet.problem_counts()

    def events(self, since: int = 0, limit: int = 1000) -> Sequence[Mapping[str, Any]]:
        return self.quiet.events(since, limit)

    def progress(self) -> int:
        return self.number

    async def progressed(self, since: int, timeout_s: float) -> int:
        self.waited.append((since, timeout_s))
        if self.still:
            await self._for_ever()
        self.number += 1
        return self.number

    async def next_event(self, since: int, timeout_s: float) -> Sequence[Mapping[str, Any]]:
        if not self.events(since):
            await self._for_ever()
        return self.events(since)

    async def _for_ever(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.left += 1

    async def settle(self, timeout_s: float) -> Settled:
        self.settled.append(timeout_s)
        return Settled(True, 0)


@pytest.fixture
def busy(collecting: QuietCollecting) -> Busy:
    collecting.sources[1] = {"records": 5}
    return Busy(collecting)


def waited(news: News) -> bool:
    return asyncio.run(news.wait())


def test_sources_that_come_go_or_begin_to_send_flows_are_news(busy: Busy) -> None:
    sources = busy.quiet.sources
    news = News(cast("Collecting", busy))
    assert not waited(news)
    sources[1] = {"records": 6}
    assert not waited(news), "more of the same"
    sources[2] = {"records": 0}
    assert waited(news), "a new Source"
    assert not waited(news), "only once"
    sources[2] = {"records": 1}
    assert waited(news), "its first flows"
    del sources[1]
    assert waited(news), "a Source that has gone"
    assert not waited(news)
    assert busy.settled == [SETTLE_S] * 3, "what came with it can be queried"


def test_problems_of_another_kind_are_news(busy: Busy) -> None:
    def problem(exporter: str, code: str) -> dict[str, Any]:
        return {"exporter": exporter, "listening_port": 2055, "code": code}

    busy.quiet.found = [problem("10.0.0.1", "empty")]
    news = News(cast("Collecting", busy))
    assert not waited(news)
    busy.quiet.found.append(problem("10.0.0.1", "empty"))
    assert not waited(news), "more of the same"
    busy.quiet.found.append(problem("10.0.0.1", "bad-length"))
    assert waited(news), "another code"
    busy.quiet.found.append(problem("10.0.0.2", "empty"))
    assert waited(news), "another exporter"
    assert not waited(news)


def test_an_event_is_news_though_nothing_comes_in(busy: Busy) -> None:
    busy.still = True
    busy.quiet.happened = [{"id": 4}]
    news = News(cast("Collecting", busy))
    busy.quiet.happened.append({"id": 5})
    assert waited(news)
    assert busy.left == 1, "what it waited for besides is left"
    busy.still = False
    assert not waited(news), "only once"


def test_it_waits_for_what_comes_after_the_last_look(busy: Busy) -> None:
    news = News(cast("Collecting", busy))
    for _ in range(2):
        waited(news)
    assert busy.waited == [(7, HELD_S), (8, HELD_S)]
