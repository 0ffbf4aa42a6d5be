from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_state import states
from fauxmon_api.web.sources.measured import Measured, Measuring, path
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


def test_without_news_rates_are_asked_again_while_they_fall_and_traffic_goes_by(
    world: Any, context: Context, collecting: Any
) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -10, "octets": 1000})
    collecting.sources = {source.id: {"last_seen_ms": world.now_ms - 10_000}}
    measuring = Measuring(context)

    def busy() -> list[int]:
        traffic = read(context, measuring).traffic[source.channel_id]
        return [place for place, rate in enumerate(traffic) if rate]

    first = read(context, measuring)
    assert read(context, measuring).rates is first.rates
    world.now_ms += 60_000
    later = read(context, measuring)
    assert (first.rates[source.channel_id].flows > 0, later.rates[source.channel_id].flows) == (True, 0)
    (place,) = busy()
    world.now_ms += 60_000
    last = read(context, measuring)
    assert busy() == [place - 12]
    world.now_ms += 60_000
    assert busy() == [place - 24]
    assert read(context, measuring).rates is last.rates, "nothing has changed, and nothing will"


def test_the_outline_of_values() -> None:
    assert path([], 4) == path([0, 0], 4) == ""
    assert path([0, 5, 10], 4) == "M0 20V20H25V10.5H50V1H75V20Z"
