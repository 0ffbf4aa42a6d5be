"""Floods: whatever a sender announces, what is remembered of it stays within bounds, and every set is accounted for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder, DecoderConfig
from fauxmon_collector.wire.holdback import HoldBackLimits
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.problems import ProblemCode
from fauxmon_collector.wire.session_state import Dropped
from fauxmon_collector.wire.sessions import SessionLimits
from fauxmon_collector.wire.templates import Template

EXPORTER = ("192.0.2.1", 2055)
SESSION = Session("192.0.2.1", 40000, 2055)
FLOW = encoder.template(10, 256, [("octetDeltaCount", 8)])
DATA = encoder.data_set(FLOW, [{"octetDeltaCount": 1}])


def message(*sets: bytes, domain: int = 0) -> bytes:
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=0, domain=domain)


def sessions(count: int) -> Iterator[Session]:
    """Sessions of as many exporters."""
    return (Session(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 40000, 2055) for number in range(count))


def balanced(decoder: Decoder) -> bool:
    counters = decoder.counters
    settled = counters.decoded + counters.held_back + counters.template_missing + counters.malformed
    return counters.data_sets == settled


def test_templates_of_a_session() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(templates=50)))
    for number in range(500):
        one = Template(10, 256 + number, FLOW.fields)
        decoder.feed(message(encoder.template_set([one])), SESSION, 0.0)
    assert decoder.templates(*EXPORTER) == 50
    assert decoder.counters.templates == 500
    assert decoder.dropped == Dropped(templates=450)
    decoder.feed(message(encoder.data_set(one, [{}])), SESSION, 0.0)
    assert decoder.counters.records == 1


def test_fields_of_a_session_and_of_all() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(fields=1000, fields_in_all=3000)))
    sets = [encoder.template_set([Template(10, template_id, FLOW.fields * 200)]) for template_id in range(256, 261)]
    for number, session in enumerate(sessions(300)):
        for one in sets:
            decoder.feed(message(one, domain=number), session, 0.0)
    templates = sum(decoder.templates(session.address, 2055) for session in sessions(300))
    assert 0 < templates * 208 <= 3000
    assert decoder.dropped == Dropped(templates=1500 - templates)
    decoder.take()
    decoder.feed(message(encoder.template_set([Template(10, 256, FLOW.fields * 1000)])), SESSION, 0.0)
    assert [problem.code for problem in decoder.take().problems] == [ProblemCode.TOO_MANY_FIELDS]
    assert decoder.templates(*EXPORTER) == 0


def test_sessions_of_many_exporters() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(sessions=100)))
    for session in sessions(1000):
        decoder.feed(message(encoder.template_set([FLOW]), DATA), session, 0.0)
    assert decoder.counters.records == 1000
    assert decoder.dropped == Dropped(sessions=900)
    assert sum(decoder.templates(session.address, 2055) for session in sessions(1000)) == 100


def test_ports_of_one_exporter() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(sessions_of_exporter=20)))
    quiet = Session("192.0.2.9", 1, 2055)
    decoder.feed(message(encoder.template_set([FLOW])), quiet, 0.0)
    for port in range(1, 1000):
        decoder.feed(message(encoder.template_set([FLOW])), Session("192.0.2.1", port, 2055), 0.0)
    assert decoder.templates(*EXPORTER) == 20
    assert decoder.templates("192.0.2.9", 2055) == 1
    assert decoder.dropped == Dropped(sessions=979)
    decoder.forget("192.0.2.9", 2055)
    assert decoder.dropped.sessions == 979


def test_domains_of_a_session_and_of_all() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(domains=10, domains_in_all=35)))
    for session in sessions(10):
        for domain in range(200):
            decoder.feed(message(DATA, domain=domain), session, 0.0)
        decoder.take()
    known = [len(decoder.last_sequences(session.address, 2055)) for session in sessions(10)]
    assert max(known) == 10
    assert 0 < sum(known) <= 35
    assert decoder.dropped.domains == 10 * 190
    assert decoder.dropped.sessions == 7


def test_data_that_wait_for_a_template() -> None:
    limits = HoldBackLimits(session_octets=20_000, octets_in_all=50_000, seconds=60.0)
    decoder = Decoder(DecoderConfig(hold_back=limits))
    for session in sessions(30):
        for _ in range(500):
            decoder.feed(message(DATA), session, 1000.0)
    counters = decoder.counters
    assert counters.data_sets == 15_000
    assert 0 < counters.held_back <= 50_000 // 128
    assert counters.template_missing == 15_000 - counters.held_back
    assert balanced(decoder)
    assert {problem.code for problem in decoder.take().problems} == {ProblemCode.HOLD_BACK_FULL}
    decoder.expire(1060.0)
    assert counters.held_back > 0
    decoder.expire(1060.1)
    assert (counters.held_back, counters.template_missing) == (0, 15_000)


def test_sessions_that_go_give_up_what_they_held() -> None:
    decoder = Decoder(DecoderConfig(sessions=SessionLimits(sessions=10)))
    for session in sessions(1000):
        decoder.feed(message(DATA), session, 0.0)
    assert (decoder.counters.held_back, decoder.counters.template_missing) == (10, 990)
    assert balanced(decoder)


@pytest.mark.parametrize(
    "datagram", [b"", b"garbage", message(b"\x00\x63\x00\x04")], ids=["empty", "garbage", "set 99"]
)
def test_problems_between_two_takes(datagram: bytes) -> None:
    decoder = Decoder(DecoderConfig(problems=100))
    for _ in range(5000):
        decoder.feed(datagram, SESSION, 0.0)
    assert decoder.counters.problems == 5000
    assert len(decoder.take().problems) == 100
