from __future__ import annotations

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder, DecoderConfig, Taken
from fauxmon_collector.wire.holdback import HoldBackLimits
from fauxmon_collector.wire.messages import SFLOW, Session
from fauxmon_collector.wire.problems import ProblemCode
from fauxmon_collector.wire.records import Record
from fauxmon_collector.wire.sequence import SequenceStats
from fauxmon_collector.wire.sessions import SessionLimits

SESSION = Session("192.0.2.1", 40000, 2055)
OTHER_PORT = Session("192.0.2.1", 40001, 2055)
OTHER_EXPORTER = Session("192.0.2.2", 40000, 2055)

FLOW = encoder.template(10, 256, [("sourceIPv4Address", 4), ("octetDeltaCount", 8)])
OTHER_FLOW = encoder.template(10, 256, [("octetDeltaCount", 8), ("sourceIPv4Address", 4)])
TEXT = encoder.template(10, 257, [("octetDeltaCount", 8), ("interfaceName", 65535)])
OPTIONS = encoder.template(10, 300, [("meteringProcessId", 4), ("samplingPacketInterval", 4)], 1, "options")

ANNOUNCE = encoder.template_set([FLOW])
ANNOUNCE_OTHER = encoder.template_set([OTHER_FLOW])


def data(*octets: int) -> bytes:
    return encoder.data_set(FLOW, [{"octetDeltaCount": count} for count in octets])


def message(*sets: bytes, sequence: int = 0, domain: int = 1) -> bytes:
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=sequence, domain=domain)


def v9(*sets: bytes, sequence: int = 0) -> bytes:
    return encoder.v9_message(sets, count=1, sysuptime=9, export_time=1_700_000_000, sequence=sequence, domain=1)


@pytest.fixture
def decoder() -> Decoder:
    return Decoder()


def records(taken: Taken) -> list[Record]:
    return [record for batch in taken.batches for record in batch.records()]


def counts(decoder: Decoder) -> list[int]:
    return [record.fields["octetDeltaCount"] for record in records(decoder.take())]


def codes(taken: Taken) -> list[ProblemCode]:
    return [problem.code for problem in taken.problems]


def test_a_template_and_its_data(decoder: Decoder) -> None:
    header = decoder.feed(message(ANNOUNCE, data(1, 2), sequence=5), SESSION, 9.0, frame=7)
    assert header is not None
    assert header.sequence == 5
    taken = decoder.take()
    (batch,) = taken.batches
    assert batch.template.fields == FLOW.fields
    assert [(one.frame, one.set, one.rec) for one in records(taken)] == [(7, 2, 1), (7, 2, 2)]
    assert batch.single[0][0].received == 9.0
    assert decoder.take() == Taken([], [])


def test_messages_of_v5_need_no_template(decoder: Decoder) -> None:
    datagram = encoder.v5_message(
        [{"sourceIPv4Address": "10.0.0.1", "octetDeltaCount": 7, "protocolIdentifier": 17}],
        sysuptime=100,
        export_time=1_700_000_000,
        sequence=1,
    )
    decoder.feed(datagram, SESSION, 0.0)
    (record,) = records(decoder.take())
    assert (record.set, record.rec, record.set_id) == (0, 1, None)
    assert record.fields["sourceIPv4Address"] == "10.0.0.1"
    assert record.fields["octetDeltaCount"] == 7


def test_one_batch_a_layout_whoever_sent_it(decoder: Decoder) -> None:
    for session in (SESSION, OTHER_EXPORTER):
        decoder.feed(message(ANNOUNCE, data(1)), session, 0.0)
        decoder.feed(message(data(2)), session, 0.0)
    (batch,) = decoder.take().batches
    columns = batch.columns()
    assert [columns.origins[origin].session for origin in columns.of_records(columns.origin)] == [SESSION] * 2 + [
        OTHER_EXPORTER
    ] * 2


def test_a_redefined_template_never_reads_older_data(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE, data(1)), SESSION, 0.0)
    decoder.feed(message(ANNOUNCE_OTHER, encoder.data_set(OTHER_FLOW, [{"octetDeltaCount": 2}])), SESSION, 0.0)
    assert counts(decoder) == [1, 2]
    assert (decoder.counters.templates, decoder.counters.redefined) == (2, 1)


