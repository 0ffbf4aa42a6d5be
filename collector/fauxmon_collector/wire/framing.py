"""From a datagram to its message header and the places of its sets. No state, nothing raised.

This is the hot path, so headers are read by `struct.Struct` objects; `grammar.py` declares the same and a property test
holds the two equal.
"""

from __future__ import annotations

import itertools
from struct import Struct
from typing import NamedTuple

from fauxmon_collector.wire import sflow
from fauxmon_collector.wire.messages import MessageHeader
from fauxmon_collector.wire.problems import Fault, ProblemCode

VERSION = Struct(">H")
V1_HEADER = Struct(">HHIII")
V5_HEADER = Struct(">HHIIIIBBH")
V7_HEADER = Struct(">HHIIII4x")
V9_HEADER = Struct(">HHIIII")
IPFIX_HEADER = Struct(">HHIII")
SET_HEADER = Struct(">HH")

V1_RECORD_LENGTH = 48
V5_RECORD_LENGTH = 48
V7_RECORD_LENGTH = 52

FIRST_DATA_SET_ID = 256


SetPlace = tuple[int, int, int, int]
"""(index, Set ID, start, end): sets are counted from 1; the body stands from start to end in the datagram, in octets.

A plain tuple, as in `places.py`: there is one for every Data Set, and a named one takes twice as long to make.
"""


class Framed(NamedTuple):
    """A readable message. In v1, v5 and v7 there is one place, the records, with index and set id 0.

    `broken_data_sets` counts Data Sets that could be told but not bounded; they are among the faults. The places are
    those in `octets`: the datagram, or in sFlow the records that were made of it.
    """

    header: MessageHeader
    sets: list[SetPlace]
    faults: list[Fault]
    broken_data_sets: int
    octets: bytes


def frame(datagram: bytes, received: float = 0.0) -> Framed | Fault:
    """The frame of a message. A Fault if it is none: the header is unreadable or no set is well framed.

    `received` is when it came, in s since 1970: in sFlow no other time is known.
    """
    if len(datagram) < VERSION.size:
        if not datagram:
            return Fault(ProblemCode.EMPTY, 0, "no octets")
        return Fault(ProblemCode.TRUNCATED_HEADER, 0, f"{len(datagram)} octets")
    version = VERSION.unpack_from(datagram)[0]
    if version == 9:
        return _frame_v9(datagram)
    if version == 10:
        return _frame_ipfix(datagram)
    if version == 5:
        return _frame_v5(datagram)
    if version == 7:
        return _frame_v7(datagram)
    if version == 1:
        return _frame_v1(datagram)
    if datagram.startswith(sflow.MAGIC):
        return _frame_sflow(datagram, received)
    return Fault(ProblemCode.UNKNOWN_VERSION, 0, f"version {version}")


def _frame_sflow(datagram: bytes, received: float) -> Framed | Fault:
    samples = sflow.read(datagram, received)
    if isinstance(samples, Fault):
        return samples
    ends = list(itertools.accumulate(len(part.body) for part in samples.parts))
    sets = [
        (index, part.set_id, end - len(part.body), end)
        for index, (part, end) in enumerate(zip(samples.parts, ends, strict=True), 1)
    ]
    return Framed(samples.header, sets, samples.faults, 0, b"".join(part.body for part in samples.parts))


def _truncated(datagram: bytes, size: int) -> Fault:
    return Fault(ProblemCode.TRUNCATED_HEADER, len(datagram), f"{len(datagram)} of {size} octets of the header")


def _frame_v1(datagram: bytes) -> Framed | Fault:
    if len(datagram) < V1_HEADER.size:
        return _truncated(datagram, V1_HEADER.size)
    _, count, sysuptime, export_time, unix_nsecs = V1_HEADER.unpack_from(datagram)
    header = MessageHeader(1, 0, 0, export_time, sysuptime, count, unix_nsecs)
    return _frame_records(datagram, header, V1_HEADER.size, V1_RECORD_LENGTH)


