"""Evidence made by hand: a pair of which A sends for ten seconds, then nothing for three, then B for ten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fauxmon_collector.failover.evidence import Activity, ChapterScope, Evidence, Node, Turn
from fauxmon_collector.failover.report import Report
from fauxmon_collector.failover.verdict import judge
from fauxmon_collector.failover.witnessed import Stream, Witnessed

T0 = 1_740_830_400_000
A, B, S, ROUTER = "192.168.1.123", "192.168.1.124", "192.168.1.100", "192.168.1.1"


class Pair:
    """What the tests build evidence from. Times are seconds from T0."""

    T0 = T0
    A, B, S, ROUTER = A, B, S, ROUTER

    @staticmethod
    def stream(first: float, last: float, port: int = 40_000, domain: int = 1, **more: Any) -> Stream:
        more.setdefault("template_ms", T0 + round(first * 1000))
        return Stream(3000, port, 10, domain, T0 + round(first * 1000), T0 + round(last * 1000), 10, **more)

    @staticmethod
    def turns(*spans: tuple[float, float]) -> tuple[Turn, ...]:
        return tuple(Turn(T0 + round(begin * 1000), T0 + round(end * 1000)) for begin, end in spans)

    @classmethod
    def source(cls, address: str, *streams: Stream, number: int = 1, port: int = 3000) -> Witnessed:
        channel = f"{address.replace('.', '-')}_p{port}"
        first_ms = min((stream.first_ms for stream in streams), default=T0)
        last_ms = max((stream.last_ms for stream in streams), default=T0)
        return Witnessed(number, address, port, channel, first_ms, last_ms, 100, streams)

    @classmethod
    def node(cls, address: str, *streams: Stream, flows: int = 100, **more: Any) -> Node:
        """One that has flows whenever it sent messages."""
        if not streams:
            return Node(address)
        spans = cls.turns(*(((one.first_ms - T0) / 1000, (one.last_ms - T0) / 1000) for one in streams))
        activity = Activity(flows, 1000 * flows, spans, spans) if flows else Activity()
        return Node(address, (cls.source(address, *streams),), activity, **more)

    @classmethod
    def evidence(cls, **more: Any) -> Evidence:
        """Of a clean failover, but for what is given."""
        before = more.get("before", cls.node(A, cls.stream(0, 10)))
        after = more.get("after", cls.node(B, cls.stream(13, 23, 40_001, 2)))
        chapters = [ChapterScope("All", None), ChapterScope("A", tuple(before.channels) or ("a",))]
        values: dict[str, Any] = {
            "now_ms": T0 + 23_000,
            "since_ms": 0,
            "over": True,
            "before": before,
            "after": after,
            "live_channels": (*before.channels, *after.channels),
            "chapters": chapters,
            "total_flows": before.activity.flows + after.activity.flows,
            "ports": (2055, 3000),
        }
        return Evidence(**{**values, **more})

    @classmethod
    def verdict(cls, **more: Any) -> Report:
        return judge(cls.evidence(**more))

    @staticmethod
    def seen(node: Node, **more: Any) -> Node:
        """The node with other activity."""
        return replace(node, activity=replace(node.activity, **more))


@pytest.fixture
def pair() -> type[Pair]:
    return Pair
