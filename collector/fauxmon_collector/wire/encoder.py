"""The Encoder: what an Exporting Process sends. The reverse of the Decoder, used by the simulator and by tests.

Sets are built first, then a message around them. Nothing is remembered: sequence numbers are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire import grammar
from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.templates import ENTERPRISE_BIT, VARIABLE_LENGTH, FieldSpecifier, Kind, Template
from fauxmon_collector.wire.values import octets

_LONG_FORM = 255


def template(
    version: int, template_id: int, fields: Iterable[tuple[str, int]], scope_count: int = 0, kind: Kind = "data"
) -> Template:
    """A template from names and lengths in octets. Errors: KeyError for a name that the registry does not have."""
    names = registry().by_name
    specifiers = tuple(FieldSpecifier(names[name].id, length, names[name].pen) for name, length in fields)
    return Template(version, template_id, specifiers, scope_count, kind)


def v5_message(
    records: Sequence[Mapping[str, Any]],
    *,
    sysuptime: int,
    export_time: int,
    sequence: int,
    unix_nsecs: int = 0,
    engine_type: int = 0,
    engine_id: int = 0,
    sampling_mode: int = 0,
    sampling_rate: int = 0,
) -> bytes:
    """A NetFlow v5 message. Elements that a record does not have are 0."""
    header = grammar.V5_HEADER.build(
        {
            "count": len(records),
            "sysuptime": sysuptime,
            "export_time": export_time,
            "unix_nsecs": unix_nsecs,
            "sequence": sequence,
            "engine_type": engine_type,
            "engine_id": engine_id,
            "sampling": sampling_mode << 14 | sampling_rate,
        }
    )
    return header + b"".join(data_record(implicit_template(5), record) for record in records)


def v9_message(
    sets: Iterable[bytes], *, count: int, sysuptime: int, export_time: int, sequence: int, domain: int
) -> bytes:
    """A NetFlow v9 message of these sets, with `count` records in all."""
    header = {
        "count": count,
        "sysuptime": sysuptime,
        "export_time": export_time,
        "sequence": sequence,
        "domain": domain,
    }
    return grammar.V9_HEADER.build(header) + b"".join(sets)


def ipfix_message(sets: Iterable[bytes], *, export_time: int, sequence: int, domain: int) -> bytes:
    """An IPFIX message of these sets. Errors: construct's FormatFieldError beyond 65,535 octets."""
    body = b"".join(sets)
    header = {"length": 16 + len(body), "export_time": export_time, "sequence": sequence, "domain": domain}
    return grammar.IPFIX_HEADER.build(header) + body


def template_set(templates: Sequence[Template]) -> bytes:
    """A Template Set or Options Template Set of templates of one version and kind; v9 sets end on 4 octets."""
    version, kind = templates[0].version, templates[0].kind
    body = b"".join(_template_record(one) for one in templates)
    set_id = {(9, "data"): 0, (9, "options"): 1, (10, "data"): 2, (10, "options"): 3}[version, kind]
    return _set(set_id, body, 4 if version == 9 else 1)


def data_set(layout: Template, records: Iterable[Mapping[str, Any]]) -> bytes:
    """A Data Set of records by name, values as the Decoder's records have them. Absent elements are 0 or empty."""
    return _data_set(layout, b"".join(data_record(layout, record) for record in records))


def data_set_from_columns(layout: Template, columns: Mapping[str, npt.NDArray[Any]], count: int) -> bytes:
    """A Data Set of `count` records from unsigned columns, as many as a set can hold; for templates of fixed length.

    An address of 16 octets is an array (count, 2) of its upper and lower 64 bits. Absent elements are 0.
    """
    octets_ = np.zeros((count, layout.min_length), np.uint8)
    for key, offset, specifier in zip(layout.keys, layout.offsets, layout.fields, strict=True):
        if key not in columns:
            continue
        big_endian = columns[key].astype(">u8").reshape(count, -1).view(np.uint8)
        length = min(specifier.length, big_endian.shape[1])
        end = offset + specifier.length
        octets_[:, end - length : end] = big_endian[:, big_endian.shape[1] - length :]
    return _data_set(layout, octets_.tobytes())


def data_record(layout: Template, record: Mapping[str, Any]) -> bytes:
    """One Data Record."""
    fields = []
    for key, element, specifier in zip(layout.keys, layout.elements, layout.fields, strict=True):
        if layout.version == 10 and specifier.length == VARIABLE_LENGTH:
            value = octets(element, record[key], None) if key in record else b""
            fields.append(_length_prefix(len(value)) + value)
        elif key in record:
            fields.append(octets(element, record[key], specifier.length))
        else:
            fields.append(bytes(specifier.length))
    return b"".join(fields)


def _length_prefix(length: int) -> bytes:
    return bytes([length]) if length < _LONG_FORM else bytes([_LONG_FORM]) + length.to_bytes(2)


def _data_set(layout: Template, body: bytes) -> bytes:
    if layout.set_id is None:
        raise ValueError("v1 and v5 have no sets")
    return _set(layout.set_id, body, 4 if layout.version == 9 and layout.min_length > 3 else 1)


def _set(set_id: int, body: bytes, alignment: int) -> bytes:
    body += bytes(-len(body) % alignment)
    return grammar.SET_HEADER.build({"set_id": set_id, "length": 4 + len(body)}) + body


def _template_record(one: Template) -> bytes:
    fields = [_field(one, specifier) for specifier in one.fields]
    record = {"template_id": one.set_id, "field_count": len(fields), "fields": fields}
    if one.kind == "data":
        return (grammar.V9_TEMPLATE if one.version == 9 else grammar.IPFIX_TEMPLATE).build(record)
    if one.version == 10:
        return grammar.IPFIX_OPTIONS_TEMPLATE.build({**record, "scope_count": one.scope_count})
    lengths = {"scope_length": 4 * one.scope_count, "option_length": 4 * (len(fields) - one.scope_count)}
    return grammar.V9_OPTIONS_TEMPLATE.build({**record, **lengths})


def _field(one: Template, specifier: FieldSpecifier) -> dict[str, int | None]:
    number, length, pen = specifier
    if one.version == 10 and pen:
        return {"number": number | ENTERPRISE_BIT, "length": length, "pen": pen}
    return {"number": number, "length": length, "pen": None}
