from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from starlette.requests import Request

from fauxmon_api.web import chart, zones
from fauxmon_api.web import format as fmt
from fauxmon_api.web.ranges import Window

PRAGUE = ZoneInfo("Europe/Prague")
NOON_MS = 1_740_830_400_000


def visit(cookie: str) -> Request:
    return Request({"type": "http", "path": "/", "query_string": b"", "headers": [(b"cookie", cookie.encode())]})


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [
        ("", dt.UTC),
        ("fauxmon_zone=UTC", dt.UTC),
        ("fauxmon_zone=Europe/Prague", PRAGUE),
        ("fauxmon_zone=Europe", dt.UTC),
        ("fauxmon_zone=../../etc/passwd", dt.UTC),
        ("fauxmon_zone=Mars/Olympus", dt.UTC),
    ],
)
def test_a_visitor_reads_times_in_their_zone_or_in_utc(cookie: str, zone: dt.tzinfo) -> None:
    assert zones.chosen(visit(cookie)) == zone


def test_times_are_those_of_whose_page_it_is(on_a_page: Callable[..., None]) -> None:
    assert (zones.name(), fmt.clock(NOON_MS)) == ("UTC", "12:00:00")

    async def theirs() -> None:
        assert (zones.name(), fmt.clock(NOON_MS)) == ("Europe/Prague", "13:00:00")
        assert fmt.span(NOON_MS, NOON_MS + 1000) == "2025-03-01 13:00:00 – 13:00:01 CET"
        assert chart.options([], Window(0, 1000, 1000), 0, "b/s")["useUTC"] is False

    on_a_page(theirs, visit("fauxmon_zone=Europe/Prague"))
    assert chart.options([], Window(0, 1000, 1000), 0, "b/s")["useUTC"] is True


def test_a_worker_thread_is_told_the_zone() -> None:
    assert zones.within(PRAGUE, lambda: fmt.moment(NOON_MS, NOON_MS)) == "13:00:00"
    assert fmt.moment(NOON_MS, NOON_MS) == "12:00:00"
