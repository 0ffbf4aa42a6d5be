"""Problem: something wrong in what an exporter sent, as a value. Nothing on the wire raises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fauxmon_collector.wire.messages import Session


class ProblemCode(StrEnum):
    """What is wrong. The values are stable: they are counted, filtered by and shown."""

    # the message is not read
    EMPTY = "empty"
    UNKNOWN_VERSION = "unknown-version"
    TRUNCATED_HEADER = "truncated-header"
    BAD_LENGTH = "bad-length"
    NO_SETS = "no-sets"
    # the message is read, a part of it is not
    TRAILING_OCTETS = "trailing-octets"
    BAD_SET_LENGTH = "bad-set-length"
    SET_OVERRUN = "set-overrun"
    RESERVED_SET_ID = "reserved-set-id"
    BAD_SAMPLE = "bad-sample"
    # templates
    TRUNCATED_TEMPLATE = "truncated-template"
    BAD_TEMPLATE_ID = "bad-template-id"
    EMPTY_TEMPLATE = "empty-template"
    ZERO_WIDTH_TEMPLATE = "zero-width-template"
    BAD_SCOPE_COUNT = "bad-scope-count"
    BAD_OPTIONS_LENGTH = "bad-options-length"
    TOO_MANY_FIELDS = "too-many-fields"
    WITHDRAWAL_OVER_UDP = "withdrawal-over-udp"
    # data
    TEMPLATE_MISSING = "template-missing"
    HOLD_BACK_FULL = "hold-back-full"
    SHORT_DATA_SET = "short-data-set"
    RECORD_OVERRUN = "record-overrun"


SPECIFICATIONS: dict[ProblemCode, str] = {
    ProblemCode.EMPTY: "RFC 7011 §3.1",
    ProblemCode.UNKNOWN_VERSION: "RFC 7011 §3.1, RFC 3954 §5.1",
    ProblemCode.TRUNCATED_HEADER: "RFC 7011 §3.1, RFC 3954 §5.1",
    ProblemCode.BAD_LENGTH: "RFC 7011 §3.1, RFC 3954 §5.1",
    ProblemCode.NO_SETS: "RFC 7011 §3.1, RFC 3954 §5",
    ProblemCode.TRAILING_OCTETS: "RFC 7011 §3.1",
    ProblemCode.BAD_SET_LENGTH: "RFC 7011 §3.3.2, RFC 3954 §5.2",
    ProblemCode.SET_OVERRUN: "RFC 7011 §3.3.2, RFC 3954 §5.2",
    ProblemCode.RESERVED_SET_ID: "RFC 7011 §3.3.2, RFC 3954 §5.2",
    ProblemCode.BAD_SAMPLE: "sFlow version 5 §5",
    ProblemCode.TRUNCATED_TEMPLATE: "RFC 7011 §3.4.1, RFC 3954 §5.2",
    ProblemCode.BAD_TEMPLATE_ID: "RFC 7011 §3.4.1, RFC 3954 §5.2",
    ProblemCode.EMPTY_TEMPLATE: "RFC 3954 §5.2",
    ProblemCode.ZERO_WIDTH_TEMPLATE: "RFC 7011 §3.4.1",
    ProblemCode.BAD_SCOPE_COUNT: "RFC 7011 §3.4.2.2, RFC 3954 §6.1",
    ProblemCode.BAD_OPTIONS_LENGTH: "RFC 3954 §6.1",
    ProblemCode.TOO_MANY_FIELDS: "RFC 7011 §11.4",
    ProblemCode.WITHDRAWAL_OVER_UDP: "RFC 7011 §8.4",
    ProblemCode.TEMPLATE_MISSING: "RFC 7011 §9, RFC 3954 §9",
    ProblemCode.HOLD_BACK_FULL: "RFC 7011 §11.4",
    ProblemCode.SHORT_DATA_SET: "RFC 7011 §3.4.3, RFC 3954 §5.3",
    ProblemCode.RECORD_OVERRUN: "RFC 7011 §7",
}
"""Where each rule stands that was broken."""


class Fault(NamedTuple):
    """A Problem before it is known whose it is. `offset` is in octets."""

    code: ProblemCode
    offset: int
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `offset` in octets from the start of the datagram, `spec` the section that says so.

    `received` and `frame` are those that the caller gave with the datagram.
    """

    code: ProblemCode
    offset: int
    detail: str
    spec: str
    session: Session
    received: float
    frame: int = 0

    @classmethod
    def of(cls, fault: Fault, session: Session, received: float, frame: int) -> Problem:
        """The fault, put down to a session and a datagram."""
        return cls(fault.code, fault.offset, fault.detail, SPECIFICATIONS[fault.code], session, received, frame)
