"""Layouts: the templates of the load, and their wire form.

The field lists are those that routers and Flowmon's probes send: a NetFlow v9 record of 54 octets, an IPFIX record of
56, both with an IPv6 twin, and for `web` an IPFIX record with Flowmon's performance figures and two fields of variable
length.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

VARIABLE = 65535
FLOWMON = 39499
V9, IPFIX = 9, 10
HEADER_LENGTH = {V9: 20, IPFIX: 16}
SAMPLING_TEMPLATE_ID = 65_000
FIRST_TEMPLATE_ID = 256


class Field(NamedTuple):
    """One field of a template: element number, octets on the wire, the column of `traffic` that fills it."""

    element: int
    length: int
    column: str
    pen: int = 0


Layout = tuple[Field, ...]

_V4 = (Field(8, 4, "source4"), Field(12, 4, "destination4"))
_V6 = (Field(27, 16, "source6"), Field(28, 16, "destination6"))
_ENDS = (Field(7, 2, "source_port"), Field(11, 2, "destination_port"), Field(4, 1, "protocol"))
_MARKS = (Field(6, 1, "tcp_flags"), Field(5, 1, "tos"))
_LINKS = (Field(10, 4, "input"), Field(14, 4, "output"))
_UPTIMES = (Field(22, 4, "first"), Field(21, 4, "last"))
_TIMES = (Field(152, 8, "first"), Field(153, 8, "last"))
_ROUTING = (
    Field(15, 4, "next_hop"),
    Field(16, 4, "source_as"),
    Field(17, 4, "destination_as"),
    Field(9, 1, "source_mask"),
    Field(13, 1, "destination_mask"),
    Field(61, 1, "direction"),
)
_COUNTS_32 = (Field(1, 4, "octets"), Field(2, 4, "packets"))
_COUNTS_64 = (Field(1, 8, "octets"), Field(2, 8, "packets"))
_PERFORMANCE = (
    *(Field(element, 4, "delay", FLOWMON) for element in (65, 66, 67, 68, 70)),
    Field(71, 4, "retransmissions", FLOWMON),
    Field(12, 2, "status", FLOWMON),
)
_WEB = (Field(1, VARIABLE, "host", FLOWMON), Field(2, VARIABLE, "url", FLOWMON))

_LAYOUTS: dict[tuple[int, bool], Layout] = {
    (V9, False): (*_V4, *_ROUTING[:1], *_LINKS, *_COUNTS_32, *_UPTIMES, *_ENDS, *_MARKS, *_ROUTING[1:]),
    (V9, True): (*_V6, *_LINKS, *_COUNTS_32, *_UPTIMES, *_ENDS, *_MARKS, *_ROUTING[5:]),
    (IPFIX, False): (*_COUNTS_64, *_TIMES, *_LINKS, Field(60, 1, "ip_version"), *_V4, *_ENDS, *_MARKS),
    (IPFIX, True): (*_COUNTS_64, *_TIMES, *_LINKS, Field(60, 1, "ip_version"), *_V6, *_ENDS, *_MARKS),
}


def layout(version: int, ipv6: bool, web: bool, variant: int) -> Layout:
    """The fields of one template. Variant 0 is the plain one, each other has the same fields in an order of its own."""
    fields = _LAYOUTS[version, ipv6]
    if web:
        fields = (*fields, *_PERFORMANCE, *_WEB)
    if variant:
        order = np.random.default_rng(variant).permutation(len(fields))
        fields = tuple(fields[i] for i in order)
    return fields


def template_record(version: int, template_id: int, fields: Layout) -> bytes:
    """A Template Record (RFC 7011 §3.4.1, RFC 3954 §5.2)."""
    record = struct.pack(">HH", template_id, len(fields))
    for field in fields:
        if field.pen:
            record += struct.pack(">HHI", field.element | 0x8000, field.length, field.pen)
        else:
            record += struct.pack(">HH", field.element, field.length)
    return record


def framed(set_id: int, body: bytes) -> bytes:
    """A set around its records, padded to 32 bits."""
    padding = -len(body) % 4
    return struct.pack(">HH", set_id, 4 + len(body) + padding) + body + bytes(padding)


def sampling_sets(version: int, interval: int) -> bytes:
    """An Options Template and its one record: one packet in `interval` is looked at, by count."""
    if version == V9:
        scope, options = struct.pack(">HH", 1, 4), struct.pack(">HHHH", 34, 4, 35, 1)
        template = struct.pack(">HHH", SAMPLING_TEMPLATE_ID, len(scope), len(options)) + scope + options
    else:
        template = struct.pack(">HHHHHHHHH", SAMPLING_TEMPLATE_ID, 3, 1, 149, 4, 34, 4, 35, 1)
    record = struct.pack(">IIB", 0, interval, 1)
    return framed(1 if version == V9 else 3, template) + framed(SAMPLING_TEMPLATE_ID, record)
