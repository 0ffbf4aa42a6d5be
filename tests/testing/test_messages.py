"""Messages: what is written down is what a decoder reads, and numbers count as each protocol says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from fauxmon.testing.messages import LARGEST, UP_MS, Messages
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

NOW_MS = 1_740_830_400_123
SESSION = Session("192.0.2.1", 1, 2055)
FLOW: Mapping[str, Any] = {"src": "10.0.0.1", "dst": "10.0.0.2", "dst_port": 443, "protocol": 6, "octets": 1000}


def read(*messages: bytes) -> tuple[list[int], list[dict[str, Any]]]:
    """Sequence numbers and records; nothing may be wrong with them."""
    decoder = Decoder()
    headers = [decoder.feed(message, SESSION, 0.0) for message in messages]
    taken = decoder.take()
    assert not taken.problems
    records = [dict(record.fields) for batch in taken.batches for record in batch.records()]
    return [header.sequence for header in headers if header is not None], records


@pytest.mark.parametrize("version", [5, 9, 10])
def test_a_flow_is_read_as_it_was_written(version: int) -> None:
    (message,) = Messages(version, 7, NOW_MS).of([FLOW], NOW_MS)
    assert int.from_bytes(message[:2]) == version
    ((record,),) = read(message)[1:]
    assert record["sourceIPv4Address"] == "10.0.0.1"
    assert record["destinationTransportPort"] == 443
    assert record["octetDeltaCount"] == 1000


@pytest.mark.parametrize(("version", "step"), [(5, 30), (9, 1)])
def test_sequence_numbers_count_flows_or_messages(version: int, step: int) -> None:
    messages = Messages(version, 0, NOW_MS).of([FLOW] * 120, NOW_MS)
    sequences, records = read(*messages)
    assert sequences == [step * number for number in range(len(messages))]
    assert len(messages) > 2
    assert len(records) == 120
    assert max(map(len, messages)) < LARGEST + 100


def test_ipfix_numbers_go_on_by_the_records_of_the_message_before() -> None:
    told = Messages(10, 0, NOW_MS)
    assert read(*told.of([FLOW] * 3, NOW_MS), *told.of([FLOW] * 2, NOW_MS), *told.of([FLOW], NOW_MS))[0] == [0, 3, 5]


def test_a_template_goes_out_once() -> None:
    told = Messages(10, 0, NOW_MS)
    (first,), (second,) = told.of([FLOW], NOW_MS), told.of([FLOW], NOW_MS)
    assert len(first) > len(second)
    assert len(read(first, second)[1]) == 2


def test_flows_that_are_not_alike_have_templates_of_their_own() -> None:
    flows: list[Mapping[str, Any]] = [FLOW, {**FLOW, "src": "2001:db8::1", "dst": "2001:db8::2"}, {"octets": 5}]
    records = read(*Messages(10, 0, NOW_MS).of(flows, NOW_MS))[1]
    assert [record.get("sourceIPv6Address") for record in records] == [None, "2001:db8::1", None]
    assert [record["octetDeltaCount"] for record in records] == [1000, 1000, 5]


def test_times_are_told_as_each_protocol_tells_them() -> None:
    flow = {**FLOW, "start_ms": NOW_MS - 5000, "end_ms": NOW_MS - 1000}
    ipfix, v9 = (read(*Messages(version, 0, NOW_MS).of([flow], NOW_MS))[1][0] for version in (10, 9))
    assert (ipfix["flowStartMilliseconds"], ipfix["flowEndMilliseconds"]) == (NOW_MS - 5000, NOW_MS - 1000)
    assert (v9["flowStartSysUpTime"], v9["flowEndSysUpTime"]) == (UP_MS - 5000, UP_MS - 1000)


def test_text_has_its_length_in_ipfix_and_is_filled_up_in_v9() -> None:
    flows = [{"interfaceName": "eth0"}, {"interfaceName": "management"}]
    for version in (9, 10):
        records = read(*Messages(version, 0, NOW_MS).of(flows, NOW_MS))[1]
        assert [record["interfaceName"] for record in records] == ["eth0", "management"]


@pytest.mark.parametrize(
    ("version", "flow", "why"),
    [
        (10, {"sorce": "10.0.0.1"}, "'sorce' is no flow column and no Information Element"),
        (10, {"src": "10.0.0"}, "does not appear to be an IPv4 or IPv6 address"),
        (10, {"dst_port": 70_000}, "too big"),
        (9, {"npm_rtt": 5}, "npnRoundTripTime can be sent as IPFIX only"),
        (5, {"src": "2001:db8::1"}, "NetFlow v5 has no sourceIPv6Address"),
        (9, {"start_ms": NOW_MS - UP_MS - 1}, "older than the 24 h"),
    ],
)
def test_what_cannot_be_told_is_refused_and_leaves_nothing_behind(
    version: int, flow: Mapping[str, Any], why: str
) -> None:
    told = Messages(version, 0, NOW_MS)
    with pytest.raises(ValueError, match=why):
        told.of([FLOW, flow], NOW_MS)
    sequences, records = read(*told.of([FLOW], NOW_MS))
    assert (sequences, len(records)) == ([0], 1)
