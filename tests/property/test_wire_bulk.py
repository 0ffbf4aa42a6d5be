"""The ways that read many at once, held to those that read one."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from fauxmon_collector.wire import encoder, framing
from fauxmon_collector.wire.bulk import NO_UPTIME, frame_all
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.messages import MessageHeader, Session
from fauxmon_collector.wire.places import field_places, whole_records
from fauxmon_collector.wire.problems import Fault
from fauxmon_collector.wire.sequence import SequenceTracker, step
from fauxmon_collector.wire.sequences import Numbers, Seen, account
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template
from fauxmon_collector.wire.walk import measure, walk

SESSION = Session("192.0.2.1", 40000, 2055)
MODULUS = 1 << 32
SETS = st.lists(
    st.builds(
        lambda set_id, body, more: set_id.to_bytes(2) + (4 + len(body) + more).to_bytes(2) + body,
        st.sampled_from([256, 257, 65535, 2, 0, 255]),
        st.binary(max_size=9),
        st.sampled_from([0] * 9 + [1, 60_000]),
    ),
    max_size=5,
)
SMALL = st.integers(0, MODULUS - 1)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    sets = draw(st.one_of(SETS, st.just([bytes.fromhex("0100 0005 00")] * draw(st.integers(30, 40)))))
    match draw(st.integers(0, 4)):
        case 0:
            octets = encoder.v9_message(
                sets, count=1, sysuptime=draw(SMALL), export_time=draw(SMALL), sequence=draw(SMALL), domain=draw(SMALL)
            )
        case 1:
            octets = encoder.v5_message(
                [{}] * draw(st.integers(0, 3)),
                sysuptime=draw(SMALL),
                export_time=draw(SMALL),
                sequence=draw(SMALL),
                unix_nsecs=draw(SMALL),
                engine_type=draw(st.integers(0, 255)),
                engine_id=draw(st.integers(0, 255)),
                sampling_mode=draw(st.integers(0, 3)),
                sampling_rate=draw(st.integers(0, 0x3FFF)),
            )
        case 2:
            octets = draw(st.binary(max_size=80))
        case _:
            octets = encoder.ipfix_message(sets, export_time=draw(SMALL), sequence=draw(SMALL), domain=draw(SMALL))
    cut = draw(st.sampled_from([0] * 9 + [1, 4, 20]))
    return octets[: len(octets) - cut] + draw(st.sampled_from([b""] * 9 + [b"\0", bytes(4), b"more"]))


def should_be_plain(octets: bytes) -> bool:
    """Nothing wrong, nothing but Data Sets of up to 32, and long enough for the longest header."""
    framed = framing.frame(octets)
    if isinstance(framed, Fault) or framed.faults or framed.header.version not in (5, 9, 10):
        return False
    ids = [set_id for index, set_id, _, _ in framed.sets if index]
    whole = framed.sets[-1][3] == len(octets)  # padding behind the last set is no fault, nor is it read at once
    return len(octets) >= 24 and whole and len(ids) <= 32 and all(set_id >= 256 for set_id in ids)


@settings(deadline=None)
@given(st.lists(messages(), max_size=8))
def test_frames_of_many_are_the_frames_of_each(rows: list[bytes]) -> None:
    batch = datagrams([(octets, SESSION, 0.0) for octets in rows])
    frames = frame_all(batch)
    assert frames.plain.tolist() == [should_be_plain(octets) for octets in rows]
    columns = (frames.set_index, frames.set_id, frames.set_start, frames.set_end)
    for row in np.flatnonzero(frames.plain).tolist():
        framed = framing.frame(rows[row])
        assert isinstance(framed, framing.Framed)
        header = framed.header
        assert frames.version[row] == header.version
        assert frames.domain[row] == header.domain
        assert frames.sequence[row] == header.sequence
        assert frames.export_time[row] == header.export_time
        assert frames.uptime[row] == (NO_UPTIME if header.sysuptime is None else header.sysuptime)
        assert frames.nanoseconds[row] == (header.unix_nsecs or 0)
        assert frames.sampling[row] == (header.sampling_mode or 0) << 14 | (header.sampling_rate or 0)
        begin = int(batch.start[row])
        sets = [column[frames.set_row == row].tolist() for column in columns]
        places = [(i, id_, start - begin, end - begin) for i, id_, start, end in zip(*sets, strict=True)]
        assert places == framed.sets
    assert not np.any(~frames.plain[frames.set_row])
    assert np.all(np.diff(frames.set_row) >= 0)


TEMPLATES = st.lists(st.sampled_from([VARIABLE_LENGTH, VARIABLE_LENGTH, 0, 1, 4]), min_size=1, max_size=5).filter(
    lambda lengths: VARIABLE_LENGTH in lengths
)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Octets that often are lengths of what follows."""
    parts = st.one_of(
        st.integers(0, 6).map(lambda size: bytes([size]) + b"v" * size),
        st.integers(0, 300).map(lambda size: b"\xff" + size.to_bytes(2) + b"w" * size),
        st.sampled_from([bytes(1), bytes(3), b"\xff", b"\xff\xff\xff", b"\x09"]),
    )
    return b"".join(draw(st.lists(parts, max_size=9)))


