from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_state import states
from fauxmon_api.web.sources.measured import MEAN_MS, Measured, Measuring, path
from fauxmon_collector.analysis import Sampled


def read(context: Context, measuring: Measuring) -> Measured:
    return measuring.read(states(context), context.now_ms())


def test_rates_are_means_of_the_last_minute_or_since_it_is_there(world: Any, context: Context, collecting: Any) -> None:
    old, new = world.source("192.168.1.123"), world.source("192.168.1.124")
    for source in (old, new):
        world.receive({"source_id": source.id, "at": 295, "octets": 1200, "packets": 30, "flows": 6, "sampling": 8.0})
    world.now_ms += 300_000
    seen = {"last_seen_ms": world.now_ms}
    collecting.sources = {old.id: seen, new.id: {**seen, "first_seen_ms": world.now_ms - 5_000}}
    measured = read(context, Measuring(context))
    assert measured.rates[old.channel_id] == (6 / 60, 30 / 60, 8 * 1200 / 60)
    assert measured.rates[new.channel_id] == (6 / 5, 30 / 5, 8 * 1200 / 5)
    assert measured.sampled == {old.id: Sampled(8, 8), new.id: Sampled(8, 8)}
    assert measured.slots == 60
    assert measured.colors[old.channel_id].startswith("#")


def test_without_news_it_is_asked_again_a_slot_later_while_there_is_something_to_draw(
    world: Any, context: Context, collecting: Any
) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -10, "octets": 1000})
    collecting.sources = {source.id: {"last_seen_ms": world.now_ms - 10_000}}
    measuring = Measuring(context)
    first = read(context, measuring)
    assert read(context, measuring) is first
    world.now_ms += 5_000
    second = read(context, measuring)
    assert second is not first
    assert sum(map(bool, second.traffic[source.channel_id])) == 1
    world.now_ms += 5 * MEAN_MS
    last = read(context, measuring)
    assert not any(last.traffic[source.channel_id])
    world.now_ms += 5_000
    assert read(context, measuring) is last, "nothing has changed, and nothing will"


def test_the_outline_of_values() -> None:
    assert path([], 4) == path([0, 0], 4) == ""
    assert path([0, 5, 10], 4) == "M0 20V20H25V10.5H50V1H75V20Z"