def test_a_repeated_template_changes_nothing(decoder: Decoder) -> None:
    for _ in range(3):
        decoder.feed(message(ANNOUNCE, data(1)), SESSION, 0.0)
    assert len(decoder.take().batches) == 1
    assert decoder.counters.templates == decoder.templates("192.0.2.1", 2055) == 1


def test_sessions_and_domains_have_templates_of_their_own(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE), SESSION, 0.0)
    decoder.feed(message(ANNOUNCE_OTHER), OTHER_PORT, 0.0)
    decoder.feed(message(data(1)), SESSION, 0.0)
    decoder.feed(message(encoder.data_set(OTHER_FLOW, [{"octetDeltaCount": 2}])), OTHER_PORT, 0.0)
    assert counts(decoder) == [1, 2]
    decoder.feed(message(data(3), domain=2), SESSION, 0.0)
    decoder.feed(message(data(4)), OTHER_EXPORTER, 0.0)
    assert counts(decoder) == []
    assert (decoder.counters.held_back, decoder.counters.borrowed) == (2, 0)


def test_a_session_without_the_template_borrows_the_newest_of_its_address(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE_OTHER), SESSION, 0.0)
    decoder.feed(message(ANNOUNCE), Session("192.0.2.1", 1, 2055), 0.0)
    decoder.feed(message(data(5)), OTHER_PORT, 0.0)
    assert counts(decoder) == [5]
    assert decoder.counters.borrowed == 1


def test_data_before_its_template_comes_out_where_it_was(decoder: Decoder) -> None:
    decoder.feed(message(data(1), sequence=0), SESSION, 1.0, frame=1)
    assert decoder.counters.held_back == 1
    decoder.feed(message(ANNOUNCE, sequence=1), SESSION, 2.0, frame=2)
    (record,) = records(decoder.take())
    assert (record.frame, record.set, record.header.sequence) == (1, 1, 0)
    assert (decoder.counters.held_back, decoder.counters.decoded) == (0, 1)


def test_data_waits_for_the_template_of_another_port_too(decoder: Decoder) -> None:
    decoder.feed(message(data(1)), OTHER_PORT, 1.0)
    decoder.feed(message(data(2)), OTHER_EXPORTER, 1.0)
    decoder.feed(message(ANNOUNCE), SESSION, 2.0)
    assert counts(decoder) == [1]
    assert (decoder.counters.borrowed, decoder.counters.held_back) == (1, 1)


def test_data_whose_template_never_comes_is_counted(decoder: Decoder) -> None:
    decoder.feed(message(data(1)), SESSION, 100.0, frame=3)
    decoder.expire(159.0)
    assert decoder.counters.template_missing == 0
    decoder.expire(161.0)
    assert (decoder.counters.template_missing, decoder.counters.held_back) == (1, 0)
    (problem,) = decoder.take().problems
    assert (problem.code, problem.frame, problem.offset) == (ProblemCode.TEMPLATE_MISSING, 3, 20)
    assert problem.spec.startswith("RFC 7011")


def test_data_beyond_the_room_for_waiting_is_counted() -> None:
    decoder = Decoder(DecoderConfig(hold_back=HoldBackLimits(session_octets=200)))
    for _ in range(3):
        decoder.feed(message(data(1)), SESSION, 0.0)
    assert (decoder.counters.held_back, decoder.counters.template_missing) == (1, 2)
    assert codes(decoder.take()) == [ProblemCode.HOLD_BACK_FULL] * 2


def test_options_data_is_no_flow(decoder: Decoder) -> None:
    options = encoder.data_set(OPTIONS, [{"meteringProcessId": 1, "samplingPacketInterval": 100}])
    decoder.feed(message(encoder.template_set([OPTIONS]), options), SESSION, 0.0)
    (batch,) = decoder.take().batches
    assert batch.template.kind == "options"
    assert next(batch.records()).fields == {"meteringProcessId": 1, "samplingPacketInterval": 100}
    assert (decoder.counters.records, decoder.counters.options_records) == (0, 1)