@settings(deadline=None)
@given(TEMPLATES, st.lists(bodies(), max_size=9), st.sampled_from([1, 9]))
def test_bodies_walked_together_are_walked_as_each_alone(lengths: list[int], rows: list[bytes], times: int) -> None:
    rows = rows * times
    template = Template(10, 256, tuple(FieldSpecifier(83, length) for length in lengths))
    size = np.array([len(body) for body in rows], np.int64)
    starts = np.cumsum(size) - size
    octets = np.frombuffer(b"".join(rows), np.uint8)
    measured = measure(template, octets, starts, starts + size)
    walked = walk(template, octets, starts, starts + size)
    variable = [number for number, length in enumerate(lengths) if length == VARIABLE_LENGTH]
    runs, found = [], []
    for body, start, count, end, broken in zip(
        rows, starts.tolist(), measured.counts.tolist(), measured.ends.tolist(), measured.broken.tolist(), strict=True
    ):
        assert (count, end - start, broken) == whole_records(template, body)
        at = 0
        for _ in range(count):
            places, following = field_places(template, body, at)
            runs.append([start + at, *(start + places[number][0] + places[number][1] for number in variable)])
            found.append([places[number][1] for number in variable])
            at = following
    assert walked.runs.T.tolist() == runs
    assert walked.lengths.T.tolist() == found


MOVES = st.sampled_from([0] * 12 + [1, 7, -1, -3, -30, 70_000, -70_000, 1 << 31])
ARRIVALS = st.lists(
    st.tuples(
        st.integers(0, 2),  # which domain
        MOVES,
        st.sampled_from([3, 3, 3, 3, 1, 2]),  # flows
        st.sampled_from([None, None, None, 0, 2]),  # read by itself, with so many options records
        st.booleans(),  # all its sets read
        st.sampled_from([0] * 12 + [1, 100]),  # seconds since the one before
        st.booleans(),  # counted as softflowd does
    ),
    max_size=60,
)


@settings(deadline=None)
@given(ARRIVALS, st.sampled_from([0, 5, MODULUS - 20]), st.integers(1, 60), st.booleans())
def test_numbers_of_many_messages_count_as_those_of_each(
    arrivals: list[tuple[int, int, int, int | None, bool, int, bool]], start: int, size: int, booted_anew: bool
) -> None:
    versions = (10, 9, 5)
    one_by_one = [SequenceTracker() for _ in versions]
    together = [SequenceTracker() for _ in versions]
    number, time = [start] * 3, 1000
    for begin in range(0, len(arrivals), size):
        plain: list[tuple[int, int, MessageHeader, int]] = []
        singles: list[Seen] = []
        for row, (domain, move, flows, options, read, seconds, own) in enumerate(arrivals[begin : begin + size]):
            version = versions[domain]
            time += seconds
            counted = flows if read else None
            sequence = (number[domain] + move + (flows if own else 0)) % MODULUS
            uptime = None if version == 10 else 1000 * (seconds if booted_anew and seconds else time - 900)
            header = MessageHeader(version, 0, sequence, time, uptime, 0)
            moved = step(version, flows, options or 0)
            assert moved is not None
            number[domain] = (number[domain] + move + moved) % MODULUS
            if options is None:
                one_by_one[domain].see(header, flows)
                plain.append((row, domain, header, flows))
            else:
                one_by_one[domain].see(header, counted, options)
                singles.append(Seen(row, together[domain], header, counted, options))
        table = np.array([(r, d, h.version, h.sequence, f) for r, d, h, f in plain], np.int64).reshape(-1, 5)

        def seen(position: int, plain: list[tuple[int, int, MessageHeader, int]] = plain) -> Seen:
            row, domain, header, flows = plain[position]
            return Seen(row, together[domain], header, flows)

        account(Numbers(table[:, 0], table[:, 2], table[:, 1], together, table[:, 3], table[:, 4], seen), singles)
        for expected, found in zip(one_by_one, together, strict=True):
            assert found.stats == expected.stats
            assert found.highest == expected.highest
