"""Bursts are read as their datagrams are one by one, whatever comes and however little room there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from fauxmon_collector.wire import decoder as decoder_module
from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.bulk import Frames
from fauxmon_collector.wire.datagrams import Datagrams, datagrams
from fauxmon_collector.wire.decoder import Decoder, DecoderConfig
from fauxmon_collector.wire.holdback import HoldBackLimits
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.run import Run
from fauxmon_collector.wire.sessions import SessionLimits, SessionTable
from fauxmon_collector.wire.templates import Template

Row = tuple[bytes, Session, float]
SESSION = Session("192.0.2.1", 40000, 2055)
OTHER_PORT = Session("192.0.2.1", 40001, 2055)
OTHER_LISTENER = Session("192.0.2.1", 40000, 4739)
OTHER_EXPORTER = Session("2001:db8::1", 40000, 4739)
SESSIONS = [SESSION, OTHER_PORT, OTHER_LISTENER, OTHER_EXPORTER]

FLOW = encoder.template(10, 256, [("sourceIPv4Address", 4), ("octetDeltaCount", 8)])
TURNED = encoder.template(10, 256, [("octetDeltaCount", 8), ("sourceIPv4Address", 4)])
TEXT = encoder.template(10, 257, [("interfaceName", 65535), ("octetDeltaCount", 4), ("applicationName", 65535)])
SAMPLING = encoder.template(10, 300, [("meteringProcessId", 4), ("samplingPacketInterval", 4)], 1, "options")
START = encoder.template(10, 301, [("meteringProcessId", 4), ("systemInitTimeMilliseconds", 8)], 1, "options")
NAMES = encoder.template(10, 302, [("ingressInterface", 4), ("interfaceName", 8)], 1, "options")
FLOW_V9 = encoder.template(9, 256, [("sourceIPv4Address", 4), ("packetDeltaCount", 4)])
SAMPLING_V9 = encoder.template(9, 300, [("samplingInterval", 4), ("samplingAlgorithm", 1)], 1, "options")
V1 = bytes.fromhex("0001 0001") + bytes(12) + bytes(48)
V7 = bytes.fromhex("0007 0001") + bytes(12) + (5).to_bytes(4) + bytes(4) + bytes(52)
WITHDRAWAL = bytes.fromhex("0002 0008 0100 0000")
EMPTY_SET = bytes.fromhex("0100 0004")
SFLOW = bytes.fromhex("00000005 00000001 7f000001") + bytes(20)

LIMITS = [
    SessionLimits(),
    SessionLimits(sessions=2, domains=1, templates=2),
    SessionLimits(sessions=3, sessions_of_exporter=1, domains_in_all=3, fields=30, fields_in_all=40),
]


def flows(template: Template, count: int, value: int) -> bytes:
    texts = {"interfaceName": "e" * (value % 300), "applicationName": "a" * (value % 3)}
    fields = {"octetDeltaCount": value, "packetDeltaCount": value, "sourceIPv4Address": "10.0.0.1", **texts}
    return encoder.data_set(template, [{key: fields[key] for key in template.keys}] * count)


@st.composite
def ipfix_sets(draw: st.DrawFn, value: int) -> tuple[list[bytes], int]:
    """The sets of a message, and how many Data Records are in them."""
    match draw(st.integers(0, 15)):
        case 0:
            return [encoder.template_set([draw(st.sampled_from([FLOW, TURNED, TEXT]))])], 0
        case 1:
            options = draw(st.sampled_from([SAMPLING, START, NAMES]))
            return [encoder.template_set([options])], 0
        case 2:
            one = draw(st.integers(1, 2))
            return [encoder.data_set(SAMPLING, [{"meteringProcessId": 1, "samplingPacketInterval": one}])], 1
        case 3:
            one = draw(st.integers(1, 2))
            return [encoder.data_set(START, [{"systemInitTimeMilliseconds": one}])], 1
        case 4:
            name = draw(st.sampled_from(["eth0", "eth1"]))
            return [encoder.data_set(NAMES, [{"ingressInterface": 1, "interfaceName": name}])], 1
        case 5:
            return [draw(st.sampled_from([WITHDRAWAL, EMPTY_SET, bytes.fromhex("0101 0007 ff ffff")]))], 0
        case 6:
            return [encoder.template_set([FLOW]), flows(FLOW, 2, value), flows(TEXT, 1, value)], 3
        case 7:
            return [flows(FLOW, 1, value) + bytes(draw(st.integers(1, 6)))], 1
        case 8:
            return [flows(TEXT, draw(st.integers(1, 9)), value), flows(FLOW, 1, value)], 0
        case other:
            count = draw(st.integers(1, 3))
            return [flows(TEXT if other > 12 else FLOW, count, value)], count


@st.composite
def streams(draw: st.DrawFn) -> list[Row]:
    """Exporters whose sequence numbers mostly go on, among all that can be otherwise."""
    numbers: dict[tuple[int, Session, int], int] = {}
    rows: list[Row] = []
    for value in range(draw(st.integers(0, 25))):
        session = draw(st.sampled_from(SESSIONS))
        domain = draw(st.sampled_from([1, 1, 2]))
        version = draw(st.sampled_from([10, 10, 10, 9, 5, 0]))
        key = (version, session, domain)
        number = numbers.get(key, 0)
        jump = draw(st.sampled_from([0] * 9 + [1, 2, -1, -2, 70_000, -number])) if draw(st.booleans()) else 0
        number = max(0, number + jump)
        time = draw(st.sampled_from([1000] * 9 + [1001, 1100]))
        count = 1
        match version:
            case 10:
                sets, count = draw(ipfix_sets(value))
                octets = encoder.ipfix_message(sets, export_time=time, sequence=number, domain=domain)
            case 9:
                sets = draw(
                    st.sampled_from(
                        [
                            [encoder.template_set([FLOW_V9])],
                            [encoder.template_set([SAMPLING_V9])],
                            [encoder.data_set(SAMPLING_V9, [{"samplingInterval": value}])],
                            [flows(FLOW_V9, 2, value)],
                            [flows(FLOW_V9, 2, value), flows(FLOW_V9, 1, value)],
                        ]
                    )
                )
                octets = encoder.v9_message(
                    sets, count=1, sysuptime=time, export_time=time, sequence=number, domain=domain
                )
            case 5:
                count = draw(st.integers(1, 3))
                octets = encoder.v5_message(
                    [{"octetDeltaCount": value}] * count, sysuptime=time, export_time=time, sequence=number
                )
            case _:
                octets = draw(st.sampled_from([b"", V1, V7, SFLOW, V1[:20], b"\0\x0a\0\x10", bytes(60)]))
        numbers[key] = number + count
        rows += [(octets, session, float(value))] * draw(st.sampled_from([1] * 9 + [2]))
    return rows


def feed(one: Decoder, rows: Sequence[Row]) -> list[int]:
    headers = [one.feed(*row, number) for number, row in enumerate(rows)]
    return [0 if header is None else header.version for header in headers]


def same(burst: Decoder, single: Decoder) -> None:
    """Both know the same and have read the same."""
    assert burst.counters == single.counters
    assert list(burst._sessions._sessions) == list(single._sessions._sessions)
    for session, state in burst._sessions._sessions.items():
        other = single._sessions[session]
        assert list(state.domains) == list(other.domains)
        assert [(key, one.fields) for key, one in state.templates.items()] == [
            (key, one.fields) for key, one in other.templates.items()
        ]
        told = [(one.origin.facts.names, one.origin.facts.statistics) for one in state.domains.values()]
        assert told == [(one.origin.facts.names, one.origin.facts.statistics) for one in other.domains.values()]
    taken, expected = burst.take(), single.take()
    for session in SESSIONS:
        key = (session.address, session.listening_port)
        assert burst.sequence(*key) == single.sequence(*key)
        assert burst.templates(*key) == single.templates(*key)
        assert burst.last_sequences(*key) == single.last_sequences(*key)
    assert sorted(map(repr, taken.problems)) == sorted(map(repr, expected.problems))
    assert everything(taken.batches) == everything(expected.batches)


def everything(batches: list[Batch]) -> list[Any]:
    """All values of all records with where they come from, in any order."""
    rows: list[Any] = []
    for batch in batches:
        for columns in batch.columns_in_parts(2):
            values = [columns.unsigned(key).tolist() for key in columns.template.index]
            texts = [[values[code] for code in codes] for codes, values in map(columns.texts, columns.template.index)]
            places = zip(
                [steering(columns.origins[one]) for one in columns.of_records(columns.origin)],
                columns.of_records(columns.received_ms).tolist(),
                columns.of_records(columns.export_ms).tolist(),
                columns.of_records(columns.set_id).tolist(),
                columns.of_records(columns.sampling).tolist(),
                strict=True,
            )
            rows += zip(places, *values, *texts, strict=True)
    return sorted(rows, key=repr)


def steering(origin: Origin) -> tuple[Any, ...]:
    """What of an Origin tells how data is to be read."""
    facts = origin.facts
    return (*origin[:3], facts.init_time_ms, facts.sampling, facts.types, dict(facts.beside))


@settings(max_examples=200, deadline=None)
@given(streams(), st.integers(1, 30), st.sampled_from(LIMITS), st.sampled_from([150, 1 << 20]))
def test_a_burst_is_read_as_its_datagrams_one_by_one(
    rows: list[Row], size: int, limits: SessionLimits, held: int
) -> None:
    config = DecoderConfig(limits, HoldBackLimits(session_octets=held), burst=1)
    single, burst = Decoder(config), Decoder(config)
    versions = feed(single, rows)
    found: list[int] = []
    for first in range(0, len(rows), size):
        found += burst.feed_burst(datagrams(rows[first : first + size], first)).tolist()
    assert found == versions
    same(burst, single)


def ipfix(*sets: bytes, sequence: int = 0) -> bytes:
    return encoder.ipfix_message(sets, export_time=1000, sequence=sequence, domain=1)


def both(*rows: tuple[bytes, Session], limits: SessionLimits | None = None, before: int = 0) -> Decoder:
    """Feed the rows in both ways, the first ones before the burst; return the decoder that had the burst."""
    timed = [(octets, session, 1.0) for octets, session in rows]
    config = DecoderConfig(limits or SessionLimits(), burst=1)
    single, burst = Decoder(config), Decoder(config)
    feed(single, timed)
    feed(burst, timed[:before])
    burst.feed_burst(datagrams(timed[before:], before))
    same(burst, single)
    return burst


def test_versions_without_sequence_numbers_have_none_in_a_burst_either() -> None:
    decoder = both((V7, SESSION), (V1, OTHER_PORT), (V7, SESSION), (V1, OTHER_PORT), before=2)
    assert decoder.last_sequences("192.0.2.1", 2055) == [5]


def test_options_read_with_a_borrowed_template_hold_from_their_place_on() -> None:
    told = encoder.data_set(START, [{"systemInitTimeMilliseconds": 5}])
    both(
        (ipfix(encoder.template_set([START])), OTHER_PORT),
        (ipfix(encoder.template_set([FLOW]), flows(FLOW, 1, 1)), SESSION),
        (ipfix(flows(FLOW, 1, 2), sequence=1), SESSION),
        (ipfix(told, sequence=2), SESSION),
        (ipfix(flows(FLOW, 1, 3), sequence=3), SESSION),
        before=2,
    )


def test_who_was_heard_least_recently_goes_whichever_way_it_was_read() -> None:
    announce = encoder.template_set([FLOW])
    decoder = both(
        (ipfix(announce), SESSION),
        (ipfix(announce), OTHER_PORT),
        (ipfix(flows(FLOW, 1, 1)), SESSION),
        (ipfix(announce), OTHER_PORT),
        (ipfix(announce), OTHER_EXPORTER),
        limits=SessionLimits(sessions=2),
        before=2,
    )
    assert list(decoder._sessions._sessions) == [OTHER_PORT, OTHER_EXPORTER]


def test_a_session_given_twice_is_one_session() -> None:
    decoder = Decoder(DecoderConfig(burst=1))
    decoder.feed(ipfix(encoder.template_set([FLOW])), SESSION, 0.0)
    rows = datagrams([(ipfix(flows(FLOW, 1, 0), sequence=number), SESSION, 0.0) for number in range(6)])
    twice = rows._replace(sessions=[SESSION, SESSION], session=np.arange(6) % 2)
    decoder.feed_burst(twice)
    assert decoder.sequence("192.0.2.1", 2055).reordered == decoder.sequence("192.0.2.1", 2055).lost == 0


def test_a_template_redefined_in_the_middle_reads_what_comes_after_it() -> None:
    decoder = both(
        (ipfix(encoder.template_set([FLOW])), SESSION),
        (ipfix(flows(FLOW, 2, 1)), SESSION),
        (ipfix(encoder.template_set([TURNED]), sequence=2), SESSION),
        (ipfix(flows(TURNED, 2, 2), sequence=2), SESSION),
        (ipfix(encoder.template_set([FLOW]), flows(FLOW, 1, 3), sequence=4), SESSION),
        (ipfix(flows(FLOW, 1, 4), sequence=5), SESSION),
        before=1,
    )
    assert decoder.counters.redefined == 2


def test_data_before_its_template_within_a_burst() -> None:
    decoder = both(
        (ipfix(flows(FLOW, 2, 1)), SESSION),
        (ipfix(encoder.template_set([FLOW]), sequence=2), SESSION),
        (ipfix(flows(FLOW, 2, 2), sequence=2), SESSION),
    )
    assert (decoder.counters.records, decoder.counters.held_back) == (4, 0)


def test_work_ahead_of_messages_that_change_something_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other message changes how others are read: rows looked at for nothing are in proportion to those read."""
    looked_at = []

    class Counting(Run):
        def __init__(self, sessions: SessionTable, rows: Datagrams, frames: Frames, begin: int, end: int) -> None:
            looked_at.append(end - begin)
            super().__init__(sessions, rows, frames, begin, end)

    monkeypatch.setattr(decoder_module, "Run", Counting)
    changes = [ipfix(encoder.template_set([TURNED if number % 2 else FLOW])) for number in range(400)]
    Decoder(DecoderConfig(burst=8)).feed_burst(datagrams([(octets, SESSION, 0.0) for octets in changes]))
    assert 0 < sum(looked_at) < 3 * len(changes)
