"""Business hours and black lists in SQL against the same conditions in plain Python."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fauxmon_collector.analysis.business_time import BusinessTime
from fauxmon_model.entities import DAYS, BusinessHours
from fauxmon_model.filter.addresses import in_networks
from fauxmon_model.filter.networks import Network
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
LATEST = 4_102_444_800_000
"""The year 2100."""
HOUR = 3_600_000


@pytest.fixture(scope="module")
def world(open_world: Callable[[], AbstractContextManager[World]]) -> Iterator[World]:
    with open_world() as world:
        world.source("192.168.1.123")
        yield world


hours = st.lists(
    st.tuples(st.integers(0, 23), st.integers(1, 24)).map(sorted).filter(lambda pair: pair[0] < pair[1]),
    min_size=1,
    max_size=4,
)
days = st.sets(st.sampled_from(DAYS), min_size=1)
instants = st.integers(0, LATEST) | st.builds(
    lambda hour, beside: hour * HOUR + beside, st.integers(1, LATEST // HOUR), st.integers(-1, 1)
)


def _is_business(ms: int, intervals: list[list[int]], on: set[str]) -> bool:
    moment = datetime.fromtimestamp(ms // 1000, UTC)
    return DAYS[moment.weekday()] in on and any(first <= moment.hour < end for first, end in intervals)


@settings(max_examples=60, deadline=None)
@given(intervals=hours, on=days, times=st.lists(instants, min_size=1, max_size=20))
@example(intervals=[[0, 24]], on=set(DAYS), times=[0, LATEST])
def test_business_hours(world: World, intervals: list[list[int]], on: set[str], times: list[int]) -> None:
    entity = BusinessHours(
        label="", intervals=[{"from": first, "to": end} for first, end in intervals], days=dict.fromkeys(on, True)
    )
    business = BusinessTime.of(entity)
    expected = [_is_business(ms, intervals, on) for ms in times]
    assert business.holds(np.array(times)).tolist() == expected

    world.store.clear()
    world.receive(*({"at": 0, "octets": n, "start_ms": ms} for n, ms in enumerate(times)))
    # Any column of times will do, also the start of the flows.
    rows = world.store.fetch(sa.select(FLOWS.c.octets).where(business.meets(FLOWS.c.start_ms)))
    assert {n for (n,) in rows} == {n for n, inside in enumerate(expected) if inside}


near = st.integers(0, 7)
texts = st.one_of(
    near.map(lambda n: f"10.0.0.{n}"),
    near.map(lambda n: f"2001:db8::{n:x}"),
    st.tuples(near, near).map(lambda pair: f"2001:db8:0:{pair[0]:x}:{pair[1]:x}::1"),
    st.ip_addresses().map(str),
)
networks = st.tuples(texts, st.integers(0, 128)).map(
    lambda pair: f"{pair[0]}/{pair[1] if ':' in pair[0] else pair[1] % 33}"
)


@settings(max_examples=300)
@given(text=texts | networks | st.text("0123456789abf.:/%", max_size=20))
@example(text="10.0.0.1/08")
@example(text="10.0.0.1/")
@example(text="010.0.0.1")
@example(text="::ffff:10.0.0.1/100")
@example(text="1.2.3.4/٣")
def test_texts_of_networks(text: str) -> None:
    try:
        told = ipaddress.ip_network(text, strict=False)
    except ValueError:
        with pytest.raises(ValueError):
            Network.of(text)
        return
    mapped = 0xFFFF << 32 if told.version == 4 else 0
    assert Network.of(text) == Network(int(told.network_address) | mapped, told.prefixlen + 96 * (told.version == 4))


def _inside(address: str, listed: list[str]) -> bool:
    end = ipaddress.ip_address(address)
    return any(end in ipaddress.ip_network(text, strict=False) for text in listed)


@settings(max_examples=80, deadline=None)
@given(
    ends=st.lists(st.tuples(texts, texts), min_size=1, max_size=10),
    listed=st.lists(texts | networks, max_size=12),
    more=st.sampled_from((0, 30)),
)
def test_lists_of_networks(world: World, ends: list[tuple[str, str]], listed: list[str], more: int) -> None:
    # Long lists are looked up, short ones are compared one by one.
    listed += [f"198.51.100.{number}" for number in range(more)]
    # An IPv6 flow from a mapped address is one from the IPv4 address in the flow table.
    mapped = ipaddress.ip_network("::ffff:0:0/96")
    unmapped = [
        text for text in listed if ":" not in text or not ipaddress.ip_network(text, strict=False).subnet_of(mapped)
    ]  # type: ignore[arg-type]
    flows: list[dict[str, Any]] = [
        {"octets": n, "src": src, "dst": dst} for n, (src, dst) in enumerate(ends) if (":" in src) == (":" in dst)
    ]
    world.store.clear()
    world.receive(*flows)
    for sides in (("src",), ("dst",), ("src", "dst")):
        networks = [Network.of(text) for text in unmapped]
        condition = sa.or_(*(in_networks(side, networks) for side in sides))
        rows = world.store.fetch(sa.select(FLOWS.c.octets).where(condition)) if flows else []
        assert {n for (n,) in rows} == {f["octets"] for f in flows if any(_inside(f[side], unmapped) for side in sides)}
