"""What the Failover page reads, and that it reads it once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web import when_new
from fauxmon_api.web.sources.failover_choice import FailoverChoice
from fauxmon_api.web.sources.failover_shot import FailoverReading, FailoverShot, quiet
from fauxmon_collector.failover.witnessed import ByExporter, Stream, Witnessed

Read = Callable[[FailoverChoice], FailoverShot]


def witnessed(source: Any, first_ms: int, last_ms: int, **more: Any) -> Witnessed:
    stream = Stream(3000, 40_000, 5, 0, first_ms, last_ms, 9, **more)
    identity = (source.id, source.address, 3000, source.channel_id)
    return Witnessed(*identity, first_ms, last_ms, 9, (stream,))


def reading(context: Context, *looks: Callable[[Read], None]) -> None:
    """As a page does it: the view's thread beside the event loop."""

    async def page() -> None:
        read = FailoverReading(context).read
        for look in looks:
            await asyncio.to_thread(look, read)

    asyncio.run(page())


def test_two_nodes_are_judged_and_drawn_once_while_nothing_comes(
    world: Any, context: Context, collecting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(when_new, "REST", 0)
    one, other = world.source("192.168.1.123"), world.source("192.168.1.124")
    for source, first in ((one, -50), (other, -30)):
        world.receive(*({"source_id": source.id, "at": first + second, "octets": 100} for second in range(10)))
    noon = world.now_ms
    collecting.witnessed = [
        witnessed(one, noon - 50_000, noon - 41_000),
        witnessed(other, noon - 30_000, noon - 21_000),
    ]
    collecting.sources = {
        one.id: {"first_seen_ms": noon - 50_000, "last_seen_ms": noon - 41_000},
        other.id: {"first_seen_ms": noon - 30_000, "last_seen_ms": noon - 21_000},
    }
    choice, shots = FailoverChoice(), []

    def look(read: Read) -> None:
        shots.extend([read(choice), read(choice)])
        world.now_ms += 1_000
        shots.append(read(choice))
        collecting.number += 1
        shots.append(read(choice))
        shots.append(read(replace(choice, final=True)))

    reading(context, look)
    first, again, later, news, final = shots
    assert first.report is not None
    assert (str(first.report.result), first.report.facts["switch"]["gap_ms"]) == ("pass", 11_000)
    assert again.report is first.report
    assert again.drawn is first.drawn
    assert later.report is first.report, "a second more of a long silence tells nothing"
    assert (news.report is first.report, final.report is news.report) == (False, False)
    assert len(collecting.asked) == 3
    assert {series.channel_id for series in first.drawn.series} == {one.channel_id, other.channel_id}
    assert first.endpoint == "127.0.0.1:2055"


def test_without_two_nodes_server_nat_is_found_all_the_same(world: Any, context: Context, collecting: Any) -> None:
    shared = world.source("192.168.1.100")
    noon = world.now_ms
    seen = witnessed(shared, noon - 50_000, noon - 41_000, by_exporter=ByExporter(0, 1))
    (stream,) = seen.streams
    second = replace(stream, port=40_001, domain=2, first_ms=noon - 30_000, last_ms=noon)
    collecting.witnessed = [replace(seen, streams=(stream, second))]

    def look(read: Read) -> None:
        shot = read(FailoverChoice())
        assert (shot.question, shot.report, shot.drawn) == (None, None, None)
        assert [str(finding.code) for finding in shot.findings] == ["SERVER_NAT_ON"]

    reading(context, look)


def test_nodes_that_are_no_sources_are_judged_without_a_chart(context: Context) -> None:
    def look(read: Read) -> None:
        shot = read(FailoverChoice(before="10.9.9.1", after="10.9.9.2", final=True))
        assert shot.report is not None
        assert [str(finding.code) for finding in shot.report.findings] == ["NOTHING_ARRIVES"]
        assert shot.drawn is None

    reading(context, look)


@pytest.mark.parametrize(("one_ms", "other_ms", "same"), [(0, 999, True), (0, 1000, False), (60_000, 119_999, True)])
def test_silence_is_looked_at_each_second_and_then_each_minute(one_ms: int, other_ms: int, same: bool) -> None:
    assert (quiet(one_ms) == quiet(other_ms)) is same
    assert quiet(119_999) != quiet(120_000)
