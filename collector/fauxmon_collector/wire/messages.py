"""What a datagram says before any record is read: Transport Session, message header, the body of a Data Set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fauxmon_collector.wire.templates import Template

SFLOW = 105
"""The version in the header of an sFlow message. Its own 5 is NetFlow v5's here; there it takes 4 octets."""


class Session(NamedTuple):
    """Transport Session (RFC 7011 §2): the exporter's address and port, and our port.

    `address` is text as `ipaddress` prints it, an IPv4-mapped one as IPv4.
    """

    address: str
    port: int
    listening_port: int


# One header is made for every datagram and one DataBody for every Data Set. frozen=True would make each 0.6 µs dearer
# (it assigns through object.__setattr__), so these two are immutable by agreement.
@dataclass(slots=True)
class MessageHeader:
    """The header of one message, of whichever version.

    `export_time` is in s since 1970 (in sFlow when the message came), `sysuptime` in ms since the exporter started
    (none in IPFIX). `domain` is the Observation Domain (IPFIX), the Source ID (v9), engine type and id (v5), the
    sub-agent (sFlow), 0 in v1 and v7. `sequence` counts flows (v5, v7), messages (v9, sFlow) or Data Records (IPFIX)
    sent before; v1 has none and says 0. `count` is the number of records (v1, v5, v7, v9) or samples (sFlow), in IPFIX
    the length of the message in octets.
    """

    version: int
    domain: int
    sequence: int
    export_time: int
    sysuptime: int | None
    count: int
    unix_nsecs: int | None = None
    engine_type: int | None = None
    engine_id: int | None = None
    sampling_mode: int | None = None
    sampling_rate: int | None = None

    @property
    def export_ms(self) -> int:
        """When it was sent by the exporter's clock, in ms since 1970."""
        return self.export_time * 1000 + (self.unix_nsecs or 0) // 1_000_000


@dataclass(slots=True)
class DataBody:
    """The body of one Data Set (in v1, v5 and v7 all records of the message), with what its records need from outside.

    `received` is in s since 1970; `frame` is the caller's number for the datagram; `set_index` counts the sets of the
    message from 1 and is 0 where the version has no sets; `offset` is where the body stands in the datagram; `count`
    is the number of records in `body`, whose padding is cut off. `templates` are those in force in the domain, given
    only where the records hold lists of records.
    """

    header: MessageHeader
    session: Session
    received: float
    frame: int
    set_index: int
    set_id: int | None
    body: bytes
    offset: int = 0
    count: int = 0
    templates: Mapping[int, Template] | None = None
