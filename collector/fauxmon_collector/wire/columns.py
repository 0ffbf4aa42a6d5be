"""Columns: the values of an Information Element in many records at once, as numpy arrays.

No Python object a record: the octets of a field are a view over the joined bodies, or gathered by index where records
differ in length, and turned into numbers in one step.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire import texts
from fauxmon_collector.wire.blocks import Block
from fauxmon_collector.wire.bulk import NO_UPTIME
from fauxmon_collector.wire.distinct import Words
from fauxmon_collector.wire.elements import AbstractType
from fauxmon_collector.wire.numbers import floats, lower_half, mapped, signed, unsigned, upper_half
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template
from fauxmon_collector.wire.texts import Rows
from fauxmon_collector.wire.transposed import BLOCK, WIDTHS, Place, transposed
from fauxmon_collector.wire.walk import Walk, walk
from fauxmon_collector.wire.windows import windows

Octets = npt.NDArray[np.uint8]
Unsigned = npt.NDArray[np.unsignedinteger]
Milliseconds = npt.NDArray[np.int64]
Array = npt.NDArray[Any]
Value = TypeVar("Value", bound=np.generic)

_NTP_EPOCH_S = 2_208_988_800
"""Seconds from 1900, where NTP counts from, to 1970 (RFC 7011 §6.1.9)."""
_NTP_UNITS_A_MS = {AbstractType.MICROSECONDS: 1000, AbstractType.NANOSECONDS: 1_000_000}
_UPTIME_WRAP_MS = 1 << 32
_UPTIME_AHEAD_MS = 3_600_000
"""An uptime so little above the header's has not wrapped: the exporter read its clock for the header first."""
_UPTIMES = frozenset({"flowStartSysUpTime", "flowEndSysUpTime"})


