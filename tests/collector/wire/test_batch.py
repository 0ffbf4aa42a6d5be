from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin

LAYOUT = encoder.template(10, 256, [("octetDeltaCount", 4)])
BODY = encoder.data_record(LAYOUT, {"octetDeltaCount": 7})


def test_both_ways_of_reading_give_the_same() -> None:
    header, session = MessageHeader(10, 0, 0, 0, None, 0), Session("192.0.2.1", 1, 2055)
    origin = Origin(session, 10, 0, ExporterFacts())
    batch = Batch(LAYOUT, [(DataBody(header, session, 0.0, 0, 1, 256, BODY, 0, 1), origin)] * 3)
    by_record = [record.fields["octetDeltaCount"] for record in batch.records()]
    assert batch.columns().unsigned("octetDeltaCount").tolist() == by_record == [7, 7, 7]


def test_parts_have_whole_bodies_and_all_of_them() -> None:
    header, session = MessageHeader(10, 0, 0, 0, None, 0), Session("192.0.2.1", 1, 2055)
    origin = Origin(session, 10, 0, ExporterFacts())
    counts = [1, 2, 4, 1, 1]
    batch = Batch(LAYOUT, [(DataBody(header, session, 0.0, 0, 1, 256, BODY * n, 0, n), origin) for n in counts])
    parts = list(batch.columns_in_parts(3))
    assert [part.count for part in parts] == [3, 4, 2]
    assert [part.unsigned("octetDeltaCount").tolist() for part in parts] == [[7] * 3, [7] * 4, [7] * 2]
