from __future__ import annotations

import ipaddress
from typing import Any

import numpy as np
import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.blocks import block_of
from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template
from fauxmon_collector.wire.transposed import BLOCK

SESSION = Session("192.0.2.1", 1, 2055)
NOTHING_TOLD = ExporterFacts()
HOUR_MS = 3_600_000


def header(export_time: int = 1_700_000_000, sysuptime: int | None = None, nsecs: int | None = None) -> MessageHeader:
    return MessageHeader(9, 0, 0, export_time, sysuptime, 1, nsecs)


def columns(
    layout: Template,
    *rows: list[dict[str, Any]],
    headers: list[MessageHeader] | None = None,
    facts: ExporterFacts = NOTHING_TOLD,
) -> Columns:
    bodies = []
    for number, records in enumerate(rows):
        octets = b"".join(encoder.data_record(layout, record) for record in records)
        head = headers[number] if headers else header()
        bodies.append(DataBody(head, SESSION, 0.0, 0, 1, 256, octets, 0, len(records)))
    origin = Origin(SESSION, 9, 0, facts)
    return Columns(layout, block_of([(body, origin) for body in bodies]))


def one_column(name: str, length: int, *values: int | str) -> Columns:
    return columns(encoder.template(10, 256, [("paddingOctets", 3), (name, length)]), [{name: one} for one in values])


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6, 7, 8])
def test_unsigned_of_any_length(length: int) -> None:
    values = [0, 1, 256**length - 1]
    found = one_column("octetDeltaCount", length, *values).unsigned("octetDeltaCount")
    assert found.dtype.itemsize == 1 << (length - 1).bit_length()
    assert found.tolist() == values


