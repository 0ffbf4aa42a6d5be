"""One field's octets as a value for people, integers, floats and text, and back.

Addresses are text, times of seconds and milliseconds integers, finer ones `ntp:2016-11-11T12:09:19.000127768Z`, strings
lose their trailing NULs, octet arrays and all that has no type here are hexadecimal (`0x…`).
"""

from __future__ import annotations

import ipaddress
import math
import struct
from collections.abc import Callable
from datetime import UTC, datetime

from fauxmon_collector.wire.elements import AbstractType, Element

Value = int | float | str

_NTP_EPOCH_S = 2_208_988_800


def value(element: Element | None, octets: bytes) -> Value:
    """The value of `octets` as the element's type has it; hexadecimal where the octets do not suit the type."""
    read = _READERS.get(element.type) if element is not None else None
    if read is None:
        return hexadecimal(octets)
    lengths, convert = read
    return convert(octets) if lengths is None or len(octets) in lengths else hexadecimal(octets)


def hexadecimal(octets: bytes) -> str:
    """`0x` and two digits an octet."""
    return f"0x{octets.hex()}"


def _signed(octets: bytes) -> int:
    return int.from_bytes(octets, signed=True)


def _float(octets: bytes) -> float | str:
    number: float = struct.unpack(">f" if len(octets) == 4 else ">d", octets)[0]
    return number if math.isfinite(number) else hexadecimal(octets)


def _string(octets: bytes) -> str:
    return octets.rstrip(b"\0").decode("utf-8", "replace")


def _ip(octets: bytes) -> str:
    address = ipaddress.ip_address(octets)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        # Python 3.13 writes these with a dotted tail, earlier ones in hexadecimal: one text, whichever runs.
        high, low = divmod(int(address.ipv4_mapped), 1 << 16)
        return f"::ffff:{high:x}:{low:x}"
    return str(address)


def _mac(octets: bytes) -> str:
    return octets.hex(":")


def _ntp(octets: bytes) -> str:
    seconds, fraction = struct.unpack(">II", octets)
    at = datetime.fromtimestamp(seconds - _NTP_EPOCH_S, UTC)
    return f"ntp:{at:%Y-%m-%dT%H:%M:%S}.{fraction * 1_000_000_000 >> 32:09d}Z"


_Reader = tuple[tuple[int, ...] | None, Callable[[bytes], Value]]
"""The lengths that it can read, None for all; how."""

_UNSIGNED: _Reader = (None, int.from_bytes)
_SIGNED: _Reader = (None, _signed)

_READERS: dict[AbstractType, _Reader] = {
    AbstractType.UNSIGNED8: _UNSIGNED,
    AbstractType.UNSIGNED16: _UNSIGNED,
    AbstractType.UNSIGNED32: _UNSIGNED,
    AbstractType.UNSIGNED64: _UNSIGNED,
    AbstractType.UNSIGNED256: _UNSIGNED,
    AbstractType.SIGNED8: _SIGNED,
    AbstractType.SIGNED16: _SIGNED,
    AbstractType.SIGNED32: _SIGNED,
    AbstractType.SIGNED64: _SIGNED,
    AbstractType.FLOAT32: ((4, 8), _float),
    AbstractType.FLOAT64: ((4, 8), _float),
    AbstractType.BOOLEAN: _UNSIGNED,
    AbstractType.MAC_ADDRESS: ((6,), _mac),
    AbstractType.STRING: (None, _string),
    AbstractType.SECONDS: _UNSIGNED,
    AbstractType.MILLISECONDS: _UNSIGNED,
    AbstractType.MICROSECONDS: ((8,), _ntp),
    AbstractType.NANOSECONDS: ((8,), _ntp),
    AbstractType.IPV4_ADDRESS: ((4,), _ip),
    AbstractType.IPV6_ADDRESS: ((16,), _ip),
}
"""The types that are neither here nor lists are octetArray."""


def octets(element: Element | None, value_: Value, length: int | None) -> bytes:
    """The octets of a value, the reverse of `value`; `length` of them, or as many as it takes if None.

    Errors: ValueError or OverflowError for a value that does not suit the type or the length.
    """
    type_ = element.type if element is not None else None
    if isinstance(value_, float) or (isinstance(value_, int) and type_ in _FLOATS):
        short = length == 4 or (length is None and type_ is AbstractType.FLOAT32)
        plain = struct.pack(">f" if short else ">d", value_)
    elif isinstance(value_, int):
        signed = type_ in _SIGNED_TYPES
        plain = value_.to_bytes(_octets_of(value_, signed) if length is None else length, signed=signed)
    elif type_ is AbstractType.STRING:
        plain = value_.encode()
    elif value_.startswith("0x"):
        plain = bytes.fromhex(value_[2:])
    elif value_.startswith("ntp:"):
        plain = _from_ntp(value_)
    elif type_ is AbstractType.MAC_ADDRESS:
        plain = bytes.fromhex(value_.replace(":", ""))
    else:
        plain = ipaddress.ip_address(value_).packed
    if length is not None and len(plain) > length:
        raise ValueError(f"{value_!r} does not fit in {length} octets")
    return plain if length is None else plain.ljust(length, b"\0")


_FLOATS = frozenset({AbstractType.FLOAT32, AbstractType.FLOAT64})
_SIGNED_TYPES = frozenset({AbstractType.SIGNED8, AbstractType.SIGNED16, AbstractType.SIGNED32, AbstractType.SIGNED64})


def _octets_of(number: int, signed: bool) -> int:
    return max(1, (number.bit_length() + 7 + signed) // 8)


def _from_ntp(text: str) -> bytes:
    whole, _, nanoseconds = text.removeprefix("ntp:").removesuffix("Z").partition(".")
    seconds = int(datetime.fromisoformat(f"{whole}+00:00").timestamp()) + _NTP_EPOCH_S
    # Upwards, so that reading it again gives the same nanosecond.
    fraction = -(-(int(nanoseconds) << 32) // 1_000_000_000)
    return seconds.to_bytes(4) + fraction.to_bytes(4)
