"""Columns: the values of an Information Element in many records at once, as numpy arrays.

No Python object a record: the octets of a field are a view over the joined bodies, or gathered by index where records
differ in length, and turned into numbers in one step.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.elements import AbstractType
from fauxmon_collector.wire.messages import DataBody, MessageHeader
from fauxmon_collector.wire.places import field_places
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

Octets = npt.NDArray[np.uint8]
Unsigned = npt.NDArray[np.uint64]
Milliseconds = npt.NDArray[np.int64]

_IPV4_MAPPED = np.uint64(0xFFFF << 32)
_NTP_EPOCH_S = 2_208_988_800
"""Seconds from 1900, where NTP counts from, to 1970 (RFC 7011 §6.1.9)."""
_UPTIME_WRAP_MS = 1 << 32
_UPTIME_AHEAD_MS = 3_600_000
"""An uptime so little above the header's has not wrapped: the exporter read its clock for the header first."""
_UPTIMES = frozenset({"flowStartSysUpTime", "flowEndSysUpTime"})


class Columns:
    """The records of some bodies that share one Template, by element. Arrays have `count` entries, in order.

    `body` gives for each record the index of its body in `bodies`. Elements go by their IANA name; where one is
    repeated in the template the first one counts.
    """

    def __init__(self, template: Template, bodies: Sequence[DataBody]) -> None:
        counts = np.fromiter((body.count for body in bodies), np.intp, len(bodies))
        self._counts = counts
        self.template = template
        self.bodies = bodies
        self.count = int(counts.sum())
        self.body: npt.NDArray[np.int32] = np.repeat(np.arange(len(bodies), dtype=np.int32), counts)
        self._octets = np.frombuffer(b"".join([body.body for body in bodies]), np.uint8)
        self._starts: npt.NDArray[np.int64] | None = None
        self._lengths: npt.NDArray[np.int64] | None = None
        if template.record_length is None:
            self._starts, self._lengths = _places(template, bodies)

    def __contains__(self, element: str) -> bool:
        return element in self.template.index

    def unsigned(self, element: str) -> Unsigned:
        """An unsigned, boolean or enumerated element, whatever its length; of more than 8 octets the last 8.

        Errors: KeyError if the template has no such element. So for all of these methods.
        """
        return self._convert(element, _unsigned)

    def address(self, element: str) -> tuple[Unsigned, Unsigned]:
        """An address as its upper and lower 64 bits, IPv4 mapped (::ffff:a.b.c.d)."""
        return self._convert(element, _upper_half), self._convert(element, _lower_half)

    def milliseconds(self, element: str) -> Milliseconds:
        """A time in ms since 1970: any dateTime element, and uptimes resolved with the message header.

        An uptime far above the header's has wrapped since. In IPFIX, where headers have no uptime, it counts from the
        exporter's start if a record or an options record has told it, else the export time is the best that is known.
        """
        position = self.template.index[element]
        if element in _UPTIMES:
            return self._from_uptime(self.unsigned(element).astype(np.int64))
        value = self.unsigned(element)
        known = self.template.elements[position]
        if known is not None and known.type is AbstractType.SECONDS:
            return value.astype(np.int64) * 1000
        if known is not None and known.type in (AbstractType.MICROSECONDS, AbstractType.NANOSECONDS):
            seconds = (value >> np.uint64(32)).astype(np.int64) - _NTP_EPOCH_S
            fraction_ms = (value & np.uint64(0xFFFFFFFF)) * np.uint64(1000) >> np.uint64(32)
            return seconds * 1000 + fraction_ms.astype(np.int64)
        return value.astype(np.int64)

    def header_values(self, value: Callable[[MessageHeader], int]) -> Milliseconds:
        """A value of each record's message header."""
        return self._broadcast(value(body.header) for body in self.bodies)

    def _broadcast(self, values: Iterable[int]) -> Milliseconds:
        """A value a body, given to each of its records."""
        return np.repeat(np.fromiter(values, np.int64, len(self.bodies)), self._counts)

    def _from_uptime(self, uptime_ms: Milliseconds) -> Milliseconds:
        if self.bodies and self.bodies[0].header.sysuptime is not None:
            wrapped = uptime_ms > self._header_uptimes + _UPTIME_AHEAD_MS
            return self._boots_ms + uptime_ms - np.where(wrapped, _UPTIME_WRAP_MS, 0)
        if "systemInitTimeMilliseconds" in self:
            return self.milliseconds("systemInitTimeMilliseconds") + uptime_ms
        init_ms = self._broadcast(body.init_time_ms or -1 for body in self.bodies)
        return np.where(init_ms < 0, self.header_values(lambda header: header.export_time * 1000), init_ms + uptime_ms)

    @functools.cached_property
    def _boots_ms(self) -> Milliseconds:
        return self.header_values(_boot_ms)

    @functools.cached_property
    def _header_uptimes(self) -> Milliseconds:
        return self.header_values(lambda header: header.sysuptime or 0)

    def _convert(self, element: str, convert: Callable[[Octets], Unsigned]) -> Unsigned:
        """Convert the field's octets, the records of each length in one step."""
        position = self.template.index[element]
        length = self.template.fields[position].length
        if self._starts is None or self._lengths is None:
            record = self.template.record_length or 1
            offset = self.template.offsets[position]
            return convert(self._octets.reshape(-1, record)[:, offset : offset + length])
        starts = self._starts[:, position]
        if length != VARIABLE_LENGTH:
            return convert(self._octets[starts[:, None] + np.arange(length)])
        lengths = self._lengths[:, position]
        values = np.zeros(self.count, np.uint64)
        for one in np.unique(lengths):
            rows = lengths == one
            values[rows] = convert(self._octets[starts[rows][:, None] + np.arange(one)])
        return values


def _boot_ms(header: MessageHeader) -> int:
    return header.export_time * 1000 + (header.unix_nsecs or 0) // 1_000_000 - (header.sysuptime or 0)


def _unsigned(octets: Octets) -> Unsigned:
    rows, length = octets.shape
    if length in (1, 2, 4, 8):
        return octets.view(f">u{length}")[:, 0].astype(np.uint64)
    values = np.zeros(rows, np.uint64)
    for column in range(max(0, length - 8), length):
        values = values << np.uint64(8) | octets[:, column]
    return values


def _upper_half(octets: Octets) -> Unsigned:
    return _unsigned(octets[:, :8]) if octets.shape[1] == 16 else np.zeros(len(octets), np.uint64)


def _lower_half(octets: Octets) -> Unsigned:
    length = octets.shape[1]
    if length == 4:
        return _unsigned(octets) | _IPV4_MAPPED
    return _unsigned(octets[:, 8:]) if length == 16 else np.zeros(len(octets), np.uint64)


def _places(template: Template, bodies: Sequence[DataBody]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Offset in the joined bodies and length of every field of every record, each (records, fields)."""
    rows: list[list[tuple[int, int]]] = []
    for body in bodies:
        start = 0
        for _ in range(body.count):
            places, start = field_places(template, body.body, start)
            rows.append(places)
    table = np.array(rows, np.int64).reshape(len(rows), len(template.fields), 2)
    sizes = np.fromiter((len(body.body) for body in bodies), np.int64, len(bodies))
    bases = np.repeat(np.cumsum(sizes) - sizes, [body.count for body in bodies])
    return table[:, :, 0] + bases[:, None], table[:, :, 1]
