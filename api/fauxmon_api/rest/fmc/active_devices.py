"""Active devices (contract 2.9)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.search import time_range
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_api.transport.received import Received
from fauxmon_api.transport.times import second_text
from fauxmon_collector.analysis import Device, DeviceCounts, DevicesQuery

ENDPOINTS = Endpoints("Sources")

DEVICES = 100
"""Records unless `limit` says how many (documented)."""


def record(device: Device) -> dict[str, Any]:
    """A record as in the guide's sample. `mac`, `os` and `user` are there where flows tell one."""
    return {
        "first": second_text(device.first_ms),
        "last": second_text(device.last_ms),
        "ip": device.ip,
        **({"mac": device.mac} if device.mac else {}),
        **({"os": device.os} if device.os else {}),
        **({"user": device.user} if device.user else {}),
        "vlan": "" if device.vlan is None else str(device.vlan),
        "listeningPort": _port(device),
    }


def typed_record(device: Device) -> dict[str, Any]:
    """The same by the guide's definition of the type."""
    port = _port(device)
    return {
        **record(device),
        "ip": {"ip": device.ip},
        "mac": {"mac": device.mac, "vendor": ""},
        "listeningPort": {"id": port, "name": port},
    }


def _port(device: Device) -> str:
    return "" if device.listening_port is None else f"p{device.listening_port}"


def _summary(counts: DeviceCounts) -> dict[str, Any]:
    values = {"uniqueIp4": counts.ipv4, "uniqueIp6": counts.ipv6, "uniqueMac": counts.macs}
    return {"type": "total", "values": values}


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/activeDevices",
    Known.READ,
    "DUMP needs 200; the guide's sample is a list, its type an object, which `--active-devices object` gives; that a "
    "device is who sends, the order, what aggregate does, and the keys os and user are inferred",
    takes={
        "search": {"from": "2025-03-01 10:00", "to": "2025-03-01 11:00", "device": "0/0", "mergeGap": 0},
        "aggregate": {"ip": 1, "mac": 0, "os": 0, "user": 0},
        "limit": 50,
    },
    answers={200: "Records, the last active first", 204: "None", 405: "Validation failed"},
)
def active_devices(call: Bearer) -> Response:
    """Who has sent flows from `from` to `to`, and when.

    `search` may have `ip`, `mac` or `device` (an address, a network such as `0/0`, or a MAC address), `vlan`, `sources`
    (ids of Channels of All Sources), `showRouters` (0 leaves the addresses of Sources out) and `mergeGap`: activity
    with pauses of up to so many minutes is one record. `aggregate` makes one record of the flows that tell the same
    `ip`, `mac`, `os`, `user`, or several of these; where they tell different things else, that is empty. `os` and
    `user` are those of exporters that send them.
    """
    query = _query(call)
    devices = call.context.analysis.devices(query)
    if not call.context.settings.active_devices_typed:
        return listing([record(device) for device in devices])
    if not devices:
        return nothing()
    counts = call.context.analysis.device_counts(query)
    return answer({"data": [typed_record(device) for device in devices], "summary": [_summary(counts)]})


def _query(call: Call) -> DevicesQuery:
    parameters = call.parameters
    search = parameters.received("search")
    from_ms, to_ms = time_range(search, call.context.now_ms())
    together = Received(parameters.json("aggregate") or {}, "aggregate", search.errors)
    gap_min = search.integer("mergeGap") if "mergeGap" in search else parameters.integer("mergeGap")
    limit = parameters.integer("limit")
    query = DevicesQuery(
        from_ms,
        to_ms,
        ip=search.text("ip"),
        mac=search.text("mac"),
        device=search.text("device"),
        vlan=search.integer("vlan"),
        channel_ids=search.texts("sources"),
        routers=search.boolean("showRouters") is not False,
        gap_min=gap_min or 0,
        by_ip=together.boolean("ip") or False,
        by_mac=together.boolean("mac") or False,
        by_os=together.boolean("os") or False,
        by_user=together.boolean("user") or False,
        limit=DEVICES if limit is None else limit,
    )
    search.check()
    return query
