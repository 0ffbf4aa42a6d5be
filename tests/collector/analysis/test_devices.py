"""Active devices: who sends, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import Device, DeviceCounts, DevicesQuery
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.errors import InvalidError

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
HOUR = 3_600_000
MAC, MAC_TEXT = 0x0053_0000_0001, "00:53:00:00:00:01"
OTHER_MAC = MAC + 1


def devices(world: World, **query: Any) -> list[Device]:
    return world.analysis.devices(DevicesQuery(**{"from_ms": NOON, "to_ms": NOON + HOUR, **query}))


def addresses(world: World, **query: Any) -> list[str]:
    return [device.ip for device in devices(world, **query)]


@pytest.fixture
def lan(world: World) -> World:
    """Two Sources on different ports; four devices."""
    world.now_ms = NOON + HOUR
    world.source("192.168.1.123", 3000)
    world.source("192.168.1.124", 2055)
    world.receive(
        {"at": 1, "src": "10.0.0.1", "in_src_mac": MAC, "src_vlan": 7},
        {"at": 200, "src": "10.0.0.1", "in_src_mac": MAC, "src_vlan": 7},
        {"at": 400, "src": "2001:db8::1", "source_id": 2},
        {"at": 700, "src": "192.168.1.124", "dst": "10.0.0.9"},
        {"at": 900, "in_src_mac": OTHER_MAC},
    )
    return world


def test_a_record_says_when_where_and_by_what(lan: World) -> None:
    assert devices(lan) == [
        Device(NOON + 900_000, NOON + 900_000, "", "00:53:00:00:00:02", 0, 3000),
        Device(NOON + 700_000, NOON + 700_000, "192.168.1.124", "", 0, 3000),
        Device(NOON + 400_000, NOON + 400_000, "2001:db8::1", "", 0, 2055),
        Device(NOON + 1_000, NOON + 200_000, "10.0.0.1", MAC_TEXT, 7, 3000),
    ]


def test_only_of_the_time(lan: World) -> None:
    assert addresses(lan, from_ms=NOON + 400_000, to_ms=NOON + 700_000) == ["2001:db8::1"]
    (device,) = devices(lan, to_ms=NOON + 200_000)
    assert device.last_ms == NOON + 1_000
    with pytest.raises(InvalidError, match="from"):
        devices(lan, to_ms=NOON - 1)


def test_by_the_time_that_charts_go_by(world: World) -> None:
    world.now_ms = NOON + HOUR
    world.source("192.168.1.123")
    world.receive({"at": 900, "began": 30, "src": "10.0.0.1"})
    world.go_by(ChartTime.START)
    assert [device.first_ms for device in devices(world, to_ms=NOON + 300_000)] == [NOON + 30_000]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"ip": "10.0.0.1"}, ["10.0.0.1"]),
        ({"device": "10.0.0.0/24"}, ["10.0.0.1"]),
        ({"device": "10/8"}, ["10.0.0.1"]),
        ({"device": "0/0"}, ["192.168.1.124", "10.0.0.1"]),
        ({"device": "::/0"}, ["2001:db8::1"]),
        ({"device": MAC_TEXT.upper()}, ["10.0.0.1"]),
        ({"mac": MAC_TEXT.replace(":", "-")}, ["10.0.0.1"]),
        ({"device": "10.9.9.9", "mac": MAC_TEXT}, ["10.0.0.1"]),
        ({"device": "10.9.9.9", "ip": "2001:db8::1"}, ["2001:db8::1"]),
        ({"ip": "10.0.0.1", "mac": "00:53:00:00:00:02"}, []),
        ({"vlan": 7}, ["10.0.0.1"]),
        ({"vlan": 0}, ["", "192.168.1.124", "2001:db8::1"]),
        ({"channel_ids": ["192-168-1-124_p2055"]}, ["2001:db8::1"]),
        ({"routers": False}, ["", "2001:db8::1", "10.0.0.1"]),
        ({"limit": 2}, ["", "192.168.1.124"]),
    ],
    ids=str,
)
def test_what_is_asked_for(lan: World, asked: dict[str, Any], found: list[str]) -> None:
    assert addresses(lan, **asked) == found


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"ip": "nix"}, "search.ip"),
        ({"mac": "10.0.0.1"}, "search.mac"),
        ({"device": "00:53:00"}, "search.device"),
        ({"vlan": 4096}, "search.vlan"),
        ({"vlan": -1}, "search.vlan"),
        ({"gap_min": -1}, "mergeGap"),
        ({"limit": 0}, "limit"),
        ({"limit": 10_001}, "limit"),
        ({"channel_ids": ["nix"]}, "channels[0]"),
    ],
    ids=str,
)
def test_what_is_refused(lan: World, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as error:
        devices(lan, **asked)
    assert [each.field for each in error.value.errors] == [field]


@pytest.mark.parametrize(
    ("gap_min", "records"),
    [
        (0, [(1200, 1210), (0, 599)]),
        (9, [(1200, 1210), (0, 599)]),
        (10, [(0, 1210)]),
    ],
)
def test_activity_with_pauses(world: World, gap_min: int, records: list[tuple[int, int]]) -> None:
    """Active in the first two slots of five minutes, then in the fifth: a pause of ten minutes."""
    world.now_ms = NOON + HOUR
    world.source("192.168.1.123")
    world.receive(*({"at": at, "src": "10.0.0.1"} for at in (0, 300, 599, 1200, 1210)))
    found = [(device.first_ms - NOON, device.last_ms - NOON) for device in devices(world, gap_min=gap_min)]
    assert found == [(first * 1000, last * 1000) for first, last in records]


def test_put_together(world: World) -> None:
    world.now_ms = NOON + HOUR
    world.source("192.168.1.123", 3000)
    world.source("192.168.1.123", 2055)
    world.receive(
        {"at": 1, "src": "10.0.0.1", "in_src_mac": MAC, "src_vlan": 7},
        {"at": 2, "src": "10.0.0.1", "in_src_mac": MAC, "source_id": 2},
        {"at": 3, "src": "10.0.0.1", "in_src_mac": OTHER_MAC},
        {"at": 4, "src": "10.0.0.2", "in_src_mac": MAC},
        {"at": 5, "src": "10.0.0.2"},
        {"at": 6, "in_src_mac": OTHER_MAC},
    )
    assert len(devices(world)) == 6
    assert devices(world, by_ip=True) == [
        Device(NOON + 4_000, NOON + 5_000, "10.0.0.2", MAC_TEXT, 0, 3000),
        Device(NOON + 1_000, NOON + 3_000, "10.0.0.1", "", None, None),
    ]
    assert devices(world, by_mac=True) == [
        Device(NOON + 3_000, NOON + 6_000, "", "00:53:00:00:00:02", 0, 3000),
        Device(NOON + 1_000, NOON + 4_000, "", MAC_TEXT, None, None),
    ]
    both = [(device.ip, device.mac[-2:], device.listening_port) for device in devices(world, by_ip=True, by_mac=True)]
    assert both == [("10.0.0.2", "01", 3000), ("10.0.0.1", "02", 3000), ("10.0.0.1", "01", None)]


def test_counts_are_of_all(lan: World) -> None:
    lan.receive({"at": 5, "src": "10.0.0.1", "in_src_mac": OTHER_MAC})
    query = DevicesQuery(NOON, NOON + HOUR, limit=1)
    assert lan.analysis.device_counts(query) == DeviceCounts(2, 1, 2)
    assert lan.analysis.device_counts(DevicesQuery(NOON, NOON + HOUR, vlan=7)) == DeviceCounts(1, 0, 1)


def test_a_collector_without_sources_has_no_devices(world: World) -> None:
    assert devices(world) == []
    assert world.analysis.device_counts(DevicesQuery(NOON, NOON + HOUR)) == DeviceCounts(0, 0, 0)


@pytest.fixture
def told(world: World) -> World:
    """Of one device some flows tell who uses it, and what it runs; two others have one system."""
    world.now_ms = NOON + HOUR
    world.source("192.168.1.123", 3000)
    world.receive(
        {"at": 10, "src": "10.0.0.1"},
        {"at": 20, "src": "10.0.0.1", "username": "anna", "os_name": "Linux"},
        {"at": 30, "src": "10.0.0.2", "http_os": 7},
        {"at": 40, "src": "10.0.0.3", "http_os": 7, "username": "anna"},
        {"at": 50, "src": "10.0.0.3", "username": "bert"},
    )
    return world


def test_a_record_has_the_system_and_the_user_that_some_of_its_flows_tell(told: World) -> None:
    found = [(device.ip, device.os, device.user) for device in devices(told)]
    assert found == [("10.0.0.3", "7", ""), ("10.0.0.2", "7", ""), ("10.0.0.1", "Linux", "anna")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"by_os": True}, [("", "7", "anna"), ("10.0.0.1", "Linux", "anna")]),
        ({"by_user": True}, [("10.0.0.3", "", "bert"), ("", "", "anna")]),
        (
            {"by_ip": True, "by_user": True},
            [("10.0.0.3", "", "bert"), ("10.0.0.3", "7", "anna"), ("10.0.0.1", "Linux", "anna")],
        ),
        ({"by_os": True, "by_user": True, "ip": "10.0.0.3"}, [("10.0.0.3", "7", "anna")]),
    ],
    ids=str,
)
def test_records_of_a_system_and_of_a_user(told: World, asked: dict[str, Any], found: list[tuple[str, ...]]) -> None:
    assert [(device.ip, device.os, device.user) for device in devices(told, **asked)] == found
