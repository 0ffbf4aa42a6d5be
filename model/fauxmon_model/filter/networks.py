"""Addresses and networks in one space of 128 bits, IPv4 mapped into ::ffff:0:0/96 as the flow table has them."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

_BITS = 128
_MAPPED = 0xFFFF << 32
_MAPPED_PREFIX = 96


@dataclass(frozen=True, slots=True)
class Network:
    """All addresses whose first `prefix` bits (0 to 128) are those of `first`; an address is a network of /128."""

    first: int
    prefix: int

    @classmethod
    def of(cls, text: str) -> Network:
        """From `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `2001:db8::/32`; bits right of the prefix are dropped.

        Errors: ValueError.
        """
        return cls._plain(text) or cls._any(text)

    @classmethod
    def _plain(cls, text: str) -> Network | None:
        """The usual forms, in a fifth of the time that `ipaddress` takes: lists have many thousands."""
        address, slash, length = text.partition("/")
        family, bits, base = (socket.AF_INET6, _BITS, 0) if ":" in address else (socket.AF_INET, 32, _MAPPED)
        if slash and not (length.isascii() and length.isdigit() and len(length) <= 3 and int(length) <= bits):
            return None
        try:
            first = int.from_bytes(socket.inet_pton(family, address)) | base
        except OSError:
            return None
        host_bits = bits - int(length) if slash else 0
        return cls(first >> host_bits << host_bits, _BITS - host_bits)

    @classmethod
    def _any(cls, text: str) -> Network:
        network = ipaddress.ip_network(text, strict=False)
        first = int(network.network_address)
        if isinstance(network, ipaddress.IPv4Network):
            return cls(first | _MAPPED, network.prefixlen + _MAPPED_PREFIX)
        return cls(first, network.prefixlen)

    @property
    def last(self) -> int:
        """Its highest address."""
        return self.first | ((1 << (_BITS - self.prefix)) - 1)

    @property
    def is_address(self) -> bool:
        """Whether it is one address."""
        return self.prefix == _BITS

    @property
    def holds_ipv4(self) -> bool:
        """Whether it is an IPv6 network around the whole IPv4 space."""
        return self.prefix < _MAPPED_PREFIX and self.first <= _MAPPED <= self.last

    def __str__(self) -> str:
        if self.prefix >= _MAPPED_PREFIX and self.first >> 32 == _MAPPED >> 32:
            address: object = ipaddress.IPv4Address(self.first & 0xFFFFFFFF)
            prefix = self.prefix - _MAPPED_PREFIX
        else:
            address, prefix = ipaddress.IPv6Address(self.first), self.prefix
        return str(address) if self.is_address else f"{address}/{prefix}"


MAPPED = Network(_MAPPED, _MAPPED_PREFIX)
"""The IPv4 space, ::ffff:0:0/96."""
