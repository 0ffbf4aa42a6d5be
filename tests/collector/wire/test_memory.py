from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.wire.decoder import Decoder, DecoderConfig
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.sessions import SessionLimits

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Exporter, NewExporter

INTERFACE = {"ingressInterface": 4, "interfaceName": 8}
SAMPLER = {"selectorId": 4, "samplingInterval": 4}


def bounded(in_session: int = 1000, in_all: int = 1000, domains: int = 256) -> Decoder:
    return Decoder(DecoderConfig(sessions=SessionLimits(facts=in_session, facts_in_all=in_all, domains=domains)))


def name(exporter: Exporter, count: int, domain: int = 7) -> Exporter:
    rows = [{"ingressInterface": number, "interfaceName": f"i{number}"} for number in range(count)]
    return exporter.options(INTERFACE, *rows, domain=domain)


def sizes(exporter: Exporter) -> dict[int, int]:
    origins = exporter.decoder.origins(exporter.session.address, exporter.session.listening_port)
    return {origin.domain: origin.facts.size for origin in origins}


def test_the_domains_of_a_session_share_its_room_and_names_go_first(new_exporter: NewExporter) -> None:
    exporter = new_exporter(decoder=bounded(in_session=10))
    exporter.options(SAMPLER, {"selectorId": 1, "samplingInterval": 5}, domain=1)
    name(exporter, 6, domain=1)
    name(exporter, 3, domain=2)
    assert sizes(exporter) == {1: 7, 2: 3}
    name(exporter, 4, domain=3)
    assert sizes(exporter) == {1: 1, 2: 3, 3: 4}
    assert exporter.decoder.dropped.facts == 6


def test_what_was_learned_last_stays_and_at_last_samplers_go(new_exporter: NewExporter) -> None:
    exporter = new_exporter(decoder=bounded(in_session=3))
    samplers = [{"selectorId": number, "samplingInterval": 5} for number in range(3)]
    exporter.options(SAMPLER, *samplers, domain=1).options(SAMPLER, *samplers[:2], domain=2)
    assert sizes(exporter) == {1: 0, 2: 2}
    assert exporter.flows({"selectorId": 4}, {"selectorId": 2}, domain=1).rates() is None
    assert exporter.flows({"selectorId": 4}, {"selectorId": 1}, domain=1).rates() == [5]


def test_the_session_heard_least_recently_gives_room_to_another(new_exporter: NewExporter) -> None:
    decoder = bounded(in_all=10)
    first, second, third = (
        new_exporter(session=Session(f"192.0.2.{number}", 1, 2055), decoder=decoder) for number in range(3)
    )
    name(first, 4)
    name(second, 4)
    first.flows({}, {})
    name(third, 4)
    assert (sizes(first), sizes(second), sizes(third)) == ({7: 4}, {7: 0}, {7: 4})


def test_what_goes_makes_room(new_exporter: NewExporter) -> None:
    decoder = bounded(in_all=10)
    for _ in range(5):
        exporter = name(new_exporter(decoder=decoder), 4)
        decoder.forget(exporter.session.address, exporter.session.listening_port)
    other = name(new_exporter(session=Session("192.0.2.9", 1, 2055), decoder=decoder), 5)
    assert sizes(name(new_exporter(decoder=decoder), 5)) == sizes(other) == {7: 5}


def test_a_domain_that_is_forgotten_makes_room(new_exporter: NewExporter) -> None:
    exporter = new_exporter(decoder=bounded(in_session=10, domains=2))
    for domain in range(6):
        name(exporter, 5, domain=domain)
    assert sizes(exporter) == {4: 5, 5: 5}


def test_a_flood_of_domains_stays_within_the_bound(new_exporter: NewExporter) -> None:
    exporter = new_exporter(decoder=bounded(in_session=100))
    for domain in range(300):
        name(exporter, 30, domain=domain)
        assert sum(sizes(exporter).values()) <= 100
