"""Sizes and rates as people read them, in pages and in terminals."""

from __future__ import annotations

import math

_DECIMAL = ("", "k", "M", "G", "T", "P", "E")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def quantity(value: float, unit: str = "") -> str:
    """`value` to three digits with a decimal prefix: 1300000 is `1.3 M`, with unit b/s `1.3 Mb/s`."""
    return _scaled(value, 1000, [f"{prefix}{unit}" for prefix in _DECIMAL])


def octets(value: float) -> str:
    """Octets to three digits with a binary unit: 1536 is `1.5 KiB`."""
    return _scaled(value, 1024, list(_BINARY))


def _scaled(value: float, base: int, units: list[str]) -> str:
    size, step = abs(value), 0
    while step < len(units) - 1 and _three_digits(size) >= base:
        size /= base
        step += 1
    number = f"{_three_digits(size):.10f}".rstrip("0").rstrip(".")
    return f"{'-' if value < 0 and number != '0' else ''}{number} {units[step]}".rstrip()


def _three_digits(size: float) -> float:
    """Rounded half up to three significant digits, but never less exact than a whole number."""
    digits = 2 if size < 10 else 1 if size < 100 else 0
    factor = (1, 10, 100)[digits]
    return math.floor(size * factor + 0.5) / factor
