"""The generator: flows of `traffic` as NetFlow v9 or IPFIX messages of many exporters, in a capture.

The exporters take turns; at its turn one sends a few datagrams of one template. It announces its templates before its
first data and again after every so many datagrams, in datagrams of their own. The same Load gives the same octets.
"""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rig.capture import Capture, CaptureWriter
from rig.layouts import (
    FIRST_TEMPLATE_ID,
    HEADER_LENGTH,
    IPFIX,
    V9,
    VARIABLE,
    Layout,
    framed,
    layout,
    sampling_sets,
    template_record,
)
from rig.traffic import HOST_NAMES, URLS, Columns, Traffic

CHUNK = 1 << 18
TEXT_LENGTH = 28
"""About how long a text is, to know beforehand how many datagrams there will be."""
TURN = 8
"""Datagrams that an exporter sends in a row."""
TEMPLATE_IDS = 65_000 - FIRST_TEMPLATE_ID
_WIRE_TEXTS = {"host": [bytes([len(t)]) + t for t in HOST_NAMES], "url": [bytes([len(t)]) + t for t in URLS]}
_WIRE_LENGTHS = {name: np.array([len(text) for text in texts]) for name, texts in _WIRE_TEXTS.items()}


@dataclass(frozen=True)
class Load:
    """What to make. `templates` are spread over the exporters, each has one at least; with `differing` each has an
    order of fields of its own. `ipv6` is the share of IPv6 flows; an exporter with one template sends IPv4 only.

    `sampling` n > 0 announces 1:n sampling in options data; `web` adds Flowmon's performance figures and two fields of
    variable length (IPFIX only); `refresh` is the number of an exporter's datagrams between announcements; `mtu` is the
    largest payload in octets; `seconds` is the time that the export times span, from `start_s`.
    """

    version: int = IPFIX
    flows: int = 1_000_000
    exporters: int = 10
    templates: int = 20
    differing: bool = False
    ipv6: float = 0.1
    web: bool = False
    sampling: int = 0
    refresh: int = 500
    mtu: int = 1400
    seconds: int = 600
    start_s: int = 1_767_225_600
    port: int = 2055
    seed: int = 1

    def check(self) -> None:
        """Errors: ValueError."""
        if self.web and self.version != IPFIX:
            raise ValueError("fields of variable length need IPFIX")
        if not 1 <= self.exporters <= 60_000 or self.templates > self.exporters * TEMPLATE_IDS or self.flows < 1:
            raise ValueError("exporters, templates or flows are out of range")


