from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.monitoring import drawing
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.monitoring.snapshot import Reading


def measured(world: Any) -> tuple[Any, Any]:
    """Two Sources with flows of 2 and 4 ms round-trip time in one second."""
    sources = world.source("192.168.1.123"), world.source("192.168.1.124")
    for source, rtt in zip(sources, (2000, 4000), strict=True):
        world.receive({"source_id": source.id, "at": -30.5, "npm_rtt": rtt, "npm_retransmissions": 3})
    return sources


def values(context: Context, selection: Selection) -> tuple[dict[str, Any], dict[int, float]]:
    """Of the first line: how it is drawn, and its values but for zeros."""
    first, *_ = drawing.options(Reading(context).read(selection))["series"]
    return first, {label: value for label, value in first["data"] if value}


def test_performance_is_one_line_over_the_channels_shown(world: Any, context: Context) -> None:
    first, _ = measured(world)
    at_ms = world.now_ms - 30_000
    line, shown = values(context, Selection(measure="rtt"))
    assert (line["name"], line["stack"], shown) == ("Round-trip time", None, {at_ms: 3.0})
    assert values(context, Selection(measure="rtt", channel_ids=(first.channel_id,)))[1] == {at_ms: 2.0}
    assert values(context, Selection(measure="rtr"))[1] == {at_ms: 6}
    hatched, nothing = values(context, Selection(measure="rtt", channel_ids=()))
    assert ("markArea" in hatched, nothing) == (True, {}), "no Channel, no line"


def test_rates_are_stacked_and_left_out_channels_are_not_there(world: Any, context: Context) -> None:
    _, second = measured(world)
    series = drawing.options(Reading(context).read(Selection(channel_ids=(second.channel_id,))))["series"]
    assert [one.get("stack") for one in series] == ["above", None]


def test_what_is_drawn_is_told_below_it(world: Any, context: Context) -> None:
    keys = [
        drawing.key(Reading(context).read(Selection(measure=measure, step_s=60)))
        for measure in ("traffic", "rtt", "rtr")
    ]
    slots = "60 s slots, by receive time, UTC"
    assert keys == [
        f"b/s, {slots}",
        f"Round-trip time, mean of all Channels shown, {slots}",
        f"Retransmissions of all Channels shown, {slots}",
    ]
