"""What a device sends is what the rows say, read by the collector's Decoder."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.simulator.flows.device import LARGEST_BODY, Device, RowError, Version
from fauxmon.simulator.flows.rows import Row
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

NOW_S = 1_764_000_000
SESSION = Session("127.0.2.1", 40_000, 2055)
PLAIN: Row = {
    "sourceIPv4Address": "10.0.0.1",
    "destinationIPv4Address": "10.0.0.2",
    "sourceTransportPort": 1234,
    "destinationTransportPort": 443,
    "protocolIdentifier": 6,
    "packetDeltaCount": 10,
    "octetDeltaCount": 9_000,
}


def decoded(device: Device, rows: list[Row], decoder: Decoder | None = None) -> list[dict[str, Any]]:
    decoder = decoder or Decoder()
    messages = list(device.messages(rows, NOW_S))
    assert sum(message.flows for message in messages) == len(rows)
    for message in messages:
        assert decoder.feed(message.payload, SESSION, NOW_S) is not None
    taken = decoder.take()
    assert not taken.problems
    return [record.fields for batch in taken.batches for record in batch.records()]


@pytest.mark.parametrize("version", [5, 9, 10])
def test_rows_arrive_as_they_are(version: Version) -> None:
    rows: list[Row] = [{**PLAIN, "octetDeltaCount": number} for number in range(100)]
    records = decoded(Device(version, 3), rows)
    assert [{name: record[name] for name in PLAIN} for record in records] == rows


@pytest.mark.parametrize("version", [9, 10])
def test_rows_of_several_kinds_have_templates_of_their_own(version: Version) -> None:
    six: Row = {"sourceIPv6Address": "2001:db8::1", "octetDeltaCount": 7}
    named: Row = {"interfaceName": "eth0", "octetDeltaCount": 8}
    longer: Row = {"interfaceName": "bond0.100", "octetDeltaCount": 9}
    records = decoded(Device(version, 1), [PLAIN, six, PLAIN, named, longer])
    assert len(records) == 5
    assert {record.get("interfaceName") for record in records} == {None, "eth0", "bond0.100"}
    assert [record["octetDeltaCount"] for record in records if "sourceIPv6Address" in record] == [7]


@pytest.mark.parametrize("version", [5, 9, 10])
def test_nothing_seems_lost_when_rows_are_sent_again(version: Version) -> None:
    device, decoder = Device(version, 1), Decoder()
    for _ in range(5):
        decoded(device, [PLAIN] * 95, decoder)
    assert decoder.sequence(SESSION.address, SESSION.listening_port).lost == 0


def test_times_of_v5_are_those_of_the_rows() -> None:
    row: Row = {**PLAIN, "flowStartMilliseconds": 1000 * NOW_S - 9_000, "flowEndMilliseconds": 1000 * NOW_S - 1_000}
    (record,) = decoded(Device(5, 1), [row])
    assert record["flowEndSysUpTime"] - record["flowStartSysUpTime"] == 8_000


def test_enterprise_elements_go_over_ipfix_only() -> None:
    row: Row = {**PLAIN, "npnRoundTripTime": 250}
    (record,) = decoded(Device(10, 1), [row])
    assert record["npnRoundTripTime"] == 250
    for version, said in (
        (9, "NetFlow v9 has no elements of enterprises: npnRoundTripTime"),
        (5, "NetFlow v5 has no npn"),
    ):
        with pytest.raises(RowError, match=said):
            decoded(Device(version, 1), [row])  # type: ignore[arg-type]


@pytest.mark.parametrize("version", [5, 9])
def test_what_happened_before_the_device_could_have_started_is_refused(version: Version) -> None:
    with pytest.raises(RowError, match="for 49 days"):
        decoded(Device(version, 1), [{**PLAIN, "flowStartMilliseconds": 1}])


@pytest.mark.parametrize("version", [5, 9, 10])
@pytest.mark.parametrize("odd", [{"protocolIdentifier": 300}, {"sourceIPv4Address": "host"}, {"octetDeltaCount": -1}])
def test_a_value_that_does_not_fit_is_one_line(version: Version, odd: Row) -> None:
    with pytest.raises(RowError, match="a value that does not fit"):
        decoded(Device(version, 1), [{**PLAIN, **odd}])


def test_messages_fit_into_a_datagram() -> None:
    messages = list(Device(10, 1).messages([{**PLAIN, "interfaceName": "x" * 100}] * 200, NOW_S))
    assert max(len(message.payload) for message in messages) <= LARGEST_BODY + 20
