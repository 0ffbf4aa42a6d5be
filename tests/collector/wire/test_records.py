from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.records import records

SESSION = Session("192.0.2.1", 1, 2055)
HEADER = MessageHeader(10, 7, 0, 0, None, 0)
TEXT = encoder.template(10, 256, [("interfaceName", 65535), ("octetDeltaCount", 4)])


def test_records_in_order_with_their_places() -> None:
    rows = [{"interfaceName": "eth0", "octetDeltaCount": 1}, {"interfaceName": "lo", "octetDeltaCount": 2}]
    octets = b"".join(encoder.data_record(TEXT, row) for row in rows)
    bodies = [DataBody(HEADER, SESSION, 0.0, frame, 3, 256, octets, 0, 2) for frame in (5, 6)]
    found = list(records(TEXT, bodies))
    assert [(one.frame, one.set, one.rec) for one in found] == [(5, 3, 1), (5, 3, 2), (6, 3, 1), (6, 3, 2)]
    assert [one.fields for one in found] == rows * 2
    assert {(one.kind, one.set_id, one.exporter, one.header.domain) for one in found} == {("data", 256, "192.0.2.1", 7)}


def test_a_list_is_there_as_octets_and_as_what_it_holds() -> None:
    ports = encoder.template(10, 300, [("sourceTransportPort", 2)])
    layout = encoder.template(10, 256, [("subTemplateList", 65535)])
    octets = bytes.fromhex("05 03 012c 0050")
    (found,) = records(layout, [DataBody(HEADER, SESSION, 0.0, 1, 1, 256, octets, 0, 1, {300: ports})])
    assert found.fields["subTemplateList"] == "0x03012c0050"
    assert found.fields["@subTemplateList"]["items"] == [{"sourceTransportPort": 80}]
