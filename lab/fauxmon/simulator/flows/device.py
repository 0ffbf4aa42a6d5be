"""Device: any exporter, of NetFlow v5, NetFlow v9 or IPFIX, that sends rows as they are given. Sans-IO."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from fauxmon.simulator.flows.rows import Row
from fauxmon_collector.wire.elements import Element, full_length, registry
from fauxmon_collector.wire.encoder import (
    data_record,
    data_set,
    ipfix_message,
    template,
    template_set,
    v5_message,
    v9_message,
)
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

Version: TypeAlias = Literal[5, 9, 10]
LARGEST_BODY = 1_380
"""Octets of sets in a message that no network cuts."""
V5_RECORDS = 30
FIRST_TEMPLATE_ID = 256
UPTIME_S = 3_600
"""How long a device has been up when it begins, if no flow began earlier."""
_FULL_CIRCLE = 1 << 32
_UPTIMES = {"flowStartMilliseconds": "flowStartSysUpTime", "flowEndMilliseconds": "flowEndSysUpTime"}


class RowError(ValueError):
    """A row that this version cannot tell. One line that says why."""


class Message(NamedTuple):
    """A datagram, and how many flows are in it."""

    payload: bytes
    flows: int


class Device:
    """Numbers its messages as its version wants it; `domain` is the Observation Domain, Source ID or engine id."""

    def __init__(self, version: Version, domain: int) -> None:
        self.version: Version = version
        self.domain = domain
        self._sequence = 0

    def messages(self, rows: Sequence[Row], now_s: int) -> Iterator[Message]:
        """All rows, at `now_s` since 1970, with the Templates that they need before them. Errors: RowError."""
        starts = [int(row["flowStartMilliseconds"]) for row in rows if "flowStartMilliseconds" in row]
        boot_ms = min([1000 * (now_s - UPTIME_S), *starts])
        if self.version != 10 and 1000 * now_s - boot_ms >= _FULL_CIRCLE:
            raise RowError("NetFlow counts times from the start of a device, for 49 days: a flow is older")
        return self._v5(rows, now_s, boot_ms) if self.version == 5 else self._templated(rows, now_s, boot_ms)

    def _v5(self, rows: Sequence[Row], now_s: int, boot_ms: int) -> Iterator[Message]:
        known = implicit_template(5).index
        told = [{_UPTIMES.get(name, name): _since(name, value, boot_ms) for name, value in row.items()} for row in rows]
        for row in told:
            if strangers := set(row) - set(known):
                raise RowError(f"NetFlow v5 has no {min(strangers)}")
        for first in range(0, len(told), V5_RECORDS):
            part = told[first : first + V5_RECORDS]
            try:
                payload = v5_message(
                    part,
                    sysuptime=1000 * now_s - boot_ms,
                    export_time=now_s,
                    sequence=self._sequence,
                    engine_id=self.domain & 0xFF,
                )
            except (ValueError, OverflowError) as error:
                raise RowError(f"a value that does not fit: {error}") from None
            self._count(len(part))
            yield Message(payload, len(part))

    def _templated(self, rows: Sequence[Row], now_s: int, boot_ms: int) -> Iterator[Message]:
        templates: dict[tuple[str, ...], Template] = {}
        for row in rows:
            if tuple(row) not in templates:
                alike = [other for other in rows if other.keys() == row.keys()]
                templates[tuple(row)] = self._template(FIRST_TEMPLATE_ID + len(templates), row, alike)
        for one in templates.values():
            yield Message(self._framed([template_set([one])], 1, 0, now_s, boot_ms), 0)
        for names, some in groupby(rows, key=tuple):
            for part in _parts(templates[names], list(some)):
                payload = self._framed([data_set(templates[names], part)], len(part), len(part), now_s, boot_ms)
                yield Message(payload, len(part))

    def _template(self, number: int, row: Row, alike: Sequence[Row]) -> Template:
        fields = []
        for name in row:
            element = registry().by_name[name]
            if self.version == 9 and element.pen:
                raise RowError(f"NetFlow v9 has no elements of enterprises: {name}")
            fields.append((name, self._length(element, alike)))
        return template(self.version, number, fields)

    def _length(self, element: Element, alike: Sequence[Row]) -> int:
        length = full_length(element.type)
        if length is None and self.version == 9:
            return max(1, *(len(str(row[element.name]).encode()) for row in alike))
        return VARIABLE_LENGTH if length is None else length

    def _framed(self, sets: list[bytes], count: int, records: int, now_s: int, boot_ms: int) -> bytes:
        if self.version == 10:
            payload = ipfix_message(sets, export_time=now_s, sequence=self._sequence, domain=self.domain)
            self._count(records)
            return payload
        uptime = 1000 * now_s - boot_ms
        payload = v9_message(
            sets, count=count, sysuptime=uptime, export_time=now_s, sequence=self._sequence, domain=self.domain
        )
        self._count(1)
        return payload

    def _count(self, step: int) -> None:
        self._sequence = (self._sequence + step) % _FULL_CIRCLE


def _since(name: str, value: int | float | str, boot_ms: int) -> int | float | str:
    return int(value) - boot_ms if name in _UPTIMES else value


def _parts(layout: Template, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """As many rows as a message holds, at least one."""
    part: list[Row] = []
    size = 0
    for row in rows:
        try:
            length = len(data_record(layout, row))
        except (ValueError, OverflowError) as error:
            raise RowError(f"a value that does not fit: {error}") from None
        if part and size + length > LARGEST_BODY:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part
