from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session

LAYOUT = encoder.template(10, 256, [("octetDeltaCount", 4)])
BODY = encoder.data_record(LAYOUT, {"octetDeltaCount": 7})


def test_both_ways_of_reading_give_the_same() -> None:
    header, session = MessageHeader(10, 0, 0, 0, None, 0), Session("192.0.2.1", 1, 2055)
    batch = Batch(LAYOUT, [DataBody(header, session, 0.0, 0, 1, 256, BODY, 0, 1)] * 3)
    by_record = [record.fields["octetDeltaCount"] for record in batch.records()]
    assert batch.columns().unsigned("octetDeltaCount").tolist() == by_record == [7, 7, 7]