def test_padding_is_cut_off(decoder: Decoder) -> None:
    padded = b"\x01\x00\x00\x12" + data(1)[4:] + b"\0\0"
    decoder.feed(message(ANNOUNCE, padded), SESSION, 0.0)
    (batch,) = decoder.take().batches
    assert [(body.count, len(body.body)) for body, _ in batch.single] == [(1, 12)]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"\x01\x00\x00\x06ab", ProblemCode.SHORT_DATA_SET),
        (b"\x01\x01\x00\x0f" + bytes(8) + b"\xff\x10\x00", ProblemCode.RECORD_OVERRUN),
        (b"\x00\x09\x00\x08abcd", ProblemCode.RESERVED_SET_ID),
        (b"\x00\x02\x00\x08\x01\x05\x00\x09", ProblemCode.TRUNCATED_TEMPLATE),
        (b"\x00\x02\x00\x08\x01\x00\x00\x00", ProblemCode.WITHDRAWAL_OVER_UDP),
    ],
)
def test_a_bad_set_does_not_spoil_its_neighbours(decoder: Decoder, bad: bytes, code: ProblemCode) -> None:
    decoder.feed(message(ANNOUNCE, encoder.template_set([TEXT])), SESSION, 0.0)
    decoder.feed(message(data(1), bad, data(2)), SESSION, 0.0)
    taken = decoder.take()
    assert [record.fields["octetDeltaCount"] for record in records(taken)] == [1, 2]
    assert codes(taken) == [code]


def test_a_broken_record_spoils_its_set(decoder: Decoder) -> None:
    good = encoder.data_set(TEXT, [{"octetDeltaCount": 1, "interfaceName": "eth0"}])[4:]
    broken = b"\x01\x01" + (4 + len(good) + 10).to_bytes(2) + good + bytes(8) + b"\x07a"
    decoder.feed(message(encoder.template_set([TEXT]), broken), SESSION, 0.0)
    taken = decoder.take()
    assert not taken.batches
    assert [(problem.code, problem.offset) for problem in taken.problems] == [
        (ProblemCode.RECORD_OVERRUN, 16 + 16 + 4 + len(good))
    ]
    assert decoder.counters.malformed == 1


def test_garbage_is_counted_and_changes_nothing_else(decoder: Decoder) -> None:
    assert decoder.feed(b"\x00\x63garbage", SESSION, 0.0) is None
    assert decoder.feed(b"", SESSION, 0.0) is None
    assert (decoder.counters.unreadable, decoder.counters.messages) == (2, 0)
    assert codes(decoder.take()) == [ProblemCode.UNKNOWN_VERSION, ProblemCode.EMPTY]


def test_problems_are_all_counted_and_not_all_kept() -> None:
    decoder = Decoder(DecoderConfig(problems=3))
    for _ in range(5):
        decoder.feed(b"", SESSION, 0.0)
    assert len(decoder.take().problems) == 3
    assert decoder.counters.problems == 5
    decoder.feed(b"", SESSION, 0.0)
    assert len(decoder.take().problems) == 1


def test_sequences_count_what_their_version_counts(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE, sequence=0), SESSION, 0.0)
    decoder.feed(message(data(1, 2, 3), sequence=0), SESSION, 0.0)
    decoder.feed(message(data(1), sequence=5), SESSION, 0.0)
    assert decoder.sequence("192.0.2.1", 2055) == SequenceStats(lost=2)
    for sequence in (1, 2, 4):
        decoder.feed(v9(data(1), sequence=sequence), SESSION, 0.0)
    assert decoder.sequence("192.0.2.1", 2055) == SequenceStats(lost=3)
    for sequence in (100, 101, 110):
        decoder.feed(encoder.v5_message([{}], sysuptime=9, export_time=9, sequence=sequence), OTHER_PORT, 0.0)
    assert decoder.sequence("192.0.2.1", 2055) == SequenceStats(lost=11)
    assert decoder.sequence("192.0.2.2", 2055) == SequenceStats()


