from __future__ import annotations

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.framing import Framed, frame
from fauxmon_collector.wire.messages import SFLOW
from fauxmon_collector.wire.problems import Fault, ProblemCode

SET = b"\x01\x00\x00\x08abcd"


def v9(*sets: bytes) -> bytes:
    return encoder.v9_message(sets, count=1, sysuptime=5000, export_time=1_700_000_000, sequence=7, domain=3)


def ipfix(*sets: bytes) -> bytes:
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=7, domain=3)


def v5(records: int) -> bytes:
    return encoder.v5_message(
        [{}] * records,
        sysuptime=5000,
        export_time=1_700_000_000,
        sequence=7,
        unix_nsecs=9,
        engine_type=1,
        engine_id=2,
        sampling_mode=1,
        sampling_rate=100,
    )


def framed(datagram: bytes) -> Framed:
    result = frame(datagram)
    assert isinstance(result, Framed)
    return result


def test_a_v9_message() -> None:
    result = framed(v9(SET, SET))
    assert (result.header.version, result.header.domain, result.header.sequence) == (9, 3, 7)
    assert (result.header.export_time, result.header.sysuptime) == (1_700_000_000, 5000)
    assert result.sets == [(1, 256, 24, 28), (2, 256, 32, 36)]
    assert not result.faults


def test_an_ipfix_message_has_no_uptime() -> None:
    result = framed(ipfix(SET))
    assert result.header.sysuptime is None
    assert result.sets == [(1, 256, 20, 24)]


def test_a_v5_message_has_one_place_for_all_its_records() -> None:
    result = framed(v5(2))
    assert result.sets == [(0, 0, 24, 24 + 2 * 48)]
    header = result.header
    assert (header.domain, header.engine_type, header.engine_id) == (0x0102, 1, 2)
    assert (header.sampling_mode, header.sampling_rate, header.unix_nsecs) == (1, 100, 9)


def test_a_v1_message() -> None:
    datagram = bytes.fromhex("0001 0001 00001388 6553f100 00000009") + bytes(48)
    result = framed(datagram)
    assert (result.header.version, result.header.sysuptime) == (1, 5000)
    assert result.sets == [(0, 0, 16, 64)]


def test_a_v7_message_has_longer_records() -> None:
    datagram = bytes.fromhex("0007 0002 00001388 6553f100 00000009 00000064 00000000") + bytes(2 * 52)
    result = framed(datagram)
    assert (result.header.version, result.header.sequence, result.header.sysuptime) == (7, 100, 5000)
    assert (result.header.domain, result.header.unix_nsecs) == (0, 9)
    assert result.sets == [(0, 0, 24, 24 + 2 * 52)]


def test_an_sflow_datagram_has_a_set_for_each_kind_of_packet() -> None:
    def u32(*numbers: int) -> bytes:
        return b"".join(number.to_bytes(4, "big") for number in numbers)

    def sample(packet: bytes) -> bytes:
        raw = u32(1, 16 + len(packet), 11 if packet[0] >> 4 == 4 else 12, 60, 0, len(packet)) + packet
        return u32(1, 32 + len(raw), 1, 3, 1000, 5000, 0, 3, 4, 1) + raw

    four, six = bytes.fromhex("4500 003c") + bytes(16), bytes.fromhex("6000 0000 0014 06 40") + bytes(32)
    datagram = u32(5, 1, 0xC0000201, 7, 100, 60_000, 3) + sample(four) + sample(six) + sample(four)
    result = frame(datagram, 1_700_000_000.9)
    assert isinstance(result, Framed)
    assert (result.header.version, result.header.domain, result.header.sequence) == (SFLOW, 7, 100)
    assert (result.header.export_time, result.header.sysuptime) == (1_700_000_000, 60_000)
    assert [(index, set_id) for index, set_id, _, _ in result.sets] == [(1, 260), (2, 262)]
    assert [start for _, _, start, _ in result.sets] == [0, result.sets[0][3]]
    assert result.sets[1][3] == len(result.octets)
    assert not result.faults
    fault = frame(datagram[:30])
    assert isinstance(fault, Fault)
    assert fault.code == ProblemCode.BAD_SAMPLE


@pytest.mark.parametrize(
    ("datagram", "code", "offset"),
    [
        (b"", ProblemCode.EMPTY, 0),
        (b"\x00", ProblemCode.TRUNCATED_HEADER, 0),
        (b"\x00\x08" + bytes(60), ProblemCode.UNKNOWN_VERSION, 0),
        (b"\x00\x07" + bytes(21), ProblemCode.TRUNCATED_HEADER, 23),
        (b"\x00\x07\x00\x01" + bytes(20 + 51), ProblemCode.BAD_LENGTH, 2),
        (v9(SET)[:19], ProblemCode.TRUNCATED_HEADER, 19),
        (ipfix(SET)[:15], ProblemCode.TRUNCATED_HEADER, 15),
        (v5(1)[:23], ProblemCode.TRUNCATED_HEADER, 23),
        (b"\x00\x01" + bytes(13), ProblemCode.TRUNCATED_HEADER, 15),
        (v5(1)[:-1], ProblemCode.BAD_LENGTH, 2),
        (v5(0), ProblemCode.BAD_LENGTH, 2),
        (v5(1) + bytes(48), ProblemCode.BAD_LENGTH, 2),
        (ipfix(SET)[:-1], ProblemCode.BAD_LENGTH, 2),
        (b"\x00\x0a\x00\x0f" + bytes(20), ProblemCode.BAD_LENGTH, 2),
        (v9(), ProblemCode.NO_SETS, 20),
        (v9(b"\x01\x00\x00\x09abcd"), ProblemCode.SET_OVERRUN, 22),
        (v9(b"\x01\x00\x00\x03abcd"), ProblemCode.BAD_SET_LENGTH, 22),
    ],
)
def test_what_is_no_message(datagram: bytes, code: ProblemCode, offset: int) -> None:
    result = frame(datagram)
    assert isinstance(result, Fault)
    assert (result.code, result.offset) == (code, offset)


def test_a_set_that_overruns_leaves_the_sets_before_it_alone() -> None:
    result = framed(v9(SET, b"\x01\x01\x00\xffabcd"))
    assert [set_id for _, set_id, _, _ in result.sets] == [256]
    assert [(fault.code, fault.offset) for fault in result.faults] == [(ProblemCode.SET_OVERRUN, 30)]
    assert result.broken_data_sets == 1


def test_zeros_after_the_last_set_are_padding_and_other_octets_are_not() -> None:
    assert not framed(v9(SET, bytes(6))).faults
    assert [fault.code for fault in framed(v9(SET, b"\x01")).faults] == [ProblemCode.TRAILING_OCTETS]


def test_octets_after_an_ipfix_message_are_not_read() -> None:
    result = framed(ipfix(SET) + SET)
    assert len(result.sets) == 1
    assert [(fault.code, fault.offset) for fault in result.faults] == [(ProblemCode.TRAILING_OCTETS, 24)]
