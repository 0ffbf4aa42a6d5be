from __future__ import annotations

import numpy as np

from fauxmon_collector.wire.blocks import Block, block_of, joined, part
from fauxmon_collector.wire.bulk import NO_UPTIME
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin

ONE, OTHER = (Origin(Session(address, 1, 2055), 10, 7, ExporterFacts()) for address in ("192.0.2.1", "192.0.2.2"))
V5 = MessageHeader(5, 7, 0, 1_700_000_000, 9000, 1, 500_999_999, 0, 7, 1, 100)
IPFIX = MessageHeader(10, 7, 0, 1_700_000_001, None, 40)


def body(octets: bytes, header: MessageHeader = IPFIX, count: int = 1) -> DataBody:
    set_id = None if header is V5 else 256
    return DataBody(header, ONE.session, 1_700_000_002.25, 0, 1, set_id, octets, count=count)


def bodies(block: Block) -> list[tuple[bytes, int, Origin]]:
    ends = np.cumsum(block.sizes).tolist()
    return [
        (block.octets[end - size : end].tobytes(), count, block.origins[origin])
        for end, size, count, origin in zip(ends, block.sizes.tolist(), block.counts, block.origin, strict=True)
    ]


MADE = block_of([(body(b"aaaa", count=2), ONE), (body(b"b"), OTHER), (body(b"cc"), ONE)])


def test_bodies_one_by_one() -> None:
    assert bodies(MADE) == [(b"aaaa", 2, ONE), (b"b", 1, OTHER), (b"cc", 1, ONE)]
    assert MADE.origins == [ONE, OTHER]


def test_values_of_headers() -> None:
    made = block_of([(body(b"x", V5), ONE), (body(b"y"), ONE)])
    assert made.received_ms.tolist() == [1_700_000_002_250] * 2
    assert made.export_ms.tolist() == [1_700_000_000_500, 1_700_000_001_000]
    assert made.uptime_ms.tolist() == [9000, NO_UPTIME]
    assert made.sampling.tolist() == [1 << 14 | 100, 0]
    assert made.set_id.tolist() == [0, 256]


def test_an_origin_that_has_learned_is_another_one() -> None:
    later = ONE._replace(facts=ExporterFacts(init_time_ms=5))
    made = block_of([(body(b"a"), ONE), (body(b"b"), later), (body(b"c"), ONE)])
    assert [made.origins[one].facts.init_time_ms for one in made.origin] == [None, 5, None]


def test_joined_and_parted_again() -> None:
    both = joined([MADE, block_of([(body(b"dd"), OTHER)]), MADE])
    assert bodies(both) == [*bodies(MADE), (b"dd", 1, OTHER), *bodies(MADE)]
    for begin in range(7):
        for end in range(begin + 1, 8):
            assert bodies(part(both, begin, end)) == bodies(both)[begin:end]
    assert joined([MADE]) is MADE
