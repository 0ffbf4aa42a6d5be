"""What an Exporting Process sends, read by the collector's Decoder."""

from __future__ import annotations

import numpy as np
import pytest

from fauxmon.simulator.exporter import FIELDS, LARGEST_MESSAGE, Exporter, Message
from fauxmon.simulator.traffic import Traffic, count_of
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

START_S = 1_764_000_000.0
SESSION = Session("127.0.1.123", 40_000, 2055)


@pytest.fixture
def exporter() -> Exporter:
    exporter = Exporter(domain=7, layout=0, flow_timeout_s=2, template_refresh_s=10)
    exporter.cold_start(0)
    return exporter


def decoded(decoder: Decoder, messages: list[Message]) -> list[dict[str, object]]:
    for message in messages:
        assert decoder.feed(message.payload, SESSION, START_S) is not None
    records = [record.fields for batch in decoder.take().batches for record in batch.records()]
    return [record for record in records if "octetDeltaCount" in record]


def test_a_flow_is_exported_when_the_timeout_after_its_end_is_over(exporter: Exporter) -> None:
    flows = Traffic(connections=100).flows_of(0)
    exporter.observe(flows)
    decoder, records = Decoder(), []
    for now_s in range(12):
        new = decoded(decoder, exporter.export(now_s, START_S))
        ends = [int(str(record["flowEndMilliseconds"])) / 1000 - START_S for record in new]
        assert all(now_s - 3 < end <= now_s - 2 for end in ends)
        records += new
    assert len(records) == count_of(flows)
    assert sum(int(str(record["octetDeltaCount"])) for record in records) == int(flows["octetDeltaCount"].sum())


def test_every_element_arrives_as_it_was(exporter: Exporter) -> None:
    flows = Traffic(connections=3).flows_of(0)
    exporter.observe(flows)
    records = decoded(Decoder(), exporter.export(0, START_S) + exporter.export(60, START_S))
    for name, _ in FIELDS:
        if name.endswith("Address"):
            continue
        since = round(1000 * START_S) if name.endswith("Milliseconds") else 0
        assert sorted(int(str(record[name])) - since for record in records) == sorted(flows[name].tolist()), name


def test_templates_come_first_and_then_on_their_schedule(exporter: Exporter) -> None:
    told = [now_s for now_s in range(31) if exporter.export(now_s, START_S)]
    assert told == [0, 10, 20, 30]
    exporter.restart(33)
    assert [now_s for now_s in range(31, 45) if exporter.export(now_s, START_S)] == [33, 43]


def test_templates_that_are_not_sent_are_due_as_soon_as_they_may(exporter: Exporter) -> None:
    assert exporter.export(0, START_S, templates=False) == []
    assert len(exporter.export(5, START_S)) == 1


def test_sequence_numbers_count_records_and_nothing_seems_lost(exporter: Exporter) -> None:
    decoder = Decoder()
    for second in range(30):
        exporter.observe(Traffic(connections=50).flows_of(second))
        decoded(decoder, exporter.export(second, START_S))
    stats = decoder.sequence(SESSION.address, SESSION.listening_port)
    assert stats.lost == 0
    assert exporter.sequence > 4000


def test_messages_fit_into_a_datagram_and_know_what_is_in_them(exporter: Exporter) -> None:
    flows = Traffic(connections=300).flows_of(0)
    exporter.observe(flows)
    messages = exporter.flush(20, START_S)
    assert max(len(message.payload) for message in messages) <= LARGEST_MESSAGE
    for amount, column in (("packets", "packetDeltaCount"), ("octets", "octetDeltaCount")):
        assert sum(getattr(message, amount) for message in messages) == int(flows[column].sum())
    assert sum(message.flows for message in messages) == count_of(flows)
    assert exporter.flush(20, START_S) == []


def test_a_cold_start_is_a_new_session_with_an_empty_cache(exporter: Exporter) -> None:
    exporter.observe(Traffic().flows_of(0))
    exporter.flush(9, START_S)
    exporter.observe(Traffic().flows_of(1))
    assert (exporter.session, exporter.sequence > 0) == (1, True)
    exporter.cold_start(10)
    (templates,) = exporter.export(30, START_S)
    assert (templates.session, templates.sequence, templates.flows) == (2, 0, 0)


def test_the_process_tells_when_it_started(exporter: Exporter) -> None:
    decoder = Decoder()
    exporter.cold_start(30)
    decoded(decoder, exporter.export(30, START_S))
    (origin,) = decoder.origins(SESSION.address, SESSION.listening_port)
    assert origin.facts.init_time_ms == 1000 * (START_S + 30)


def test_the_same_template_id_means_another_layout_on_the_other_unit(exporter: Exporter) -> None:
    other = Exporter(domain=7, layout=len(FIELDS) // 2, flow_timeout_s=2, template_refresh_s=10)
    flows = Traffic(connections=20).flows_of(0)
    payloads = []
    for one in (exporter, other):
        one.observe(flows)
        payloads.append([message.payload for message in one.flush(20, START_S)])
    assert payloads[0] != payloads[1]
    assert np.array_equal(*(np.sort([len(payload) for payload in some]) for some in payloads))
