"""Amounts as users write them: lengths of time and sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_AGES_MS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_SIZES = {
    **{f"{prefix}b": 1000**power for power, prefix in enumerate(("", "k", "m", "g", "t"))},
    **{f"{prefix}ib": 1024**power for power, prefix in enumerate(("k", "m", "g", "t"), 1)},
}
_LONGEST_MS, _LARGEST = 100 * 365 * _AGES_MS["d"], 1000 * _SIZES["tb"]


def parse_age(text: str) -> int:
    """Milliseconds of `90s`, `30m`, `12h`, `7d`, `2w`. Errors: ValueError, with an example."""
    return _parse(text, _AGES_MS, 1_000, _LONGEST_MS, "a length of time from 1s to 100 years, such as 12h or 7d")


def parse_size(text: str) -> int:
    """Octets of `500MB`, `10GB`, `2GiB`, `1.5TB`. Errors: ValueError, with an example."""
    return _parse(text, _SIZES, _SIZES["mb"], _LARGEST, "a size from 1MB to 1000TB, such as 500MB or 10GB")


def size_text(octets: int) -> str:
    """A size for people: `12 MB`, `3.4 GB`."""
    for unit in ("TB", "GB", "MB", "kB"):
        if octets >= (one := _SIZES[unit.lower()]):
            return f"{octets / one:.3g} {unit}" if octets < 1000 * one else f"{octets / one:.0f} {unit}"
    return f"{octets} B"


def _parse(text: str, units: Mapping[str, int], least: int, most: int, wanted: str) -> int:
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,3})?) ?([a-z]+)", text.strip().lower(), re.ASCII)
    unit = units.get(found[2]) if found else None
    if found and unit and least <= (amount := round(float(found[1]) * unit)) <= most:
        return amount
    raise ValueError(f"{text!r} is not {wanted}")
