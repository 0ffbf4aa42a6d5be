from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.monitoring import snapshot
from fauxmon_api.web.monitoring.selection import Selection


def test_it_holds_what_the_selection_asks_for(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive(
        {"source_id": source.id, "at": -31, "protocol": 6, "packets": 7},
        {"source_id": source.id, "at": -31, "protocol": 17, "packets": 5},
    )
    shot = snapshot.read(context, Selection("live", "15 min", "packets", 17))
    (series,) = shot.chart.series
    assert dict(series.points)[world.now_ms - 30_000] == 1.0
    assert shot.totals[source.channel_id].packets == 5


def test_a_profile_that_is_gone_gives_all_sources(context: Context) -> None:
    assert snapshot.read(context, Selection("Gone-123456")).profile.id == "live"


def test_events_come_newest_first_and_not_without_end(context: Context, collecting: Any) -> None:
    collecting.happened = [{"id": i, "time_ms": i, "kind": "reset", "text": ""} for i in range(1, 2000)]
    events = snapshot.read(context, Selection()).events
    assert [event["id"] for event in events[:2]] == [1999, 1998]
    assert len(events) == snapshot.EVENTS


def test_newcomers_are_told_where_to_send(context: Context) -> None:
    assert snapshot.read(context, Selection()).endpoint == "127.0.0.1:2055"