@dataclass
class Exporter:
    """One exporter and how far it is. `slots` are (is IPv6, variant) of its templates, in order of their ids."""

    number: int
    slots: list[tuple[bool, int]]
    boot_ms: int
    sequence: int = 0
    data_datagrams: int = 0
    datagrams: int = 0
    turns: dict[bool, int] = field(default_factory=dict)

    @property
    def address(self) -> ipaddress.IPv4Address:
        """127.1.0.1 and up, 250 in each of the third octet's networks."""
        return ipaddress.IPv4Address("127.1.0.0") + 256 * (self.number // 250) + 1 + self.number % 250

    def next_slot(self, ipv6: bool) -> int:
        """Its templates of a family take turns."""
        slots = [i for i, (is_ipv6, _) in enumerate(self.slots) if is_ipv6 == ipv6] or [0]
        turn = self.turns[ipv6] = self.turns.get(ipv6, -1) + 1
        return slots[turn % len(slots)]


class Piece(NamedTuple):
    """The flows of one data datagram, as a stretch of the chunk's."""

    exporter: Exporter
    slot: int
    count: int


def generate(load: Load, path: Path) -> Capture:
    """Write the capture and what stands beside it. Errors: ValueError for a Load that makes no sense."""
    load.check()
    traffic = Traffic(load.seed)
    exporters = _exporters(load)
    turns = _turns(exporters, load)
    sums = np.zeros((3, load.exporters), np.int64)
    with CaptureWriter(path, load.port) as writer:
        sender = _Sender(load, writer)
        left = load.flows
        while left:
            columns = traffic.flows(min(left, CHUNK))
            count = len(columns["octets"])
            pieces = list(_pieces(columns, count, turns, load))
            owner = np.repeat([p.exporter.number for p in pieces], [p.count for p in pieces])
            for row, weights in enumerate((np.ones(count), columns["octets"], columns["packets"])):
                sums[row] += np.bincount(owner, weights, load.exporters).astype(np.int64)
            sender.send(pieces, columns)
            left -= count
        writer.truth(_truth(load, exporters, sums, writer.datagrams))
    return Capture(path)


def _exporters(load: Load) -> list[Exporter]:
    made = []
    variant = 0
    for number in range(load.exporters):
        count = max(1, load.templates // load.exporters + (number < load.templates % load.exporters))
        six = min(count - 1, max(1, round(count * load.ipv6))) if load.ipv6 else 0
        slots = [(i >= count - six, variant + i if load.differing else 0) for i in range(count)]
        variant += count
        made.append(Exporter(number, slots, (load.start_s - 86_400 - 61 * number) * 1000))
    return made


def _turns(exporters: list[Exporter], load: Load) -> Iterator[tuple[Exporter, int]]:
    """Who sends the next datagram, and with which of its templates."""
    random = np.random.default_rng([load.seed, 6])
    while True:
        for exporter in exporters:
            slot = exporter.next_slot(bool(random.random() < load.ipv6))
            for _ in range(TURN):
                yield exporter, slot


def _pieces(columns: Columns, count: int, turns: Iterator[tuple[Exporter, int]], load: Load) -> Iterator[Piece]:
    """The chunk's flows in datagrams, each as full as it gets."""
    room = load.mtu - HEADER_LENGTH[load.version] - 4
    fixed = {six: sum(f.length for f in layout(load.version, six, load.web, 0) if f.length != VARIABLE)
             for six in (False, True)}  # fmt: skip
    texts = sum(lengths[columns[name]] for name, lengths in _WIRE_LENGTHS.items()) if load.web else np.zeros(count)
    ends = {six: np.cumsum(texts + length) for six, length in fixed.items()}
    at = 0
    while at < count:
        exporter, slot = next(turns)
        reach = ends[exporter.slots[slot][0]]
        before = reach[at - 1] if at else 0
        fits = int(np.searchsorted(reach, before + room, "right")) - at
        yield Piece(exporter, slot, fits)
        at += fits


class _Sender:
    """Turns pieces into messages and writes them."""

    def __init__(self, load: Load, writer: CaptureWriter) -> None:
        self._load = load
        self._writer = writer
        longest = sum(min(f.length, TEXT_LENGTH) for f in layout(load.version, bool(load.ipv6), load.web, 0))
        shortest = sum(min(f.length, TEXT_LENGTH) for f in layout(load.version, False, load.web, 0))
        mean = load.ipv6 * longest + (1 - load.ipv6) * shortest
        self._expected = max(1.0, 1.05 * load.flows * mean / (load.mtu - 24))

    def send(self, pieces: list[Piece], columns: Columns) -> None:
        load = self._load
        counts = np.array([piece.count for piece in pieces])
        times = self._time_ms(self._writer.datagrams + np.arange(len(pieces)))
        base = times - np.array([p.exporter.boot_ms for p in pieces]) if load.version == V9 else times
        columns["last"] = np.repeat(base, counts) - columns["lag"]
        columns["first"] = columns["last"] - columns["duration"]
        keys = sorted({piece.exporter.slots[piece.slot] for piece in pieces})
        numbers = {key: number for number, key in enumerate(keys)}
        of_piece = np.array([numbers[piece.exporter.slots[piece.slot]] for piece in pieces])
        of_flow = np.repeat(of_piece, counts)
        order = np.argsort(of_flow, kind="stable")
        borders = np.searchsorted(of_flow[order], np.arange(len(keys) + 1))
        cuts = []
        for number, (ipv6, variant) in enumerate(keys):
            rows = order[borders[number] : borders[number + 1]]
            fields = layout(load.version, ipv6, load.web, variant)
            cuts.append(_cutter(fields, {name: column[rows] for name, column in columns.items()}, len(rows), ipv6))
        for piece, time_ms, number in zip(pieces, times.tolist(), of_piece.tolist(), strict=True):
            exporter = piece.exporter
            if exporter.data_datagrams % load.refresh == 0:
                self._announce(exporter, time_ms)
            exporter.data_datagrams += 1
            data = framed(FIRST_TEMPLATE_ID + piece.slot, cuts[number](piece.count))
            self._message(exporter, time_ms, data, piece.count, piece.count, piece.count)

    def _time_ms(self, datagram: Any) -> Any:
        share = np.minimum(datagram / self._expected, 1.0)
        return (self._load.start_s * 1000 + share * 1000 * self._load.seconds).astype(np.int64)

    def _announce(self, exporter: Exporter, time_ms: int) -> None:
        """All templates of an exporter, in as many datagrams as it takes."""
        load = self._load
        room = load.mtu - HEADER_LENGTH[load.version] - 4
        records: list[bytes] = []
        for slot, (ipv6, variant) in enumerate(exporter.slots):
            fields = layout(load.version, ipv6, load.web, variant)
            record = template_record(load.version, FIRST_TEMPLATE_ID + slot, fields)
            if sum(map(len, records)) + len(record) > room:
                self._templates(exporter, time_ms, records)
                records = []
            records.append(record)
        self._templates(exporter, time_ms, records)
        if load.sampling:
            self._message(exporter, time_ms, sampling_sets(load.version, load.sampling), 2, 1, 0)

    def _templates(self, exporter: Exporter, time_ms: int, records: list[bytes]) -> None:
        set_id = 0 if self._load.version == V9 else 2
        self._message(exporter, time_ms, framed(set_id, b"".join(records)), len(records), 0, 0)

    def _message(self, exporter: Exporter, time_ms: int, sets: bytes, records: int, data: int, flows: int) -> None:
        """One message with `records` of any kind, `data` of them Data Records, `flows` of those flows."""
        domain = exporter.number + 1
        seconds = time_ms // 1000
        if self._load.version == V9:
            uptime = time_ms - exporter.boot_ms
            header = struct.pack(">HHIIII", 9, records, uptime, seconds, exporter.sequence, domain)
            exporter.sequence += 1
        else:
            header = struct.pack(">HHIII", 10, 16 + len(sets), seconds, exporter.sequence, domain)
            exporter.sequence += data
        exporter.datagrams += 1
        self._writer.write(exporter.number, exporter.address, time_ms, header + sets, flows)


def _cutter(fields: Layout, columns: Columns, count: int, ipv6: bool) -> Callable[[int], bytes]:
    """Gives the octets of the next so many records of a layout."""
    columns["ip_version"] = np.full(count, 6 if ipv6 else 4, np.uint8)
    runs: list[Layout] = [()]
    for one in fields:
        runs += [(one,), ()] if one.length == VARIABLE else []
        runs[-1] += () if one.length == VARIABLE else (one,)
    parts = [_octets(run, columns, count) if run[0].length != VARIABLE else run[0].column for run in runs if run]
    at = 0

    def cut(records: int) -> bytes:
        nonlocal at
        here, at = slice(at, at + records), at + records
        if len(parts) == 1 and not isinstance(parts[0], str):
            return parts[0][here].tobytes()
        texts = [
            [_WIRE_TEXTS[part][i] for i in columns[part][here].tolist()] if isinstance(part, str)
            else [row.tobytes() for row in part[here]]
            for part in parts
        ]  # fmt: skip
        return b"".join(piece for record in zip(*texts, strict=True) for piece in record)

    return cut


def _octets(run: Layout, columns: Columns, count: int) -> Any:
    """Records of fixed length as the wire has them, one entry a record."""
    names = [f"{i}" for i in range(len(run))]
    formats = ["V16" if one.length == 16 else f">u{one.length}" for one in run]
    records = np.zeros(count, np.dtype(list(zip(names, formats, strict=True))))
    for name, one in zip(names, run, strict=True):
        records[name] = columns[one.column]
    return records


def _truth(load: Load, exporters: list[Exporter], sums: Any, datagrams: int) -> dict[str, Any]:
    flows, octets, packets = sums.tolist()
    return {
        "load": asdict(load),
        "flows": sum(flows),
        "octets": sum(octets),
        "packets": sum(packets),
        "datagrams": datagrams,
        "exporters": [
            {
                "address": str(exporter.address),
                "domain": exporter.number + 1,
                "datagrams": exporter.datagrams,
                "sequence": exporter.sequence,
                "flows": flows[exporter.number],
                "octets": octets[exporter.number],
                "packets": packets[exporter.number],
            }
            for exporter in exporters
        ],
    }
