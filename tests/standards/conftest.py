"""Messages put together octet by octet as the RFCs print them, without our Encoder and our grammar."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.records import Record

SESSION = Session("192.0.2.1", 40000, 4739)
EXPORT_TIME = 1_700_000_000


def u8(number: int) -> bytes:
    return number.to_bytes(1, "big")


def u16(number: int) -> bytes:
    return number.to_bytes(2, "big")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def set_(set_id: int, *parts: bytes, padding: bytes = b"") -> bytes:
    """RFC 7011 §3.3.2, RFC 3954 §5.2: the length counts the header and the padding."""
    body = b"".join(parts) + padding
    return u16(set_id) + u16(4 + len(body)) + body


def field(number: int, length: int, pen: int = 0) -> bytes:
    """RFC 7011 §3.2; without a PEN the same as RFC 3954's."""
    return u16(number | 0x8000) + u16(length) + u32(pen) if pen else u16(number) + u16(length)


def template(template_id: int, *fields: bytes) -> bytes:
    """RFC 7011 §3.4.1, RFC 3954 §5.2."""
    return u16(template_id) + u16(len(fields)) + b"".join(fields)


def options_template(template_id: int, scope_count: int, *fields: bytes) -> bytes:
    """RFC 7011 §3.4.2.2."""
    return u16(template_id) + u16(len(fields)) + u16(scope_count) + b"".join(fields)


def v9_options_template(template_id: int, scope: list[bytes], options: list[bytes]) -> bytes:
    """RFC 3954 §6.1: lengths in octets."""
    return u16(template_id) + u16(4 * len(scope)) + u16(4 * len(options)) + b"".join(scope + options)


def ipfix(*sets: bytes, sequence: int = 0, domain: int = 0) -> bytes:
    """RFC 7011 §3.1."""
    body = b"".join(sets)
    return u16(10) + u16(16 + len(body)) + u32(EXPORT_TIME) + u32(sequence) + u32(domain) + body


def v9(*sets: bytes, count: int = 1, sysuptime: int = 60_000, sequence: int = 0, domain: int = 0) -> bytes:
    """RFC 3954 §5.1."""
    return u16(9) + u16(count) + u32(sysuptime) + u32(EXPORT_TIME) + u32(sequence) + u32(domain) + b"".join(sets)


def variable(octets: bytes, long_form: bool | None = None) -> bytes:
    """RFC 7011 §7, figures R and S. The long form is allowed for short values too."""
    if long_form is None:
        long_form = len(octets) >= 255
    return (u8(255) + u16(len(octets)) if long_form else u8(len(octets))) + octets


class Exchange:
    """A Decoder, and what came out of it."""

    def __init__(self) -> None:
        self.decoder = Decoder()
        self.codes: list[str] = []
        self._frame = 0

    def feed(self, *datagrams: bytes, session: Session = SESSION) -> list[Record]:
        """The records that these datagrams brought, in the order of the octets."""
        records: list[Record] = []
        for datagram in datagrams:
            self._frame += 1
            self.decoder.feed(datagram, session, float(EXPORT_TIME), self._frame)
            taken = self.decoder.take()
            self.codes += [str(problem.code) for problem in taken.problems]
            records += [record for batch in taken.batches for record in batch.records()]
        return sorted(records, key=lambda record: (record.frame, record.set, record.rec))

    def fields(self, *datagrams: bytes, session: Session = SESSION) -> list[dict[str, Any]]:
        return [record.fields for record in self.feed(*datagrams, session=session)]

    def columns(self, *datagrams: bytes) -> Any:
        """The columns of the one batch that these datagrams make."""
        for datagram in datagrams:
            self.decoder.feed(datagram, SESSION, float(EXPORT_TIME))
        (batch,) = self.decoder.take().batches
        return batch.columns()


@pytest.fixture
def rfc() -> SimpleNamespace:
    """The ways to put a message together."""
    return SimpleNamespace(
        u8=u8,
        u16=u16,
        u32=u32,
        set=set_,
        field=field,
        template=template,
        options_template=options_template,
        v9_options_template=v9_options_template,
        ipfix=ipfix,
        v9=v9,
        variable=variable,
        export_time=EXPORT_TIME,
    )


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


@pytest.fixture
def one_field(rfc: SimpleNamespace, exchange: Exchange) -> Callable[..., Any]:
    """The value of an IPFIX field beside another one that keeps the record from having no width."""

    def value(number: int, length: int, octets: bytes, pen: int = 0) -> Any:
        fields = [rfc.field(number, length, pen), rfc.field(5, 1)]
        (record,) = exchange.fields(rfc.ipfix(rfc.set(2, rfc.template(256, *fields)), rfc.set(256, octets, rfc.u8(17))))
        assert list(record.items())[-1] == ("ipClassOfService", 17)
        return next(iter(record.values()))

    return value
