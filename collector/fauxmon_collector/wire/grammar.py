"""The wire grammar of NetFlow v1, v5, v7, v9 and IPFIX, as declarations.

Templates are read through these declarations and messages are built through them. The headers that every datagram has
are read by `struct.Struct` objects in `framing.py`; a property test holds those equal to what stands here.

Do not `.compile()` any of these for input from a network: the compiled form accepts truncated bodies silently.
"""

from __future__ import annotations

from construct import (
    Array,
    Bytes,
    Const,
    ConstructError,
    If,
    Int8ub,
    Int16ub,
    Int32ub,
    Padding,
    Struct,
    this,
)

GrammarError = ConstructError
"""Raised where input does not follow a declaration or ends too soon."""

V1_HEADER = Struct(
    "version" / Const(1, Int16ub),
    "count" / Int16ub,
    "sysuptime" / Int32ub,
    "export_time" / Int32ub,
    "unix_nsecs" / Int32ub,
)
"""NetFlow v1, 16 octets."""

V5_HEADER = Struct(
    "version" / Const(5, Int16ub),
    "count" / Int16ub,
    "sysuptime" / Int32ub,
    "export_time" / Int32ub,
    "unix_nsecs" / Int32ub,
    "sequence" / Int32ub,
    "engine_type" / Int8ub,
    "engine_id" / Int8ub,
    "sampling" / Int16ub,
)
"""NetFlow v5, 24 octets. `sampling` holds the mode in its upper 2 bits and the interval in the lower 14."""

V7_HEADER = Struct(
    "version" / Const(7, Int16ub),
    "count" / Int16ub,
    "sysuptime" / Int32ub,
    "export_time" / Int32ub,
    "unix_nsecs" / Int32ub,
    "sequence" / Int32ub,
    Padding(4),
)
"""NetFlow v7, 24 octets, from Catalyst switches."""

V9_HEADER = Struct(
    "version" / Const(9, Int16ub),
    "count" / Int16ub,
    "sysuptime" / Int32ub,
    "export_time" / Int32ub,
    "sequence" / Int32ub,
    "domain" / Int32ub,
)
"""RFC 3954 §5.1, 20 octets. `count` is the number of records of all FlowSets."""

IPFIX_HEADER = Struct(
    "version" / Const(10, Int16ub),
    "length" / Int16ub,
    "export_time" / Int32ub,
    "sequence" / Int32ub,
    "domain" / Int32ub,
)
"""RFC 7011 §3.1, 16 octets. `length` is that of the whole message."""

SET_HEADER = Struct("set_id" / Int16ub, "length" / Int16ub)
"""RFC 7011 §3.3.2, RFC 3954 §5.2. `length` includes these 4 octets."""

V9_FIELD = Struct("number" / Int16ub, "length" / Int16ub)
"""RFC 3954 §5.2."""

IPFIX_FIELD = Struct("number" / Int16ub, "length" / Int16ub, "pen" / If(this.number & 0x8000, Int32ub))
"""Field Specifier, RFC 7011 §3.2. The first bit of `number` says that an Enterprise Number follows."""

V9_TEMPLATE = Struct(
    "template_id" / Int16ub,
    "field_count" / Int16ub,
    "fields" / Array(this.field_count, V9_FIELD),
)
"""Template Record, RFC 3954 §5.2."""

V9_OPTIONS_TEMPLATE = Struct(
    "template_id" / Int16ub,
    "scope_length" / Int16ub,
    "option_length" / Int16ub,
    "fields" / Array(this.scope_length // 4 + this.option_length // 4, V9_FIELD),
)
"""Options Template Record, RFC 3954 §6.1. Both lengths are in octets; scope fields come first."""

IPFIX_TEMPLATE = Struct(
    "template_id" / Int16ub,
    "field_count" / Int16ub,
    "fields" / Array(this.field_count, IPFIX_FIELD),
)
"""Template Record, RFC 7011 §3.4.1. Without fields it is a Template Withdrawal (§8.1)."""

IPFIX_OPTIONS_TEMPLATE = Struct(
    "template_id" / Int16ub,
    "field_count" / Int16ub,
    "scope_count" / If(this.field_count, Int16ub),
    "fields" / Array(this.field_count, IPFIX_FIELD),
)
"""Options Template Record, RFC 7011 §3.4.2.2. Scope fields come first. Without fields it is a withdrawal."""

VARIABLE_LENGTH_FIELD = Struct(
    "short_length" / Int8ub,
    "long_length" / If(this.short_length == 255, Int16ub),
    "octets" / Bytes(lambda field: field.short_length if field.long_length is None else field.long_length),
)
"""A field of variable length in a Data Record, RFC 7011 §7."""

_RECORD_HEAD = (
    "sourceIPv4Address" / Int32ub,
    "destinationIPv4Address" / Int32ub,
    "ipNextHopIPv4Address" / Int32ub,
    "ingressInterface" / Int16ub,
    "egressInterface" / Int16ub,
    "packetDeltaCount" / Int32ub,
    "octetDeltaCount" / Int32ub,
    "flowStartSysUpTime" / Int32ub,
    "flowEndSysUpTime" / Int32ub,
    "sourceTransportPort" / Int16ub,
    "destinationTransportPort" / Int16ub,
)
"""With these fields the records of v1, v5 and v7 begin."""

V1_RECORD = Struct(
    *_RECORD_HEAD,
    Padding(2),
    "protocolIdentifier" / Int8ub,
    "ipClassOfService" / Int8ub,
    "tcpControlBits" / Int8ub,
    Padding(7),
)
"""NetFlow v1, 48 octets."""

V5_RECORD = Struct(
    *_RECORD_HEAD,
    Padding(1),
    "tcpControlBits" / Int8ub,
    "protocolIdentifier" / Int8ub,
    "ipClassOfService" / Int8ub,
    "bgpSourceAsNumber" / Int16ub,
    "bgpDestinationAsNumber" / Int16ub,
    "sourceIPv4PrefixLength" / Int8ub,
    "destinationIPv4PrefixLength" / Int8ub,
    Padding(2),
)
"""NetFlow v5, 48 octets."""

V7_RECORD = Struct(*V5_RECORD.subcons, Padding(4))
"""NetFlow v7, 52 octets: v5's, then the router that the switch bypassed. That and the flags, which say what the switch
does not know, are no Information Elements; they are read as padding, which records show."""