class Columns:
    """The records of some bodies that share a layout, by element. Arrays have `count` entries, in order.

    Elements go by their IANA name; where one is repeated in the template the first one counts, the second one is
    `name#2`. `origin` (an index into `origins`), `received_ms`, `export_ms`, `sampling` (the field of a v5 header) and
    `set_id` (0 in v5) have one entry a body: `of_records` gives each record that of its body.
    """

    def __init__(self, template: Template, block: Block) -> None:
        self.template = template
        self.count = int(block.counts.sum())
        self.origin = block.origin
        self.origins: Sequence[Origin] = block.origins
        self.received_ms = block.received_ms
        self.export_ms = block.export_ms
        self.sampling = block.sampling
        self.set_id = block.set_id
        self._counts = block.counts
        self._uptime_ms = block.uptime_ms
        self._octets = block.octets
        self._walk: Walk | None = None
        self._runs: dict[int, Octets] = {}
        self._numbers: dict[int, dict[Place, Array]] = {}
        if template.record_length is None:
            ends = np.cumsum(block.sizes)
            self._walk = walk(template, block.octets, ends - block.sizes, ends)

    def __contains__(self, element: str) -> bool:
        return element in self.template.index

    def of_records(self, values: npt.NDArray[Value]) -> npt.NDArray[Value]:
        """What has one entry a body, for each record."""
        spread: npt.NDArray[Value] = np.repeat(values, self._counts)
        return spread

    def counts_of_origins(self) -> list[int]:
        """How many records each of `origins` has."""
        counts = np.zeros(len(self.origins), np.int64)
        np.add.at(counts, self.origin, self._counts)
        return counts.tolist()

    def unsigned(self, element: str) -> Unsigned:
        """An unsigned, boolean or enumerated element in the narrowest dtype that its length fits; of more than 8 octets
        the last 8. Errors: KeyError if the template has no such element. So for all of these methods.
        """
        position = self.template.index[element]
        length = self.template.fields[position].length
        if length in WIDTHS:
            return self._number(position, 0, length)
        return self._convert(element, unsigned)

    def signed(self, element: str) -> npt.NDArray[np.int64]:
        """A signed element, whatever its length; of more than 8 octets the last 8."""
        return self._convert(element, signed)

    def floats(self, element: str) -> npt.NDArray[np.float64]:
        """A float32 or float64, of 4 or 8 octets (reduced-size encoding, RFC 7011 §6.2); NaN for any other length."""
        return self._convert(element, floats)

    def address(self, element: str) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        """An address as its upper and lower 64 bits, IPv4 mapped (::ffff:a.b.c.d)."""
        position = self.template.index[element]
        length = self.template.fields[position].length
        if length == 4:
            return np.zeros(self.count, np.uint64), mapped(self._number(position, 0, 4))
        if length == 16:
            return self._number(position, 0, 8), self._number(position, 8, 8)
        return self._convert(element, upper_half), self._convert(element, lower_half)

    def texts(self, element: str) -> tuple[npt.NDArray[np.int32], list[str]]:
        """A string, or any other type in hexadecimal: of each record the index of its text, and the texts."""
        known = self.template.elements[self.template.index[element]]
        read = texts.string if known is not None and known.type is AbstractType.STRING else texts.hexadecimal
        return texts.texts(self.count, self._words(element), read)

    def lengths(self, element: str) -> npt.NDArray[np.int64]:
        """How many octets the field has."""
        position = self.template.index[element]
        if self._walk is None or self.template.fields[position].length != VARIABLE_LENGTH:
            return np.full(self.count, self.template.fields[position].length, np.int64)
        lengths: npt.NDArray[np.int64] = self._walk.lengths[self.template.places[position][0]]
        return lengths

    def milliseconds(self, element: str) -> Milliseconds:
        """A time in ms since 1970: any dateTime element, and uptimes resolved with the message header.

        An uptime far above the header's has wrapped since. In IPFIX, where headers have no uptime, it counts from the
        exporter's start if a record or an options record has told it, else the export time is the best that is known.
        """
        told = self.unsigned(element)
        if element in _UPTIMES:
            return self._from_uptime(told)
        # The same octets, without a copy, where they are 64 bits anyway.
        value = told.view(np.int64) if told.dtype == np.uint64 else told.astype(np.int64)
        known = self.template.elements[self.template.index[element]]
        if known is not None and known.type is AbstractType.SECONDS:
            return value * 1000
        if known is not None and known.type in (AbstractType.MICROSECONDS, AbstractType.NANOSECONDS):
            return _ntp_ms(value, _NTP_UNITS_A_MS[known.type])
        return value

    def _from_uptime(self, told: Unsigned) -> Milliseconds:
        if len(self._uptime_ms) and self._uptime_ms[0] != NO_UPTIME:
            uptime = told.astype(np.int64) if told.dtype == np.uint64 else told  # numpy adds no int64 and uint64
            started_ms, latest = self._header_uptimes
            times: Milliseconds = started_ms + uptime
            if (wrapped := uptime > latest).any():
                times[wrapped] -= _UPTIME_WRAP_MS
            return times
        uptime_ms = told.astype(np.int64)
        if "systemInitTimeMilliseconds" in self:
            return self.milliseconds("systemInitTimeMilliseconds") + uptime_ms
        inits = [origin.facts.init_time_ms for origin in self.origins]
        init_ms = self.of_records(np.array([-1 if one is None else one for one in inits], np.int64)[self.origin])
        return np.where(init_ms < 0, self.of_records(self.export_ms // 1000 * 1000), init_ms + uptime_ms)

    @functools.cached_property
    def _header_uptimes(self) -> tuple[Milliseconds, npt.NDArray[np.uint32]]:
        """Of each record when its exporter started, and the largest uptime that has not wrapped."""
        latest = np.minimum(self._uptime_ms + _UPTIME_AHEAD_MS, _UPTIME_WRAP_MS - 1).astype(np.uint32)
        return self.of_records(self.export_ms - self._uptime_ms), self.of_records(latest)

    def _convert(self, element: str, convert: Callable[[Octets], Array]) -> Array:
        """Convert the field's octets, the records of each length in one step."""
        groups = self._groups(element)
        if len(groups) == 1 and groups[0][0] is None:
            return convert(groups[0][1])
        converted = [(rows, convert(octets)) for rows, octets in groups]
        dtypes = [values.dtype for _, values in converted]
        values = np.zeros(self.count, np.result_type(*dtypes) if dtypes else convert(np.zeros((0, 1), np.uint8)).dtype)
        for rows, some in converted:
            values[rows] = some
        return values

    def _number(self, position: int, first: int, length: int) -> Array:
        """So many octets of a field of fixed length, from its octet `first` on, as a number."""
        run, offset = self.template.places[position]
        if self.count > BLOCK:
            if run not in self._numbers:
                self._numbers[run] = transposed(self._run(run), self._number_places(run))
            # Handed out only once, as whoever has it may write into it; few are read twice.
            column = self._numbers[run].pop((offset + first, length), None)
            if column is not None:
                return column
        return unsigned(self._fixed(position)[:, first : first + length])

    def _number_places(self, run: int) -> Iterator[Place]:
        """What `_number` can be asked for in a run: elements that have a name, addresses of 16 octets by halves."""
        template = self.template
        for element, field, (own, offset) in zip(template.elements, template.fields, template.places, strict=True):
            if own != run or element is None:
                continue
            if field.length in WIDTHS:
                yield offset, field.length
            elif field.length == 16:
                yield from ((offset, 8), (offset + 8, 8))

    def _words(self, element: str) -> list[tuple[Rows, Words]]:
        """The octets of a field as words."""
        position = self.template.index[element]
        if self._walk is None or self.template.fields[position].length != VARIABLE_LENGTH:
            return texts.words_of_one_length(self._fixed(position))
        run, _ = self.template.places[position]
        lengths, ends = self._walk.lengths[run], self._walk.runs[run + 1]
        return texts.words_by_size(self._octets, ends - lengths, lengths)

    def _groups(self, element: str) -> list[tuple[npt.NDArray[np.intp] | None, Octets]]:
        """The octets of a field, (records, length), of the records of each length, with which those are (None: all)."""
        position = self.template.index[element]
        if self._walk is None or self.template.fields[position].length != VARIABLE_LENGTH:
            return [(None, self._fixed(position))]
        run, _ = self.template.places[position]
        lengths, ends = self._walk.lengths[run], self._walk.runs[run + 1]
        order = np.argsort(lengths.astype(np.uint16), kind="stable")  # of 16 bits numpy has a radix sort
        sizes, firsts = np.unique(lengths[order], return_index=True)
        return [
            (rows, windows(self._octets, ends[rows] - size, size))
            for size, rows in zip(sizes.tolist(), np.split(order, firsts[1:]), strict=False)
        ]

    def _fixed(self, position: int) -> Octets:
        """The octets of a field of fixed length, (records, length)."""
        length = self.template.fields[position].length
        run, offset = self.template.places[position]
        return self._run(run)[:, offset : offset + length]

    def _run(self, run: int) -> Octets:
        """The octets of a run of fixed fields, (records, octets): copied once for all of its fields, if at all."""
        if self._walk is None:
            return self._octets.reshape(-1, self.template.record_length or 1)
        if run not in self._runs:
            self._runs[run] = windows(self._octets, self._walk.runs[run], self.template.runs[run])
        return self._runs[run]


def _ntp_ms(value: npt.NDArray[np.int64], units_a_ms: int) -> Milliseconds:
    """NTP timestamps in whole ms. Exporters cut the binary fraction off, so that 0.001 s is sent as a little less.
    Therefore it is rounded to the unit of its type before it is cut to ms."""
    seconds, fraction = value >> 32 & 0xFFFF_FFFF, (value & 0xFFFF_FFFF).astype(np.uint64)
    units = (fraction * np.uint64(1000 * units_a_ms) + np.uint64(1 << 31) >> np.uint64(32)).astype(np.int64)
    return (seconds - _NTP_EPOCH_S) * 1000 + units // units_a_ms
