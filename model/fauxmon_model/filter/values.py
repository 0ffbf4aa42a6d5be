"""What values in filter text mean: numbers, names, times, addresses. Each is refused where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Never

from lark import Token

from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.fields import FIELDS, LATEST_MS, Field
from fauxmon_model.filter.names import ETHERTYPE_ARP
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.suggestions import alike
from fauxmon_model.filter.vocabulary import ALL_FLAGS, FLAGS

_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_LONGEST_NUMBER = 24
_MOST_LISTED = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHORTENED = re.compile(r"\d+(?:\.\d+){1,2}(?=/)")
"""An IPv4 network without its last octets: `172.16/12`."""


def address(token: Token) -> Network:
    """Of one host."""
    found = network(token, str(token))
    if "/" in token:
        _refuse(token, f"{token} is a network: say net instead of ip")
    return found


def network(token: Token, text: str) -> Network:
    """Of an address, a network, or an address and a mask with a slash between them."""
    short = _SHORTENED.match(text)
    try:
        return Network.of(text if short is None else short[0] + ".0" * (3 - short[0].count(".")) + text[short.end() :])
    except ValueError:
        _refuse(token, f"{text} is no IP address or network")


def masked(token: Token, mask: Token | None) -> Network:
    """Of a network in CIDR notation, or of an address and a mask."""
    if mask is None and "/" not in token:
        _refuse(token, f"{token} is no network: a prefix (/24) or a mask is missing")
    return network(token, str(token) if mask is None else f"{token}/{mask}")


def mac(token: Token) -> int:
    """Of 48 bits."""
    return int.from_bytes(int(octet, 16) for octet in re.split("[:-]", token))


def flags(token: Token) -> int:
    """The bits of flag letters, or of a number."""
    if token.type == "NUMBER":
        return number(token, sum(FLAGS.values()))
    bits = 0
    for letter in token.upper():
        bits |= sum(FLAGS[each] for each in "FSRPAU") if letter == ALL_FLAGS else FLAGS[letter]
    return bits


def string(token: Token) -> str:
    """Text, without its quotes."""
    return re.sub(r"\\([\"'\\])", r"\1", token[1:-1]) if token.type == "QUOTED" else str(token)


def of_field(name: str, comparator: str, tokens: Sequence[Token]) -> tuple[str, tuple[int, ...]]:
    """The field and the values in its column's unit. `proto arp`, of which Flowmon speaks, is an EtherType."""
    if name == "proto" and any(token.lower() == "arp" for token in tokens):
        if comparator != "=" or len(tokens) > 1:
            _refuse(tokens[0], f"arp is no IP protocol and stands alone: proto arp, or ethertype {ETHERTYPE_ARP:#06x}")
        return "ethertype", (ETHERTYPE_ARP,)
    return name, tuple(_value(FIELDS[name], token) for token in tokens)


def _value(field: Field, token: Token) -> int:
    """A number in the unit of the field's column, or what its name stands for."""
    if token.type == "NUMBER":
        return number(token, field.largest, field.scale)
    word = string(token).lower()
    if (value := field.names.get(word)) is None:
        _refuse(token, f"{token} is none of {_listed(field.names)}; give a number", alike(word, field.names))
    return value


def time(token: Token) -> int:
    """A time of ISO 8601 in ms since 1970; without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(string(token).upper())
    except ValueError:
        _refuse(token, f"{token} is no time like 2024-01-31T12:00:00")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    since = moment - _EPOCH
    if since.microseconds % 1000:
        _refuse(token, f"{token} has too many decimal places")
    ms = since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000
    if not 0 <= ms <= LATEST_MS:
        _refuse(token, f"{token} is not between the years 1970 and 9999")
    return ms


def number(token: Token, largest: int, scale: int = 1) -> int:
    """A whole number after `scale` was applied."""
    digits = token.lower()
    if digits.startswith("0x"):
        digits, factor, base = digits[2:], scale, 16
    else:
        digits, suffix = (digits[:-1], _SUFFIXES[digits[-1]]) if digits[-1] in _SUFFIXES else (digits, 1)
        factor, base = suffix * scale, 10
    # Longer digits than those of a 64-bit number are not even converted: Python refuses very long ones.
    value = Decimal(int(digits, base) if base == 16 else digits) * factor if len(digits) <= _LONGEST_NUMBER else None
    if value is None or value > largest:
        _refuse(token, f"{token} is too large, {Decimal(largest) / scale:f} is the most")
    if value % 1:
        _refuse(token, f"{token} is no whole number" if scale == 1 else f"{token} has too many decimal places")
    return int(value)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_MOST_LISTED]) + (", …" if len(every) > _MOST_LISTED else "")


def _refuse(token: Token, message: str, meant: Sequence[str] = ()) -> Never:
    raise FilterError(token.line or 1, token.column or 1, message, meant=meant)
