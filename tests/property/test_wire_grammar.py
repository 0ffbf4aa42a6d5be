"""The struct readers of the hot path say what the grammar says."""

from __future__ import annotations

from struct import Struct
from typing import Any

import pytest
from construct import Construct
from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.wire import framing, grammar

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