def _frame_v5(datagram: bytes) -> Framed | Fault:
    if len(datagram) < V5_HEADER.size:
        return _truncated(datagram, V5_HEADER.size)
    _, count, sysuptime, export_time, unix_nsecs, sequence, engine_type, engine_id, sampling = V5_HEADER.unpack_from(
        datagram
    )
    header = MessageHeader(
        5,
        engine_type << 8 | engine_id,
        sequence,
        export_time,
        sysuptime,
        count,
        unix_nsecs,
        engine_type,
        engine_id,
        sampling >> 14,
        sampling & 0x3FFF,
    )
    return _frame_records(datagram, header, V5_HEADER.size, V5_RECORD_LENGTH)


def _frame_v7(datagram: bytes) -> Framed | Fault:
    if len(datagram) < V7_HEADER.size:
        return _truncated(datagram, V7_HEADER.size)
    _, count, sysuptime, export_time, unix_nsecs, sequence = V7_HEADER.unpack_from(datagram)
    header = MessageHeader(7, 0, sequence, export_time, sysuptime, count, unix_nsecs)
    return _frame_records(datagram, header, V7_HEADER.size, V7_RECORD_LENGTH)


def _frame_records(datagram: bytes, header: MessageHeader, start: int, record_length: int) -> Framed | Fault:
    end = start + header.count * record_length
    if not header.count or not 0 <= len(datagram) - end < record_length:
        fits = (len(datagram) - start) // record_length
        return Fault(ProblemCode.BAD_LENGTH, 2, f"the header counts {header.count} records, {fits} fit")
    faults = []
    if end < len(datagram):
        faults.append(Fault(ProblemCode.TRAILING_OCTETS, end, f"{len(datagram) - end} octets after the last record"))
    return Framed(header, [(0, 0, start, end)], faults, 0, datagram)


def _frame_v9(datagram: bytes) -> Framed | Fault:
    if len(datagram) < V9_HEADER.size:
        return _truncated(datagram, V9_HEADER.size)
    _, count, sysuptime, export_time, sequence, domain = V9_HEADER.unpack_from(datagram)
    header = MessageHeader(9, domain, sequence, export_time, sysuptime, count)
    return _frame_sets(datagram, header, V9_HEADER.size, len(datagram))


def _frame_ipfix(datagram: bytes) -> Framed | Fault:
    if len(datagram) < IPFIX_HEADER.size:
        return _truncated(datagram, IPFIX_HEADER.size)
    _, length, export_time, sequence, domain = IPFIX_HEADER.unpack_from(datagram)
    if not IPFIX_HEADER.size <= length <= len(datagram):
        return Fault(ProblemCode.BAD_LENGTH, 2, f"the header says {length} octets, {len(datagram)} came")
    header = MessageHeader(10, domain, sequence, export_time, None, length)
    framed = _frame_sets(datagram, header, IPFIX_HEADER.size, length)
    if isinstance(framed, Framed) and length < len(datagram):
        framed.faults.append(
            Fault(ProblemCode.TRAILING_OCTETS, length, f"{len(datagram) - length} octets after the message")
        )
    return framed


def _frame_sets(datagram: bytes, header: MessageHeader, start: int, end: int) -> Framed | Fault:
    sets: list[SetPlace] = []
    faults: list[Fault] = []
    broken_data_sets = 0
    while end - start >= SET_HEADER.size:
        set_id, length = SET_HEADER.unpack_from(datagram, start)
        if length < SET_HEADER.size:
            if any(datagram[start:end]):
                faults.append(Fault(ProblemCode.BAD_SET_LENGTH, start + 2, f"set {set_id} says {length} octets"))
                broken_data_sets += set_id >= FIRST_DATA_SET_ID
            start = end
        elif start + length > end:
            detail = f"set {set_id} says {length} octets, {end - start} are left"
            faults.append(Fault(ProblemCode.SET_OVERRUN, start + 2, detail))
            broken_data_sets += set_id >= FIRST_DATA_SET_ID
            start = end
        else:
            sets.append((len(sets) + 1, set_id, start + SET_HEADER.size, start + length))
            start += length
    if start < end and any(datagram[start:end]):
        faults.append(Fault(ProblemCode.TRAILING_OCTETS, start, f"{end - start} octets after the last set"))
    if sets:
        return Framed(header, sets, faults, broken_data_sets, datagram)
    return faults[0] if faults else Fault(ProblemCode.NO_SETS, start, "a header and no sets")
