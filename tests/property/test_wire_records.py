"""Records survive the way out and in, and columns say what the records say."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from typing import Any

import hypothesis.strategies as st
import numpy as np
from construct import Bytes, Construct, Sequence
from hypothesis import given

from fauxmon_collector.wire import encoder, grammar
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.elements import AbstractType, registry
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

SESSION = Session("192.0.2.1", 40000, 2055)

UNSIGNED = ["octetDeltaCount", "packetDeltaCount", "protocolIdentifier", "ingressInterface", "reverseOctetDeltaCount"]
TIMES = ["flowStartMilliseconds", "flowStartSeconds", "flowEndMilliseconds"]
ADDRESSES = {"sourceIPv4Address": 4, "destinationIPv6Address": 16}
STRINGS = ["interfaceName", "applicationName"]
FIELDS = st.one_of(
    st.tuples(st.sampled_from(UNSIGNED), st.integers(1, 8)),
    st.tuples(st.sampled_from(TIMES), st.just(8)),
    st.sampled_from(sorted(ADDRESSES.items())),
    st.tuples(st.sampled_from(["flowStartNanoseconds", "flowEndMicroseconds"]), st.just(8)),
    st.just(("sourceMacAddress", 6)),
    st.tuples(st.sampled_from(STRINGS), st.integers(0, 20)),
)
VARIABLE_FIELDS = st.tuples(st.sampled_from([*STRINGS, "octetDeltaCount"]), st.just(VARIABLE_LENGTH))


def value_of(name: str, length: int) -> st.SearchStrategy[Any]:
    element = registry().by_name[name]
    if element.type is AbstractType.STRING:
        longest = 400 if length == VARIABLE_LENGTH else length
        return st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=longest)
    if element.type is AbstractType.IPV4_ADDRESS:
        return st.ip_addresses(v=4).map(str)
    if element.type is AbstractType.IPV6_ADDRESS:
        return st.ip_addresses(v=6).map(str)
    if element.type is AbstractType.MAC_ADDRESS:
        return st.binary(min_size=6, max_size=6).map(lambda octets: octets.hex(":"))
    if element.type in (AbstractType.NANOSECONDS, AbstractType.MICROSECONDS):
        moments = st.integers(0, 2_085_978_495).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
        return st.builds(lambda at, ns: f"ntp:{at:%Y-%m-%dT%H:%M:%S}.{ns:09d}Z", moments, st.integers(0, 999_999_999))
    octets = 8 if length == VARIABLE_LENGTH else length
    return st.integers(0, min(256**octets, 2**62) - 1)


@st.composite
def templates_and_records(draw: st.DrawFn) -> tuple[Template, list[dict[str, Any]]]:
    version = draw(st.sampled_from([9, 10]))
    field = st.one_of(FIELDS, VARIABLE_FIELDS) if version == 10 else FIELDS
    fields = draw(st.lists(field, min_size=1, max_size=8, unique_by=lambda one: one[0]))
    if version == 9:
        fields = [one for one in fields if not one[0].startswith("reverse")]
    fields = [("tcpControlBits", 2), *fields]  # never without width
    layout = encoder.template(version, 999, fields)
    record = st.fixed_dictionaries({name: value_of(name, length) for name, length in fields})
    return layout, draw(st.lists(record, min_size=1, max_size=5))


def decoded(layout: Template, parts: list[list[dict[str, Any]]]) -> Batch:
    decoder = Decoder()
    for part in parts:
        sets = [encoder.template_set([layout]), encoder.data_set(layout, part)]
        if layout.version == 9:
            datagram = encoder.v9_message(sets, count=1, sysuptime=1000, export_time=10, sequence=0, domain=0)
        else:
            datagram = encoder.ipfix_message(sets, export_time=10, sequence=0, domain=0)
        decoder.feed(datagram, SESSION, 0.0)
    (batch,) = decoder.take().batches
    return batch


@given(templates_and_records())
def test_what_is_encoded_is_decoded(made: tuple[Template, list[dict[str, Any]]]) -> None:
    layout, records = made
    assert [record.fields for record in decoded(layout, [records]).records()] == records


@given(templates_and_records(), st.integers(1, 3))
def test_columns_equal_the_records(made: tuple[Template, list[dict[str, Any]]], repeats: int) -> None:
    layout, records = made
    batch = decoded(layout, [records] * repeats)
    columns = batch.columns()
    rows = [record.fields for record in batch.records()]
    assert columns.of_records(np.arange(repeats)).tolist() == [index for index in range(repeats) for _ in records]
    for name in layout.keys:
        values = [row[name] for row in rows]
        if name in ADDRESSES:
            hi, lo = columns.address(name)
            numbers = [int(high) << 64 | int(low) for high, low in zip(hi, lo, strict=True)]
            assert numbers == [mapped(value) for value in values]
        elif name in TIMES:
            scale = 1000 if name.endswith("Seconds") and "Milli" not in name else 1
            expected = np.array(values, np.uint64).astype(np.int64) * scale
            assert columns.milliseconds(name).tolist() == expected.tolist()
        elif isinstance(values[0], int):
            assert columns.unsigned(name).tolist() == values


@given(templates_and_records())
def test_columns_equal_the_grammar(made: tuple[Template, list[dict[str, Any]]]) -> None:
    layout, records = made
    ((body, _),) = decoded(layout, [records]).single
    declared: Construct[Any, Any] = Sequence(
        *(
            grammar.VARIABLE_LENGTH_FIELD if one.length == VARIABLE_LENGTH else Bytes(one.length)
            for one in layout.fields
        )
    )
    columns = decoded(layout, [records]).columns()
    rows = declared[body.count].parse(body.body)
    for position, name in enumerate(layout.keys):
        cells = [row[position] if isinstance(row[position], bytes) else row[position].octets for row in rows]
        assert columns.unsigned(name).tolist() == [int.from_bytes(cell[-8:]) for cell in cells]


def mapped(address: str) -> int:
    parsed = ipaddress.ip_address(address)
    return int(parsed) | (0xFFFF << 32 if parsed.version == 4 else 0)
