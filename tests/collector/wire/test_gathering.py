from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.blocks import block_of
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.gathering import Gathering
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin

ORIGIN = Origin(Session("192.0.2.1", 1, 2055), 10, 7, ExporterFacts())
FLOW = encoder.template(10, 256, [("octetDeltaCount", 4)])
ALIKE = encoder.template(10, 300, [("octetDeltaCount", 4)])
OTHER = encoder.template(10, 256, [("octetDeltaCount", 8)])


def body(octets: bytes) -> DataBody:
    return DataBody(MessageHeader(10, 7, 0, 1000, None, 0), ORIGIN.session, 0.0, 0, 1, 256, octets, count=1)


def test_one_batch_a_layout_from_bodies_and_blocks() -> None:
    gathering = Gathering()
    gathering.add(FLOW, body(bytes([0, 0, 0, 1])), ORIGIN)
    gathering.add(OTHER, body(bytes(7) + b"\2"), ORIGIN)
    gathering.add_block(ALIKE, block_of([(body(bytes([0, 0, 0, 3])), ORIGIN)] * 2))
    one, other = gathering.take()
    assert (one.template, one.count) == (FLOW, 3)
    assert one.columns().unsigned("octetDeltaCount").tolist() == [1, 3, 3]
    assert other.columns().unsigned("octetDeltaCount").tolist() == [2]


def test_taken_it_is_empty() -> None:
    gathering = Gathering()
    gathering.add(FLOW, body(bytes(4)), ORIGIN)
    gathering.take()
    assert gathering.take() == []
