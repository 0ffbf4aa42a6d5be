"""What the decoder promises for any input."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

SESSION = Session("192.0.2.1", 40000, 2055)
OTHER_PORT = Session("192.0.2.1", 40001, 2055)
OTHER_EXPORTER = Session("2001:db8::1", 40000, 4739)

FLOW = encoder.template(10, 256, [("sourceIPv4Address", 4), ("octetDeltaCount", 8)])
TEXT = encoder.template(10, 257, [("interfaceName", 65535), ("octetDeltaCount", 4), ("applicationName", 65535)])
LIST = encoder.template(10, 258, [("basicList", 65535), ("subTemplateMultiList", 65535)])
OPTIONS = encoder.template(10, 300, [("meteringProcessId", 4), ("systemInitTimeMilliseconds", 8)], 1, "options")
FLOW_V9 = encoder.template(9, 256, [("sourceIPv4Address", 4), ("packetDeltaCount", 4)])
OPTIONS_V9 = encoder.template(9, 300, [("samplingInterval", 4), ("samplingAlgorithm", 1)], 1, "options")

SETS = st.sampled_from(
    [
        encoder.template_set([FLOW, TEXT]),
        encoder.template_set([LIST]),
        encoder.template_set([OPTIONS]),
        encoder.template_set([FLOW_V9]),
        encoder.template_set([OPTIONS_V9]),
        encoder.data_set(FLOW, [{"octetDeltaCount": 1}, {"octetDeltaCount": 2}]),
        encoder.data_set(TEXT, [{"interfaceName": "eth0", "applicationName": "x" * 300}, {}]),
        encoder.data_set(LIST, [{"basicList": "0x03000100040000000a", "subTemplateMultiList": "0x0301000004"}]),
        encoder.data_set(OPTIONS, [{"systemInitTimeMilliseconds": 5}]),
        encoder.data_set(OPTIONS_V9, [{"samplingInterval": 10}]),
    ]
)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    sets = draw(st.lists(SETS, max_size=4))
    sequence = draw(st.integers(0, 50))
    match draw(st.sampled_from([5, 9, 10])):
        case 5:
            return encoder.v5_message([{}] * draw(st.integers(1, 3)), sysuptime=9, export_time=9, sequence=sequence)
        case 9:
            return encoder.v9_message(sets, count=1, sysuptime=9, export_time=9, sequence=sequence, domain=1)
        case _:
            return encoder.ipfix_message(sets, export_time=9, sequence=sequence, domain=1)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    octets = bytearray(draw(messages()))
    for _ in range(draw(st.integers(0, 4))):
        octets[draw(st.integers(0, len(octets) - 1))] = draw(st.integers(0, 255))
    return bytes(octets[: draw(st.integers(0, len(octets)))]) if draw(st.booleans()) else bytes(octets)


DATAGRAMS = st.one_of(messages(), damaged(), st.binary(max_size=80))
ARRIVALS = st.lists(
    st.tuples(DATAGRAMS, st.sampled_from([SESSION, OTHER_PORT, OTHER_EXPORTER]), st.booleans()), max_size=12
)


def read_everything(decoder: Decoder) -> int:
    """Read all that waits in both ways; return how many Data Records there were."""
    count = 0
    for batch in decoder.take().batches:
        columns = batch.columns()
        rows = list(batch.records())
        assert len(rows) == columns.count == len(columns.of_records(columns.origin))
        for key, element in zip(batch.template.keys, batch.template.elements, strict=True):
            if element is not None and "#" not in key:
                columns.unsigned(key)
                columns.address(key)
                columns.milliseconds(key)
        count += columns.count if batch.template.kind == "data" else 0
    return count


@given(ARRIVALS)
def test_no_octets_make_it_raise_and_the_counters_balance(arrivals: list[tuple[bytes, Session, bool]]) -> None:
    decoder = Decoder()
    records = 0
    for number, (datagram, session, pause) in enumerate(arrivals):
        decoder.feed(datagram, session, float(number * 30), number)
        if pause:
            decoder.expire(number * 30.0)
            records += read_everything(decoder)
    counters = decoder.counters
    for _ in range(2):
        settled = counters.decoded + counters.held_back + counters.template_missing + counters.malformed
        assert counters.data_sets == settled
        assert counters.messages + counters.unreadable == len(arrivals)
        decoder.expire(1e9)
    assert counters.held_back == 0
    assert records + read_everything(decoder) == counters.records


@given(messages(), DATAGRAMS)
def test_a_datagram_that_is_no_message_changes_nothing(before: bytes, datagram: bytes) -> None:
    decoder, untouched = Decoder(), Decoder()
    for one in (decoder, untouched):
        one.feed(before, SESSION, 1.0)
        one.take()
    if decoder.feed(datagram, OTHER_PORT, 2.0) is not None:
        return
    decoder.counters.unreadable -= 1
    decoder.counters.problems -= 1
    assert decoder.counters == untouched.counters
    assert decoder.templates("192.0.2.1", 2055) == untouched.templates("192.0.2.1", 2055)
    assert decoder.sequence("192.0.2.1", 2055) == untouched.sequence("192.0.2.1", 2055)
    taken = decoder.take()
    assert not taken.batches
    assert len(taken.problems) == 1


@given(st.lists(st.tuples(DATAGRAMS, st.booleans()), max_size=10))
def test_any_batching_gives_the_same_rows(arrivals: list[tuple[bytes, bool]]) -> None:
    def rows(pauses: bool) -> list[Any]:
        decoder = Decoder()
        found: list[Any] = []
        for number, (datagram, pause) in enumerate(arrivals, 1):
            decoder.feed(datagram, SESSION, 0.0, number)
            if pause and pauses:
                found += [record for batch in decoder.take().batches for record in batch.records()]
        found += [record for batch in decoder.take().batches for record in batch.records()]
        return sorted(found, key=lambda record: (record.frame, record.set, record.rec))

    assert rows(pauses=True) == rows(pauses=False)
