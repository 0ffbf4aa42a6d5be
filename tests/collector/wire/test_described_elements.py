"""Elements that an exporter describes itself (RFC 5610), from its options to its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.decoder import Decoder, DecoderConfig
from fauxmon_collector.wire.elements import AbstractType, Element
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.sessions import SessionLimits
from fauxmon_collector.wire.templates import FieldSpecifier, Template

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Exporter, NewExporter

PEN = 99_999
SESSION = Session("192.0.2.1", 50_000, 2055)
DATA = Template(10, 300, (FieldSpecifier(1, 4), FieldSpecifier(5, 6, PEN), FieldSpecifier(6, 4, PEN)))
OCTETS = b"\0\0\0\x09drops\0\0\0\0\x07"
FIELDS = {
    "informationElementId": 2,
    "privateEnterpriseNumber": 4,
    "informationElementDataType": 1,
    "informationElementName": 20,
}
TEXT = {"informationElementId": 5, "privateEnterpriseNumber": PEN, "informationElementDataType": 13}
NUMBER = {"informationElementId": 6, "privateEnterpriseNumber": PEN, "informationElementDataType": 3}
DESCRIBED = [{**TEXT, "informationElementName": "reason"}, {**NUMBER, "informationElementName": "drops"}]


def message(*sets: bytes, domain: int = 7) -> bytes:
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=0, domain=domain)


def data_set() -> bytes:
    return (300).to_bytes(2) + (4 + len(OCTETS)).to_bytes(2) + OCTETS


def describe(exporter: Exporter) -> None:
    exporter.options(FIELDS, *DESCRIBED, scope=2)


def fields(decoder: Decoder) -> list[dict[str, Any]]:
    batches = [batch for batch in decoder.take().batches if batch.template.kind == "data"]
    return [record.fields for batch in batches for record in batch.records()]


READ = {"octetDeltaCount": 9, "reason": "drops", "drops": 7}
UNREAD = {"octetDeltaCount": 9, "99999/5": "0x64726f707300", "99999/6": "0x00000007"}


def test_described_before_the_template(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    describe(exporter)
    exporter.decoder.feed(message(encoder.template_set([DATA]), data_set()), SESSION, 0.0)
    assert fields(exporter.decoder) == [READ]


def test_described_after_the_template(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    exporter.decoder.feed(message(encoder.template_set([DATA]), data_set()), SESSION, 0.0)
    describe(exporter)
    exporter.decoder.feed(message(data_set()), SESSION, 0.0)
    exporter.decoder.feed(message(encoder.template_set([DATA]), data_set()), SESSION, 0.0)
    assert fields(exporter.decoder) == [UNREAD, READ, READ]
    assert exporter.decoder.counters.redefined == 0


def test_a_description_holds_for_its_domain_only(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    describe(exporter)
    exporter.decoder.feed(message(encoder.template_set([DATA]), data_set(), domain=8), SESSION, 0.0)
    assert fields(exporter.decoder) == [UNREAD]


def test_held_back_data_is_read_as_described(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    exporter.decoder.feed(message(data_set()), SESSION, 0.0)
    describe(exporter)
    exporter.decoder.feed(message(encoder.template_set([DATA])), SESSION, 0.0)
    assert fields(exporter.decoder) == [READ]


def test_exporters_that_describe_one_number_differently_do_not_share_a_layout() -> None:
    text = DATA.as_described(lambda pen, number: Element(pen, number, f"e{number}", AbstractType.STRING))
    octets = DATA.as_described(lambda pen, number: Element(pen, number, f"e{number}", AbstractType.OCTET_ARRAY))
    assert text.keys == octets.keys
    assert len({text.layout, octets.layout, DATA.layout}) == 3
    assert not text.same_layout(octets)


def test_a_template_without_strangers_stays_as_it_is() -> None:
    known = Template(10, 300, (FieldSpecifier(1, 4), FieldSpecifier(4, 1)))
    assert known.as_described(lambda pen, number: Element(pen, number, "other", AbstractType.STRING)) is known


def test_the_columns_go_by_the_described_name(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    describe(exporter)
    burst = [(message(encoder.template_set([DATA])), SESSION, 0.0), *[(message(data_set()), SESSION, 0.0)] * 40]
    exporter.decoder.feed_burst(datagrams(burst))
    (batch,) = (batch for batch in exporter.decoder.take().batches if batch.template.kind == "data")
    columns = batch.columns()
    assert columns.unsigned("drops").tolist() == [7] * 40
    codes, values = columns.texts("reason")
    assert {values[code] for code in codes} == {"drops"}


def test_a_domain_with_very_many_templates_has_the_newest_described_at_once(new_exporter: NewExporter) -> None:
    exporter = new_exporter(decoder=Decoder(DecoderConfig(sessions=SessionLimits(templates=1024))))
    templates = [Template(10, 300 + number, DATA.fields) for number in range(200)]
    for one in templates:
        exporter.decoder.feed(message(encoder.template_set([one])), SESSION, 0.0)
    describe(exporter)
    last = (499).to_bytes(2) + data_set()[2:]
    exporter.decoder.feed(message(data_set(), last), SESSION, 0.0)
    assert fields(exporter.decoder) == [UNREAD, READ]
    exporter.decoder.feed(message(encoder.template_set(templates[:1]), data_set()), SESSION, 0.0)
    assert fields(exporter.decoder) == [READ]
