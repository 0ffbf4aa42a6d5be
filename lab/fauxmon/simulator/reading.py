"""Reading: values of scenarios and steps, checked. Every function takes what TOML, JSON or a program gives and raises
ValueError with what would be right."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import TypeAlias

Endpoint: TypeAlias = tuple[str, int]
"""Host and port of a collector."""
Value: TypeAlias = bool | int | float | str | tuple[int, ...] | Endpoint | None


def loopback(value: object) -> str:
    """An address of 127.0.0.0/8."""
    try:
        address = ipaddress.IPv4Address(value) if isinstance(value, str) else None
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise ValueError(f"{value!r} is not an address of 127.0.0.0/8, such as 127.0.1.123")
    return str(address)


def number(least: float, most: float) -> Callable[[object], float]:
    """A number between the two."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"{value!r} is not a number from {least:g} to {most:g}")
        return value

    return read


def whole(least: int, most: int) -> Callable[[object], int]:
    """A whole number between the two."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"{value!r} is not a whole number from {least} to {most}")
        return value

    return read


def one_of(*known: str | int) -> Callable[[object], object]:
    """One of these."""

    def read(value: object) -> object:
        if isinstance(value, bool) or value not in known:
            raise ValueError(f"{value!r} is none of {', '.join(map(str, known))}")
        return value

    return read


def switch(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is not true or false")
    return value


def endpoint(value: object) -> bool | Endpoint:
    """A Collector Endpoint. True: the collector that the pair was started for; False: empty."""
    if isinstance(value, bool):
        return value
    host, colon, port = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    try:
        if not colon or not 0 < int(port) <= 65535:
            raise ValueError
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        raise ValueError(f"{value!r} is not true, false or HOST:PORT, such as 127.0.0.1:2055") from None


def interfaces(value: object) -> tuple[int, ...]:
    """Interfaces that are ticked."""
    if not isinstance(value, list | tuple) or not all(one in (1, 2) and not isinstance(one, bool) for one in value):
        raise ValueError(
            f"{value!r} is not a list of interfaces such as [1, 2]: 1 is the clients' side, 2 the servers'"
        )
    return tuple(sorted({int(one) for one in value}))


def ports(value: object) -> tuple[int, ...]:
    """Ports of virtual services."""
    if not isinstance(value, list) or not value or len(value) > 256:
        raise ValueError(f"{value!r} is not a list of up to 256 ports")
    return tuple(whole(1, 65535)(one) for one in value)


def route(value: object) -> str | None:
    """The address of another interface; false for the usual one."""
    return None if value is False else loopback(value)
