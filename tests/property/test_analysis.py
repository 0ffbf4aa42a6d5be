"""The analysis in SQL against the same questions answered flow by flow in Python, over arbitrary small flow sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fauxmon_collector.analysis import ChartQuery, StatisticsQuery
from fauxmon_collector.analysis.npm import METRICS
from fauxmon_collector.store.chart_time import LONGEST_WAIT_MS, ChartTime
from fauxmon_model.repository import ChapterDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
SOURCES = 3
ADDRESSES = ("10.0.0.1", "10.0.0.2", "192.0.2.7", "2001:db8::1", "2001:db8::2")
PORTS = (0, 53, 443, 65535)
PROTOCOLS = (0, 1, 6, 17, 47, 58, 255)
PROTOCOL_NAMES = {1: "ICMP", 6: "TCP", 17: "UDP", 47: "GRE", 58: "ICMP6"}

Flow = dict[str, Any]
Test = Callable[[Flow], bool]

FILTERS: dict[str, Test] = {
    "any": lambda _: True,
    "proto tcp": lambda f: f["protocol"] == 6,
    "not src net 10.0.0.0/8": lambda f: not f["src"].startswith("10."),
    "port 53 or ip 2001:db8::1": lambda f: (
        53 in (f["src_port"], f["dst_port"]) or "2001:db8::1" in (f["src"], f["dst"])
    ),
    "bytes > 500 and packets <= 3": lambda f: f["octets"] > 500 and f["packets"] <= 3,
}

NPM_COLUMNS = ("npm_srt", "npm_rtt", "npm_jitter_avg", "npm_jitter_max", "npm_retransmissions")
NPM_VALUES: dict[str, Callable[[Flow], tuple[int | None, int | None]]] = {
    "srt": lambda f: (f.get("npm_srt"), f.get("npm_srt")),
    "rtt": lambda f: (f.get("npm_rtt"), f.get("npm_rtt")),
    "jitter": lambda f: (f.get("npm_jitter_avg"), f.get("npm_jitter_max", f.get("npm_jitter_avg"))),
    "rtr": lambda f: (f.get("npm_retransmissions"), f.get("npm_retransmissions")),
}
"""What means are of, and what the largest is of."""

counts = st.integers(0, 1000) | st.integers(0, 2**50)
flows = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.integers(-2_000, 12_000).map(lambda ms: ms / 1000),
            "source_id": st.integers(1, SOURCES),
            "octets": counts,
            "reverse_octets": counts,
            "packets": counts,
            "reverse_packets": counts,
            "flows": st.integers(0, 5),
            "protocol": st.sampled_from(PROTOCOLS),
            "src": st.sampled_from(ADDRESSES),
            "dst": st.sampled_from(ADDRESSES),
            "src_port": st.sampled_from(PORTS),
            "dst_port": st.sampled_from(PORTS),
            "waited": st.integers(-2_000, 9_000)
            | st.integers(LONGEST_WAIT_MS - 1, LONGEST_WAIT_MS + 1)
            | st.just(NOON),
        },
        optional=dict.fromkeys(NPM_COLUMNS, st.integers(0, 50) | st.integers(0, 2**32 - 1)),
    ),
    max_size=25,
)
spans = st.tuples(st.integers(-1_000, 9_000), st.integers(0, 9_000)).map(lambda t: (t[0], t[0] + t[1]))
protocols = st.sampled_from([0, 1, 6, 17, 58, 47, 255])
times = st.sampled_from(ChartTime)


@pytest.fixture(scope="module")
def world(open_world: Callable[[], AbstractContextManager[World]]) -> Iterator[World]:
    with open_world() as world:
        for host in range(1, SOURCES + 1):
            world.source(f"192.168.1.{host}")
        world.profile("Filters", {f"c{index}": text for index, text in enumerate(FILTERS)})
        for profile in (profile_id(world, "All Sources"), profile_id(world, "Filters")):
            shown = dict.fromkeys(METRICS, True)
            world.repository.chapters.create(
                ChapterDraft(name=f"Performance of {profile}", type="traffic", profile_id=profile, performance=shown)
            )
        world.now_ms = NOON + 60_000
        yield world


def profile_id(world: World, name: str) -> str:
    return next(profile.id for profile in world.repository.profiles.all() if profile.name == name)


def fill(world: World, given_flows: Sequence[Flow]) -> None:
    world.store.clear()
    rows = [{**flow, "began": flow["at"] - flow["waited"] / 1000} for flow in given_flows]
    world.receive(*({name: value for name, value in row.items() if name != "waited"} for row in rows))


def received(flow: Flow) -> int:
    return round(flow["at"] * 1000)


def ms(flow: Flow, time: ChartTime) -> int:
    believed = time is ChartTime.START and 0 <= flow["waited"] <= LONGEST_WAIT_MS
    return received(flow) - (flow["waited"] if believed else 0)


def has_protocol(flow: Flow, protocol: int) -> bool:
    if protocol == 255:
        return flow["protocol"] not in (1, 6, 17, 58)
    return protocol in (0, flow["protocol"])


def sums(chosen: Sequence[Flow]) -> tuple[int, int, int]:
    return (
        sum(f["octets"] + f["reverse_octets"] for f in chosen),
        sum(f["packets"] + f["reverse_packets"] for f in chosen),
        sum(f["flows"] for f in chosen),
    )


def channel_tests(name: str) -> list[Test]:
    """What tells the flows of each Channel of a Profile."""
    if name == "All Sources":
        return [lambda f, n=number: f["source_id"] == n for number in range(1, SOURCES + 1)]  # type: ignore[misc]
    # A Channel begins with its Profile: at noon.
    return [lambda f, t=test: received(f) >= 0 and t(f) for test in FILTERS.values()]  # type: ignore[misc]


@settings(max_examples=60, deadline=None)
@given(
    given_flows=flows,
    span=spans,
    step=st.sampled_from([1000, 2000, 5000]),
    protocol=protocols,
    name=st.sampled_from(["All Sources", "Filters"]),
    time=times,
)
def test_charts(
    world: World, given_flows: list[Flow], span: tuple[int, int], step: int, protocol: int, name: str, time: ChartTime
) -> None:
    fill(world, given_flows)
    world.go_by(time)
    first = span[0] - span[0] % step
    last = max(span[1] - span[1] % step, first + step)

    charts = {
        measure: world.analysis.chart(
            ChartQuery(profile_id(world, name), NOON + span[0], NOON + span[1], measure, protocol, None, step)  # type: ignore[arg-type]
        )
        for measure in ("traffic", "packets", "flows")
    }

    for index, test in enumerate(channel_tests(name)):
        for field, (measure, factor) in enumerate({"traffic": 8, "packets": 1, "flows": 1}.items()):
            points = charts[measure].series[index].points
            assert [label - NOON for label, _ in points] == list(range(first + step, last + step, step))
            expected = [
                factor
                * round(sums(_within(given_flows, start, start + step, time, protocol, test))[field] * 1000 / step, 5)
                for start in range(first, last, step)
            ]
            assert [value for _, value in points] == pytest.approx(expected, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    given_flows=flows,
    span=spans,
    step=st.sampled_from([1000, 2000, 5000]),
    protocol=protocols,
    name=st.sampled_from(["All Sources", "Filters"]),
    time=times,
)
def test_performance(
    world: World, given_flows: list[Flow], span: tuple[int, int], step: int, protocol: int, name: str, time: ChartTime
) -> None:
    fill(world, given_flows)
    world.go_by(time)
    first = span[0] - span[0] % step
    last = max(span[1] - span[1] % step, first + step)
    profile, asked = profile_id(world, name), (NOON + span[0], NOON + span[1])
    chapter = next(c for c in world.repository.chapters.all() if c.name == f"Performance of {profile}")

    chart = world.analysis.chart(ChartQuery(profile, *asked, protocol=protocol, step_ms=step, npm=tuple(METRICS)))
    shown = world.analysis.traffic_chapter(chapter, *asked, step).npm

    def carried(metric: str, start: int, end: int, protocol: int, test: Test) -> tuple[list[int], list[int]]:
        chosen = [NPM_VALUES[metric](f) for f in _within(given_flows, start, end, time, protocol, test)]
        return [v for v, _ in chosen if v is not None], [peak for _, peak in chosen if peak is not None]

    tests = channel_tests(name)
    assert [series.id for series in chart.npm] == [f"npm-{metric}" for metric in METRICS]
    for metric, series in zip(METRICS, chart.npm, strict=True):
        assert [label - NOON for label, _ in series.points] == list(range(first + step, last + step, step))
        for start, (_, value) in zip(range(first, last, step), series.points, strict=True):
            values = [v for test in tests for v in carried(metric, start, start + step, protocol, test)[0]]
            assert value == (sum(values) if metric == "rtr" else round(mean(values), 5))
    assert shown is not None
    rows = dict(shown.rows)
    for channel, test in zip(world.repository.profiles.get(profile).channels, tests, strict=True):
        for metric, found in zip(METRICS, rows[channel.name], strict=True):
            values, peaks = carried(metric, first, last, 0, test)
            assert found[2:] == (len(values), mean(values), max(peaks, default=0))
    for metric, found in zip(METRICS, shown.total, strict=True):
        each = [carried(metric, first, last, 0, test) for test in tests]
        values, peaks = ([v for own in each for v in own[place]] for place in (0, 1))
        assert found[2:] == (len(values), mean(values), max(peaks, default=0))


def mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else 0.0


@settings(max_examples=60, deadline=None)
@given(given_flows=flows, span=spans, protocol=protocols, name=st.sampled_from(["All Sources", "Filters"]), time=times)
def test_totals(
    world: World, given_flows: list[Flow], span: tuple[int, int], protocol: int, name: str, time: ChartTime
) -> None:
    fill(world, given_flows)
    world.go_by(time)

    found = world.analysis.totals(profile_id(world, name), NOON + span[0], NOON + span[1], None, protocol)

    for entry, test in zip(found, channel_tests(name), strict=True):
        chosen = _within(given_flows, *span, time, protocol, test)
        assert (entry.octets, entry.packets, entry.flows) == sums(chosen)
        seen = [NOON + received(f) for f in chosen]
        assert (entry.first_ms, entry.last_ms) == (min(seen, default=None), max(seen, default=None))


SUBJECTS: dict[str, Callable[[Flow], set[tuple[str, int | None]]]] = {
    "ip": lambda f: {(f["src"], None), (f["dst"], None)},
    "srcip": lambda f: {(f["src"], None)},
    "dstip": lambda f: {(f["dst"], None)},
    "port": lambda f: {(str(f["src_port"]), None), (str(f["dst_port"]), None)},
    "srcport": lambda f: {(str(f["src_port"]), None)},
    "dstport": lambda f: {(str(f["dst_port"]), None)},
    "portp": lambda f: {(str(f["src_port"]), f["protocol"]), (str(f["dst_port"]), f["protocol"])},
    "proto": lambda f: {(PROTOCOL_NAMES.get(f["protocol"], str(f["protocol"])), f["protocol"])},
}


@settings(max_examples=100, deadline=None)
@given(
    given_flows=flows,
    span=spans,
    stats_by=st.sampled_from(sorted(SUBJECTS)),
    order_by=st.sampled_from(["bytes", "packets", "flows"]),
    limit=st.integers(1, 6),
    protocol=protocols,
    text=st.sampled_from(sorted(FILTERS)),
    time=times,
)
def test_statistics(
    world: World,
    given_flows: list[Flow],
    span: tuple[int, int],
    stats_by: str,
    order_by: str,
    limit: int,
    protocol: int,
    text: str,
    time: ChartTime,
) -> None:
    fill(world, given_flows)
    world.go_by(time)
    chosen = _within(given_flows, *span, time, protocol, FILTERS[text])
    by_subject: dict[tuple[str, int | None], list[Flow]] = defaultdict(list)
    for flow in chosen:
        for subject in SUBJECTS[stats_by](flow):
            by_subject[subject].append(flow)
    expected = {subject: sums(own) for subject, own in by_subject.items()}
    place = ("bytes", "packets", "flows").index(order_by)

    found = world.analysis.statistics(
        StatisticsQuery("live", NOON + span[0], NOON + span[1], stats_by, order_by, limit, None, text, protocol)
    )

    rows = [((row.subject, row.proto), (row.octets, row.packets, row.flows)) for row in found.rows]
    assert (found.total.octets, found.total.packets, found.total.flows) == sums(chosen)
    assert all(expected[subject] == values for subject, values in rows)
    assert len({subject for subject, _ in rows}) == len(rows)
    best = sorted(((values[place], values[0]) for values in expected.values()), reverse=True)
    assert [(values[place], values[0]) for _, values in rows] == best[:limit]


def _within(
    given_flows: Sequence[Flow], first: int, end: int, time: ChartTime, protocol: int, test: Test
) -> list[Flow]:
    return [f for f in given_flows if first <= ms(f, time) < end and has_protocol(f, protocol) and test(f)]
