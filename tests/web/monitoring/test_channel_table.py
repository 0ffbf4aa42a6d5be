from __future__ import annotations

from typing import Any

from nicegui import json

from fauxmon_api.context import Context
from fauxmon_api.web.monitoring.channel_table import COLUMNS, rates, rows
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.monitoring.snapshot import Reading


def test_a_silent_source_stays_and_the_other_is_active(world: Any, context: Context, collecting: Any) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    world.receive({"source_id": first.id, "at": -60, "packets": 4, "octets": 3072, "flows": 1})
    world.receive({"source_id": second.id, "at": -1, "packets": 2, "octets": 1024, "flows": 1})
    collecting.sources = {first.id: {"last_seen_ms": world.now_ms - 60_000}, second.id: {"last_seen_ms": world.now_ms}}
    silent, active = rows(Reading(context).read(Selection()))
    assert (silent["name"], silent["state"], silent["tone"]) == ("192.168.1.123", "silent 60 s", "warn")
    assert (active["name"], active["state"], active["tone"]) == ("192.168.1.124", "active", "ok")
    assert silent["text"] == {
        "first": "12:00:00",
        "last": "11:59:00",
        "flows": "1",
        "packets": "4",
        "octets": "3 KiB",
        "share": "75.0 %",
        "mean": "82.2 b/s",
        "most": "24.6 kb/s",
        "at95": "0 b/s",
    }
    assert silent["checked"]
    assert set(silent) >= {column.name for column in COLUMNS if column.kind != "check"}


def test_a_source_without_flows_has_a_row(world: Any, context: Context) -> None:
    world.source("192.168.1.123")
    (row,) = rows(Reading(context).read(Selection()))
    assert (row["flows"], row["percent"], row["text"]["share"]) == (0, 0, "")


def test_channels_of_other_profiles_are_seen_when_their_flows_are(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    profile = world.profile("Web", {"https": "port 443", "dns": "port 53"})
    for at in (30, 40):
        world.receive({"source_id": source.id, "at": at, "dst_port": 443})
    world.now_ms += 60_000
    https, dns = rows(Reading(context).read(Selection(profile.id)))
    assert (https["text"]["first"], https["text"]["last"], https["flows"]) == ("12:00:30", "12:00:40", 2)
    assert (dns["state"], dns["text"]["first"]) == ("no flows", "")


def test_sums_beyond_64_bits_can_be_sent_to_the_page(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    for _ in range(3):
        world.receive({"source_id": source.id, "octets": 2**63 - 1, "packets": 2**63 - 1})
    (row,) = rows(Reading(context).read(Selection()))
    assert row["octets"] > 2**64
    assert json.loads(json.dumps(row)) == row


def test_rates_are_those_of_slots_that_are_over() -> None:
    points = [(slot, float(slot)) for slot in range(1, 101)]
    assert rates(points, 40) == (20.5, 40.0, 38.0)
    assert rates(points, 0) == rates([], 40) == (0.0, 0.0, 0.0)


def test_channels_that_are_not_chosen_are_not_ticked(world: Any, context: Context) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    chosen = rows(Reading(context).read(Selection(channel_ids=(second.channel_id,))))
    assert [(row["id"], row["checked"]) for row in chosen] == [(first.channel_id, False), (second.channel_id, True)]
