from __future__ import annotations

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.bulk import NO_UPTIME, Frames, frame_all
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.messages import Session

SESSION = Session("192.0.2.1", 40000, 2055)
DATA = bytes.fromhex("0100 0008 01020304")
V5 = encoder.v5_message(
    [{}, {}],
    sysuptime=9,
    export_time=8,
    sequence=7,
    unix_nsecs=6,
    engine_type=1,
    engine_id=2,
    sampling_mode=1,
    sampling_rate=100,
)
V9 = encoder.v9_message([DATA], count=1, sysuptime=9, export_time=8, sequence=7, domain=6)
IPFIX = encoder.ipfix_message([DATA, DATA[:2] + b"\0\x05x"], export_time=8, sequence=7, domain=1 << 31)


def frames(*octets: bytes) -> Frames:
    return frame_all(datagrams([(one, SESSION, 0.0) for one in octets]))


def test_headers_of_each_version() -> None:
    found = frames(V5, V9, IPFIX)
    assert found.plain.tolist() == [True] * 3
    assert found.version.tolist() == [5, 9, 10]
    assert found.domain.tolist() == [0x0102, 6, 1 << 31]
    assert found.sequence.tolist() == [7, 7, 7]
    assert found.export_time.tolist() == [8, 8, 8]
    assert found.uptime.tolist() == [9, 9, NO_UPTIME]
    assert found.nanoseconds.tolist() == [6, 0, 0]
    assert found.sampling.tolist() == [1 << 14 | 100, 0, 0]


def test_places_of_sets_by_message_and_place_in_it() -> None:
    found = frames(IPFIX, V5, b"", V9)
    assert found.set_row.tolist() == [0, 0, 1, 3]
    assert found.set_index.tolist() == [1, 2, 0, 1]
    assert found.set_id.tolist() == [256, 256, 0, 256]
    v5, v9 = len(IPFIX), len(IPFIX) + len(V5)
    assert found.set_start.tolist() == [20, 28, v5 + 24, v9 + 24]
    assert found.set_end.tolist() == [24, 29, v5 + len(V5), v9 + len(V9)]


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        V9[:23],
        V5 + b"x",
        V5[:-1],
        V5[:2] + bytes(2) + V5[4:24],
        IPFIX + b"x",
        V9 + bytes(3),
        encoder.v9_message([DATA, b"\1\0\0\3"], count=1, sysuptime=9, export_time=8, sequence=7, domain=6),
        encoder.v9_message([DATA, b"\1\0\1\0"], count=1, sysuptime=9, export_time=8, sequence=7, domain=6),
        encoder.ipfix_message([DATA, b"\0\2\0\4"], export_time=8, sequence=7, domain=1),
        encoder.ipfix_message([DATA] * 33, export_time=8, sequence=7, domain=1),
        b"\0\7" + V5[2:],
    ],
)
def test_what_is_left_to_be_read_by_itself(octets: bytes) -> None:
    found = frames(V9, octets, IPFIX)
    assert found.plain.tolist() == [True, False, True]
    assert found.set_row.tolist() == [0, 2, 2]


def test_as_many_sets_as_are_read_at_once() -> None:
    found = frames(encoder.ipfix_message([DATA] * 32, export_time=8, sequence=7, domain=1))
    assert found.set_index.tolist() == list(range(1, 33))


def test_nothing() -> None:
    assert len(frames().plain) == len(frames().set_row) == len(frames(b"").set_row) == 0
