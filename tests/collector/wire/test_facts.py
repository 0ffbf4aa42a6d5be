from __future__ import annotations

from fauxmon_collector.wire.encoder import data_record, template
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.templates import Template

SYSTEM = template(
    10, 256, [("observationDomainId", 4), ("systemInitTimeMilliseconds", 8)], scope_count=1, kind="options"
)


def body(layout: Template, *records: dict[str, object]) -> DataBody:
    octets = b"".join(data_record(layout, record) for record in records)
    header = MessageHeader(layout.version, 7, 0, 1_700_000_000, None, 0)
    session = Session("192.0.2.1", 2055, 2055)
    return DataBody(header, session, 1_700_000_000.5, 0, 1, layout.set_id, octets, count=len(records))


def test_the_start_of_the_exporter() -> None:
    facts = ExporterFacts().learn(SYSTEM, body(SYSTEM, {"systemInitTimeMilliseconds": 1_600_000_000_000}))
    assert facts.init_time_ms == 1_600_000_000_000
    assert facts.learn(SYSTEM, body(SYSTEM, {"systemInitTimeMilliseconds": 1_600_000_000_000})) is facts


def test_a_start_beyond_all_reckoning_is_not_believed() -> None:
    told = body(SYSTEM, {"systemInitTimeMilliseconds": (1 << 64) - 1})
    assert ExporterFacts().learn(SYSTEM, told) == ExporterFacts()


def test_no_records_tell_nothing() -> None:
    assert ExporterFacts().learn(SYSTEM, body(SYSTEM)) == ExporterFacts()