def test_samples_of_sflow_are_records(decoder: Decoder) -> None:
    packet = bytes.fromhex("4500 0054 0001 0000 40 01 0000 c0000201 c6336402 0800")
    header = [1, 16 + len(packet), 11, 98, 0, len(packet)]
    sample = [1, 32 + 8 + 16 + len(packet), 1, 3, 1000, 5000, 0, 3, 4, 1]
    for sequence in (7, 8, 11):
        numbers = [5, 1, 0xC0000201, 0, sequence, 60_000, 1, *sample, *header]
        datagram = b"".join(number.to_bytes(4, "big") for number in numbers) + packet
        seen = decoder.feed(datagram, SESSION, 1_700_000_000.5)
        assert seen is not None
        assert (seen.version, seen.export_time) == (SFLOW, 1_700_000_000)
    (batch,) = decoder.take().batches
    columns = batch.columns()
    assert columns.unsigned("octetDeltaCount").tolist() == [84] * 3
    assert columns.unsigned("samplingInterval").tolist() == [1000] * 3
    assert decoder.counters.records == decoder.counters.decoded == 3
    assert decoder.sequence("192.0.2.1", 2055) == SequenceStats(lost=2)


def test_the_last_sequence_is_that_of_what_was_taken(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE, data(1), sequence=4), SESSION, 0.0)
    assert decoder.last_sequences("192.0.2.1", 2055) == []
    decoder.take()
    decoder.feed(message(data(1), sequence=5), SESSION, 0.0)
    decoder.feed(message(data(1), sequence=50, domain=2), SESSION, 0.0)
    assert decoder.last_sequences("192.0.2.1", 2055) == [4]
    decoder.take()
    assert decoder.last_sequences("192.0.2.1", 2055) == [5, 50]
    assert decoder.last_sequences("192.0.2.1", 2055, domain=1) == [5]


def test_a_forgotten_exporter_starts_anew(decoder: Decoder) -> None:
    decoder.feed(message(ANNOUNCE, sequence=3), SESSION, 0.0)
    decoder.feed(message(ANNOUNCE), OTHER_EXPORTER, 0.0)
    decoder.feed(message(data(1), domain=2, sequence=9), SESSION, 0.0)
    decoder.forget("192.0.2.1", 2055)
    assert (decoder.counters.held_back, decoder.counters.template_missing) == (0, 1)
    assert decoder.templates("192.0.2.1", 2055) == 0
    assert decoder.templates("192.0.2.2", 2055) == 1
    decoder.feed(message(data(1), sequence=900), SESSION, 0.0)
    assert decoder.counters.held_back == 1
    assert decoder.sequence("192.0.2.1", 2055) == SequenceStats()


def test_a_session_that_must_go_takes_what_it_held_back_along() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(sessions=1)))
    decoder.feed(message(data(1)), SESSION, 0.0)
    decoder.feed(message(ANNOUNCE), OTHER_EXPORTER, 0.0)
    assert (decoder.counters.held_back, decoder.counters.template_missing) == (0, 1)


def test_a_template_with_too_many_fields_is_refused() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(fields=1)))
    decoder.feed(message(ANNOUNCE, data(1)), SESSION, 0.0)
    assert codes(decoder.take()) == [ProblemCode.TOO_MANY_FIELDS]
    assert decoder.counters.held_back == 1


def test_uptimes_in_ipfix_count_from_the_start_that_options_tell(decoder: Decoder) -> None:
    start = encoder.template(10, 300, [("meteringProcessId", 4), ("systemInitTimeMilliseconds", 8)], 1, "options")
    uptime = encoder.template(10, 256, [("flowStartSysUpTime", 4)])
    told = encoder.data_set(start, [{"systemInitTimeMilliseconds": 1_600_000_000_000}])
    other = encoder.template(10, 301, [("meteringProcessId", 4), ("exportedMessageTotalCount", 4)], 1, "options")
    silent = encoder.template_set([other]) + encoder.data_set(other, [{}])
    flow = encoder.data_set(uptime, [{"flowStartSysUpTime": 5000}])
    decoder.feed(message(encoder.template_set([uptime]), flow), SESSION, 0.0)
    decoder.feed(message(encoder.template_set([start]), told, silent, flow), SESSION, 0.0)
    (columns,) = [batch.columns() for batch in decoder.take().batches if batch.template.kind == "data"]
    assert columns.milliseconds("flowStartSysUpTime").tolist() == [1_700_000_000_000, 1_600_000_005_000]
