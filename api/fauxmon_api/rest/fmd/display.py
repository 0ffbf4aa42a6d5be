"""Numbers as Widgets show them: octets in binary units, all else in decimal ones (contract 2.11.2)."""

from __future__ import annotations

_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
_DECIMAL = ("", "k", "M", "G", "T", "P")
_TIMES = ("µs", "ms", "s")


def octets(value: float) -> str:
    """`23.35 GiB`."""
    scaled, unit = _scaled(value, 1024, _BINARY)
    return f"{scaled} {unit}"


def bits_per_second(value: float) -> str:
    """`1.25 Mb/s`."""
    scaled, unit = _scaled(value, 1000, _DECIMAL)
    return f"{scaled} {unit}b/s"


def count(value: float) -> str:
    """`1.25 M`; below a thousand, all digits."""
    scaled, unit = _scaled(value, 1000, _DECIMAL)
    return f"{scaled} {unit}".rstrip()


def microseconds(value: float) -> str:
    """`1.25 ms`."""
    scaled, unit = _scaled(value, 1000, _TIMES)
    return f"{scaled} {unit}"


def percent(value: float) -> str:
    """`12.5 %`; never `0 %` for something."""
    return "< 0.01 %" if 0 < value < 0.01 else f"{_plain(value)} %"


def _scaled(value: float, base: int, units: tuple[str, ...]) -> tuple[str, str]:
    index = 0
    while round(value, 2) >= base and index < len(units) - 1:
        value /= base
        index += 1
    return _plain(value), units[index]


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
