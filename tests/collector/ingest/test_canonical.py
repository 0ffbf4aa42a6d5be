"""Canonical columns out of real Templates: which element wins, widths, times, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from fauxmon_collector.ingest.canonical import MAPPED_LO, canonical
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session
from fauxmon_model.flow_columns import PHYSICAL

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Fields, Messages, Row

SESSION = Session("192.168.1.123", 40000, 3000)
EXPORT_MS = 1_700_000_000_000
OCTETS, PACKETS, PROTOCOL, TOS, SRC_PORT, SRC4, INPUT, DST4, SRC_AS, SRC6, DST6 = 1, 2, 4, 5, 7, 8, 10, 12, 16, 27, 28
FLOWS, OCTETS_TOTAL, IP_VERSION, UDP_SRC_PORT = 3, 85, 60, 180
START_S, END_S, START_MS, END_MS, START_DELTA, END_DELTA = 150, 151, 152, 153, 158, 159
DURATION_MS, START_UPTIME, END_UPTIME, EVENT_MS = 161, 22, 21, 323
FOUR = int.from_bytes([10, 0, 0, 1])
SIX = 0x2001_0DB8_0000_0000_0000_0000_0000_0001


def flow(messages: Messages, fields: Fields, *rows: Row) -> dict[str, list[Any]]:
    decoder = Decoder()
    decoder.feed(messages.ipfix(messages.template_set(fields), messages.data_set(fields, rows)), SESSION, 0.0)
    return columns_of(decoder)


def columns_of(decoder: Decoder) -> dict[str, list[Any]]:
    (batch,) = decoder.take().batches
    columns = batch.columns()
    count = columns.count
    arrays = canonical(
        columns, np.full(count, 7, np.uint32), np.full(count, 99, np.int64), np.full(count, EXPORT_MS, np.int64)
    )
    assert {name: values.dtype.name for name, values in arrays.items()} == {name: kind.dtype for name, kind in PHYSICAL}
    assert {len(values) for values in arrays.values()} == {count}
    return {name: values.tolist() for name, values in arrays.items()}


def test_every_column_is_there_whatever_the_template_lacks(messages: Messages) -> None:
    row = flow(messages, [(OCTETS, 4)], [1500])
    assert row["octets"] == [1500]
    assert row["flows"] == [1]
    assert (row["source_id"], row["received_ms"]) == ([7], [99])
    assert (row["start_ms"], row["end_ms"]) == ([EXPORT_MS], [EXPORT_MS])
    zero = set(row) - {"octets", "flows", "source_id", "received_ms", "start_ms", "end_ms"}
    assert all(row[name] == [0] for name in zero)


def test_counters_are_delta_first_then_total(messages: Messages) -> None:
    assert flow(messages, [(OCTETS_TOTAL, 8)], [5])["octets"] == [5]
    assert flow(messages, [(OCTETS_TOTAL, 8), (OCTETS, 8)], [5, 3])["octets"] == [3]


def test_reduced_and_full_sizes_and_many_records(messages: Messages) -> None:
    row = flow(messages, [(OCTETS, 3), (PACKETS, 8), (FLOWS, 2)], [70_000, 2**40, 4], [1, 2, 3])
    assert row["octets"] == [70_000, 1]
    assert row["packets"] == [2**40, 2]
    assert row["flows"] == [4, 3]


def test_a_record_is_at_least_one_flow(messages: Messages) -> None:
    assert flow(messages, [(FLOWS, 4)], [0])["flows"] == [1]


def test_a_value_wider_than_its_column_is_the_largest_that_fits(messages: Messages) -> None:
    row = flow(messages, [(SRC_PORT, 4), (INPUT, 8), (TOS, 2)], [70_000, 2**33, 256])
    assert (row["src_port"], row["input_if"], row["tos"]) == ([65535], [2**32 - 1], [255])


def test_the_general_port_goes_before_the_protocols_own(messages: Messages) -> None:
    assert flow(messages, [(UDP_SRC_PORT, 2)], [53])["src_port"] == [53]
    assert flow(messages, [(UDP_SRC_PORT, 2), (SRC_PORT, 2)], [53, 54])["src_port"] == [54]


def test_ipv4_is_mapped(messages: Messages) -> None:
    row = flow(messages, [(SRC4, 4), (DST4, 4)], [FOUR, FOUR + 1])
    assert (row["src_hi"], row["src_lo"]) == ([0], [MAPPED_LO | FOUR])
    assert row["dst_lo"] == [MAPPED_LO | FOUR + 1]
    assert row["ip_version"] == [4]


def test_ipv6(messages: Messages) -> None:
    row = flow(messages, [(SRC6, 16), (DST6, 16)], [SIX, 1])
    assert (row["src_hi"], row["src_lo"]) == ([SIX >> 64], [SIX & 2**64 - 1])
    assert row["ip_version"] == [6]


def test_a_template_with_both_families_goes_by_what_each_record_uses(messages: Messages) -> None:
    row = flow(messages, [(SRC4, 4), (SRC6, 16)], [FOUR, 0], [0, SIX])
    assert row["src_hi"] == [0, SIX >> 64]
    assert row["src_lo"] == [MAPPED_LO | FOUR, SIX & 2**64 - 1]
    assert row["ip_version"] == [4, 6]


def test_without_addresses_the_version_is_what_the_record_says(messages: Messages) -> None:
    assert flow(messages, [(IP_VERSION, 1)], [6])["ip_version"] == [6]


def test_start_and_end(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (END_MS, 8)], [1_000, 2_000])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [2_000])
    row = flow(messages, [(START_S, 4), (START_MS, 8), (END_S, 4)], [1, 1_234, 2])
    assert (row["start_ms"], row["end_ms"]) == ([1_234], [2_000])


def test_start_or_end_with_a_duration(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (DURATION_MS, 4)], [1_000, 500])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [1_500])
    row = flow(messages, [(END_MS, 8), (DURATION_MS, 4)], [1_000, 400])
    assert (row["start_ms"], row["end_ms"]) == ([600], [1_000])
    row = flow(messages, [(START_MS, 8)], [1_000])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [1_000])


def test_times_before_the_export(messages: Messages) -> None:
    row = flow(messages, [(START_DELTA, 4), (END_DELTA, 4)], [3_000_000, 1_000_000])
    assert (row["start_ms"], row["end_ms"]) == ([EXPORT_MS - 3_000], [EXPORT_MS - 1_000])


def test_an_event_has_one_moment(messages: Messages) -> None:
    row = flow(messages, [(EVENT_MS, 8)], [12_345])
    assert (row["start_ms"], row["end_ms"]) == ([12_345], [12_345])


def test_uptimes_count_back_from_the_header(messages: Messages) -> None:
    decoder = Decoder()
    decoder.feed(messages.v5(), SESSION, 0.0)
    row = columns_of(decoder)
    boot_ms = EXPORT_MS + 500 - 5_000
    assert (row["start_ms"], row["end_ms"]) == ([boot_ms + 1_000], [boot_ms + 2_000])
    assert (row["src_as"], row["protocol"], row["tcp_flags"], row["dst_port"]) == ([0], [6], [0x1B], [443])


def test_absurd_times_are_kept_and_break_nothing(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (END_MS, 8)], [2**64 - 1, 0])
    assert len(row["start_ms"]) == 1
    assert row["end_ms"] == [0]