@pytest.mark.parametrize("text", [[], [("interfaceName", VARIABLE_LENGTH)]])
def test_many_records_read_as_few_do_and_again(text: list[tuple[str, int]]) -> None:
    fields = [("octetDeltaCount", 8), ("protocolIdentifier", 1), ("sourceIPv4Address", 4), *text]
    fields += [("ingressInterface", 3), ("sourceIPv6Address", 16), ("flowStartMilliseconds", 8)]
    record = {
        "octetDeltaCount": 2**64 - 5,
        "protocolIdentifier": 17,
        "sourceIPv4Address": "10.1.2.3",
        "interfaceName": "eth0",
        "ingressInterface": 70_000,
        "sourceIPv6Address": "2001:db8::1:2",
        "flowStartMilliseconds": 1_700_000_000_123,
    }
    layout = encoder.template(10, 256, fields)
    body = [{name: record[name] for name, _ in fields}] * 3
    few, many = columns(layout, body), columns(layout, *[body] * (BLOCK // 3 + 1))
    assert many.count > BLOCK
    for _ in range(2):
        for name in ("octetDeltaCount", "protocolIdentifier", "ingressInterface"):
            assert set(many.unsigned(name).tolist()) == set(few.unsigned(name).tolist()) == {record[name]}
        for name in ("sourceIPv4Address", "sourceIPv6Address"):
            assert [set(half.tolist()) for half in many.address(name)] == [set(h.tolist()) for h in few.address(name)]
        assert set(many.milliseconds("flowStartMilliseconds").tolist()) == {1_700_000_000_123}


def test_who_has_a_column_may_write_into_it() -> None:
    layout = encoder.template(10, 256, [("octetDeltaCount", 8)])
    found = columns(layout, [{"octetDeltaCount": 7}] * (BLOCK + 1))
    found.unsigned("octetDeltaCount")[:] = 0
    assert set(found.unsigned("octetDeltaCount").tolist()) == {7}


def test_of_more_octets_than_fit_the_last_ones_count() -> None:
    assert one_column("octetDeltaCount", 12, 7, 2**64 + 5).unsigned("octetDeltaCount").tolist() == [7, 5]


def test_a_field_without_width_is_zero() -> None:
    assert one_column("octetDeltaCount", 0, 0).unsigned("octetDeltaCount").tolist() == [0]


def test_numbers_of_variable_length() -> None:
    found = one_column("octetDeltaCount", 65535, 5, 70_000, 2**40)
    assert found.unsigned("octetDeltaCount").tolist() == [5, 70_000, 2**40]


def test_addresses() -> None:
    hi, lo = one_column("sourceIPv4Address", 4, "192.0.2.1").address("sourceIPv4Address")
    assert int(hi[0]) << 64 | int(lo[0]) == int(ipaddress.ip_address("::ffff:192.0.2.1"))
    hi, lo = one_column("sourceIPv6Address", 16, "2001:db8::1", "::").address("sourceIPv6Address")
    assert (int(hi[0]), int(lo[0])) == (0x20010DB800000000, 1)
    assert (int(hi[1]), int(lo[1])) == (0, 0)


def test_records_know_their_bodies() -> None:
    layout = encoder.template(10, 256, [("octetDeltaCount", 4)])
    found = columns(layout, [{"octetDeltaCount": 1}] * 2, [{"octetDeltaCount": 2}])
    assert (found.count, found.of_records(np.array([7, 9])).tolist(), found.counts_of_origins()) == (3, [7, 7, 9], [3])
    assert found.unsigned("octetDeltaCount").tolist() == [1, 1, 2]


def test_asking_for_what_is_not_there() -> None:
    found = one_column("octetDeltaCount", 4, 1)
    assert "octetDeltaCount" in found
    assert "packetDeltaCount" not in found
    with pytest.raises(KeyError):
        found.unsigned("packetDeltaCount")


def test_of_a_repeated_element_the_first_counts() -> None:
    layout = Template(10, 256, (FieldSpecifier(1, 2), FieldSpecifier(1, 2)))
    found = columns(layout, [{"octetDeltaCount": 1, "octetDeltaCount#2": 2}])
    assert found.unsigned("octetDeltaCount").tolist() == [1]


@pytest.mark.parametrize(
    ("name", "length", "value", "expected_ms"),
    [
        ("flowStartSeconds", 4, 1_700_000_000, 1_700_000_000_000),
        ("flowStartMilliseconds", 8, 1_700_000_000_123, 1_700_000_000_123),
        ("flowStartMicroseconds", 8, "ntp:2023-11-14T22:13:20.123456000Z", 1_700_000_000_123),
        ("flowStartNanoseconds", 8, "ntp:2023-11-14T22:13:20.999999999Z", 1_700_000_000_999),
        ("flowStartNanoseconds", 8, "ntp:1970-01-01T00:00:00.000000000Z", 0),
    ],
)
def test_times(name: str, length: int, value: int | str, expected_ms: int) -> None:
    assert one_column(name, length, value).milliseconds(name).tolist() == [expected_ms]


def test_uptimes_count_from_the_headers() -> None:
    layout = encoder.template(9, 256, [("flowStartSysUpTime", 4)])
    heads = [header(1_700_000_000, HOUR_MS), header(1_700_000_100, HOUR_MS, 500_000_000)]
    found = columns(layout, [{"flowStartSysUpTime": HOUR_MS - 1}], [{"flowStartSysUpTime": 0}], headers=heads)
    assert found.milliseconds("flowStartSysUpTime").tolist() == [
        1_700_000_000_000 - 1,
        1_700_000_100_500 - HOUR_MS,
    ]


def test_an_uptime_above_the_headers_was_before_the_wrap() -> None:
    layout = encoder.template(9, 256, [("flowStartSysUpTime", 4)])
    found = columns(layout, [{"flowStartSysUpTime": 2**32 - 1000}], headers=[header(1_700_000_000, 5000)])
    assert found.milliseconds("flowStartSysUpTime").tolist() == [1_700_000_000_000 - 6000]


def test_an_uptime_a_little_above_the_headers_is_just_that() -> None:
    layout = encoder.template(9, 256, [("flowEndSysUpTime", 4)])
    found = columns(layout, [{"flowEndSysUpTime": 9_688}], headers=[header(1_700_000_000, 5000)])
    assert found.milliseconds("flowEndSysUpTime").tolist() == [1_700_000_000_000 + 4_688]


def test_uptimes_in_ipfix_count_from_what_the_record_tells() -> None:
    layout = encoder.template(10, 256, [("flowEndSysUpTime", 4), ("systemInitTimeMilliseconds", 8)])
    found = columns(layout, [{"flowEndSysUpTime": 5, "systemInitTimeMilliseconds": 1_600_000_000_000}])
    assert found.milliseconds("flowEndSysUpTime").tolist() == [1_600_000_000_005]


def test_values_of_headers_reach_every_record() -> None:
    layout = encoder.template(9, 256, [("octetDeltaCount", 4)])
    found = columns(layout, [{}, {}], [{}], headers=[header(5), header(6)])
    assert found.of_records(found.export_ms).tolist() == [5000, 5000, 6000]
