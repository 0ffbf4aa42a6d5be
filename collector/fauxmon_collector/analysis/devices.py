"""Active devices: which addresses have sent flows, and when (contract 2.9).

What makes a device is not public; here it is who sends: the source address of flows, with the MAC address and the VLAN
that they tell, as seen on a listening port. It was active in every five minutes in which a flow of its was counted.
Which system it runs and who uses it is told by those of its flows that carry it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import address_text
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.entities.source import Source
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.filter.addresses import in_networks
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.printing import mac_text
from fauxmon_model.flow_columns import FLOWS
from fauxmon_model.stored_flows import SLOT_MS

MAX_DEVICES = 10_000
"""Records that one answer may have."""
MAX_GAP_MIN = 366 * 24 * 60
MAX_VLAN = 4_095

_MAC = re.compile(r"([0-9a-f]{2}[:-]){5}[0-9a-f]{2}", re.IGNORECASE)
_SHORTENED = re.compile(r"\d+(\.\d+){0,2}(?=/)")
"""An IPv4 network without its last octets, such as `0/0`."""
_IP, _MAC_COLUMN, _OS_COLUMN, _USER_COLUMN = ("hi", "lo", "version"), ("mac",), ("os",), ("user",)
_DEVICE = (*_IP, *_MAC_COLUMN, "vlan", "port")
_ALL = (*_DEVICE, *_OS_COLUMN, *_USER_COLUMN)
_SYSTEM = sa.func.coalesce(FLOWS.c.os_name, sa.cast(FLOWS.c.http_os, sa.String))
"""By name, or by the number that an exporter read from HTTP."""


@dataclass(frozen=True, slots=True)
class DevicesQuery:
    """Devices that were active in [from, to). `ip` and `device` are an address or a network, `mac` and `device` a MAC
    address; `device` counts where neither of the others is given. `channel_ids` are Channels of *All Sources*, None is
    all of them. Without `routers` the addresses of Sources are left out.

    Activity with pauses of up to `gap_min` minutes is one record. `by_ip`, `by_mac`, `by_os` and `by_user` make one
    record of the flows that tell the same address, MAC address, system, user, or several of these; without any, records
    differ in address, MAC address, VLAN and listening port.
    """

    from_ms: int
    to_ms: int
    ip: str | None = None
    mac: str | None = None
    device: str | None = None
    vlan: int | None = None
    channel_ids: Sequence[str] | None = None
    routers: bool = True
    gap_min: int = 0
    by_ip: bool = False
    by_mac: bool = False
    by_os: bool = False
    by_user: bool = False
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Device:
    """A record: first and last flow of an activity. `ip`, `mac`, `os` and `user` are "" where flows tell none, or
    several; `vlan` is 0 where they tell none; `vlan` and `listening_port` are None where there are several."""

    first_ms: int
    last_ms: int
    ip: str
    mac: str
    vlan: int | None
    listening_port: int | None
    os: str = ""
    user: str = ""


class DeviceCounts(NamedTuple):
    """How many different addresses there are."""

    ipv4: int
    ipv6: int
    macs: int


def conditions(query: DevicesQuery, sources: Sequence[Source]) -> list[Predicate]:
    """What holds for the flows of the devices that are asked for. Errors: InvalidError."""
    if not 1 <= query.limit <= MAX_DEVICES:
        raise _invalid("limit", f"{query.limit} is not between 1 and {MAX_DEVICES}")
    if not 0 <= query.gap_min <= MAX_GAP_MIN:
        raise _invalid("mergeGap", f"{query.gap_min} is not between 0 and {MAX_GAP_MIN}")
    named = FLOWS.c.ip_version.in_([4, 6])
    marked = FLOWS.c.in_src_mac.is_not(None)
    where: list[Predicate] = [sa.or_(named, marked)]
    where += [named] * query.by_ip + [marked] * query.by_mac
    where += [_SYSTEM.is_not(None)] * query.by_os + [FLOWS.c.username.is_not(None)] * query.by_user
    if query.ip is not None:
        where.append(_of_network("search.ip", query.ip))
    if query.mac is not None:
        where.append(_of_mac("search.mac", query.mac))
    if query.device is not None and query.ip is None and query.mac is None:
        of = _of_mac if _MAC.fullmatch(query.device) else _of_network
        where.append(of("search.device", query.device))
    if query.vlan is not None:
        where.append(_of_vlan(query.vlan))
    if not query.routers:
        where.append(sa.not_(in_networks("src", [Network.of(source.address) for source in sources])))
    return where


def find(
    query: DevicesQuery, sources: Sequence[Source], store: FlowStore, span: Span, where: Sequence[Predicate]
) -> list[Device]:
    """The devices of these flows, the last active first."""
    if not sources:
        return []
    return [_device(row) for row in store.fetch(_records(query, _columns(sources), span, where), span)]


def count(store: FlowStore, span: Span, where: Sequence[Predicate]) -> DeviceCounts:
    """Of all devices of these flows, however many records that are."""
    named = (FLOWS.c.ip_version, FLOWS.c.src_hi, FLOWS.c.src_lo, FLOWS.c.in_src_mac)
    different = sa.select(*named).where(*where).distinct().cte("different")
    version, high, low, mac = different.c
    addresses = sa.select(version, high, low).distinct().cte("addresses")
    counts: list[sa.ColumnElement[Any]] = [
        *(sa.func.count().filter(addresses.c.ip_version == wanted) for wanted in (4, 6)),
        sa.select(sa.func.count(sa.distinct(mac))).scalar_subquery(),
    ]
    ((ipv4, ipv6, macs),) = store.fetch(sa.select(*counts).select_from(addresses), span)
    return DeviceCounts(ipv4, ipv6, macs)


def _columns(sources: Sequence[Source]) -> dict[str, sa.ColumnElement[Any]]:
    ports = {source.id: source.listening_port for source in sources}
    return {
        "hi": FLOWS.c.src_hi,
        "lo": FLOWS.c.src_lo,
        "version": FLOWS.c.ip_version,
        "mac": FLOWS.c.in_src_mac,
        "vlan": sa.func.coalesce(FLOWS.c.src_vlan, 0),
        "port": sa.case(ports, value=FLOWS.c.source_id, else_=0),
        "os": _SYSTEM,
        "user": FLOWS.c.username,
    }


def _records(
    query: DevicesQuery, columns: Mapping[str, sa.ColumnElement[Any]], span: Span, where: Sequence[Predicate]
) -> sa.Select[Any]:
    """Rows of least and greatest of each column, then first and last: slots that follow one another closely enough are
    one record."""
    by = [name for name in _ALL if name in _grouping(query)]
    time = span.time.of_flow
    slots = (
        sa.select(
            (time - time % SLOT_MS).label("slot"),
            *(sa.func.min(columns[name]).label(f"least_{name}") for name in _ALL),
            *(sa.func.max(columns[name]).label(f"most_{name}") for name in _ALL),
            sa.func.min(time).label("began"),
            sa.func.max(time).label("ended"),
            *(columns[name].label(f"by_{name}") for name in by),
        )
        .where(*where)
        .group_by("slot", *(f"by_{name}" for name in by))
        .subquery("slots")
    )
    keys = [slots.c[f"by_{name}"] for name in by]
    pause = slots.c.slot - sa.func.lag(slots.c.slot).over(partition_by=keys, order_by=slots.c.slot) - SLOT_MS
    apart = sa.case((pause > query.gap_min * 60_000, 1), else_=0)
    parted = sa.select(slots, apart.label("apart")).subquery("parted")
    keys = [parted.c[f"by_{name}"] for name in by]
    record = sa.func.sum(parted.c.apart).over(partition_by=keys, order_by=parted.c.slot)
    numbered = sa.select(parted, record.label("record")).subquery("numbered")
    least = [sa.func.min(numbered.c[f"least_{name}"]).label(f"l_{name}") for name in _ALL]
    most = [sa.func.max(numbered.c[f"most_{name}"]).label(f"m_{name}") for name in _ALL]
    began, ended = sa.func.min(numbered.c.began).label("first"), sa.func.max(numbered.c.ended).label("last")
    return (
        sa.select(began, ended, *least, *most)
        .group_by("record", *(numbered.c[f"by_{name}"] for name in by))
        .order_by(ended.desc(), began.desc(), *least)
        .limit(query.limit)
    )


def _grouping(query: DevicesQuery) -> tuple[str, ...]:
    asked = {_IP: query.by_ip, _MAC_COLUMN: query.by_mac, _OS_COLUMN: query.by_os, _USER_COLUMN: query.by_user}
    return tuple(name for names, wanted in asked.items() if wanted for name in names) or _DEVICE


def _device(row: Sequence[Any]) -> Device:
    first_ms, last_ms, *values = row
    least, most = (dict(zip(_ALL, part, strict=True)) for part in (values[: len(_ALL)], values[len(_ALL) :]))
    one = {name: least[name] if least[name] == most[name] else None for name in _ALL}
    told = one["version"] in (4, 6) and None not in (one["hi"], one["lo"])
    return Device(
        int(first_ms),
        int(last_ms),
        ip=address_text((one["hi"], one["lo"])) if told else "",
        mac="" if one["mac"] is None else mac_text(int(one["mac"])),
        vlan=one["vlan"],
        listening_port=one["port"],
        os=one["os"] or "",
        user=one["user"] or "",
    )


def _of_network(field: str, text: str) -> Predicate:
    short = _SHORTENED.match(text)
    whole = text if short is None else short[0] + ".0" * (3 - short[0].count(".")) + text[short.end() :]
    try:
        network = Network.of(whole)
    except ValueError:
        raise _invalid(field, f"{text} is no IP address, network or MAC address") from None
    return sa.and_(FLOWS.c.ip_version.in_([4, 6]), in_networks("src", [network]))


def _of_mac(field: str, text: str) -> Predicate:
    if not _MAC.fullmatch(text):
        raise _invalid(field, f"{text} is no MAC address")
    return FLOWS.c.in_src_mac == int(re.sub("[:-]", "", text), 16)


def _of_vlan(number: int) -> Predicate:
    if not 0 <= number <= MAX_VLAN:
        raise _invalid("search.vlan", f"{number} is not between 0 and {MAX_VLAN}")
    return sa.func.coalesce(FLOWS.c.src_vlan, 0) == number


def _invalid(field: str, message: str) -> InvalidError:
    return InvalidError([FieldError(field, message)])
