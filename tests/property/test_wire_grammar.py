"""The struct readers of the hot path say what the grammar says."""

from __future__ import annotations

import io
from struct import Struct
from typing import Any

import pytest
from construct import Construct
from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.wire import framing, grammar
from fauxmon_collector.wire.template_records import read_record
from fauxmon_collector.wire.templates import Kind, specifier

HEADERS = {
    "v1": (1, grammar.V1_HEADER, framing.V1_HEADER),
    "v5": (5, grammar.V5_HEADER, framing.V5_HEADER),
    "v7": (7, grammar.V7_HEADER, framing.V7_HEADER),
    "v9": (9, grammar.V9_HEADER, framing.V9_HEADER),
    "ipfix": (10, grammar.IPFIX_HEADER, framing.IPFIX_HEADER),
}


def values(declared: Construct[Any, Any], octets: bytes) -> tuple[int, ...]:
    return tuple(value for name, value in declared.parse(octets).items() if name != "_io")


@pytest.mark.parametrize(("version", "declared", "reader"), HEADERS.values(), ids=HEADERS.keys())
@given(rest=st.binary(min_size=22, max_size=22))
def test_message_headers(version: int, declared: Construct[Any, Any], reader: Struct, rest: bytes) -> None:
    octets = (version.to_bytes(2) + rest)[: reader.size]
    assert declared.sizeof() == reader.size
    assert values(declared, octets) == reader.unpack(octets)


@given(octets=st.binary(min_size=4, max_size=4))
def test_set_headers(octets: bytes) -> None:
    assert values(grammar.SET_HEADER, octets) == framing.SET_HEADER.unpack(octets)


def test_records_of_v1_v5_and_v7_are_as_long_as_framing_counts() -> None:
    assert grammar.V1_RECORD.sizeof() == framing.V1_RECORD_LENGTH
    assert grammar.V5_RECORD.sizeof() == framing.V5_RECORD_LENGTH
    assert grammar.V7_RECORD.sizeof() == framing.V7_RECORD_LENGTH


RECORDS = {
    (9, "data"): grammar.V9_TEMPLATE,
    (9, "options"): grammar.V9_OPTIONS_TEMPLATE,
    (10, "data"): grammar.IPFIX_TEMPLATE,
    (10, "options"): grammar.IPFIX_OPTIONS_TEMPLATE,
}
SMALL = st.sampled_from([0, 1, 2, 3, 4, 8, 12, 257, 0x8001, 65535]).map(lambda number: number.to_bytes(2))


@pytest.mark.parametrize("manner", RECORDS, ids=lambda manner: f"v{manner[0]}-{manner[1]}")
@given(octets=st.one_of(st.lists(SMALL, max_size=24).map(b"".join), st.binary(max_size=40)), start=st.integers(0, 3))
def test_template_records(manner: tuple[int, Kind], octets: bytes, start: int) -> None:
    version, kind = manner
    found = read_record(version, kind, bytes(start) + octets, start)
    stream = io.BytesIO(octets)
    try:
        declared: Any = RECORDS[manner].parse_stream(stream)
    except grammar.GrammarError:
        assert found is None
        return
    assert found is not None
    assert found.template_id == declared.template_id
    assert found.end == start + stream.tell()
    assert found.fields == tuple(
        specifier(version, field.number, field.length, field.get("pen")) for field in declared.fields
    )
    assert found.lengths == ((declared.scope_length, declared.option_length) if manner == (9, "options") else None)
    scope_count = declared.get("scope_count") or declared.get("scope_length", 0) // 4
    assert found.scope_count == scope_count
