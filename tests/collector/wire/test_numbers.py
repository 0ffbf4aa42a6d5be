from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_collector.wire.numbers import floats, lower_half, signed, unsigned, upper_half

MAPPED = 0xFFFF << 32


def field(*values: bytes) -> npt.NDArray[np.uint8]:
    """The octets of a field in the middle of records, as columns see it."""
    records = b"".join(b"<" + value + b">" for value in values)
    return np.frombuffer(records, np.uint8).reshape(len(values), -1)[:, 1:-1]


@pytest.mark.parametrize(
    ("length", "dtype"),
    [(0, "u1"), (1, "u1"), (2, "u2"), (3, "u4"), (4, "u4"), (5, "u8"), (6, "u8"), (7, "u8"), (8, "u8"), (9, "u8")],
)
def test_unsigned_in_the_narrowest_dtype(length: int, dtype: str) -> None:
    octets = [bytes([255] * length), bytes(range(1, length + 1))]
    found = unsigned(field(*octets))
    assert found.dtype == np.dtype(dtype)
    assert found.tolist() == [int.from_bytes(one[-8:]) for one in octets]


@pytest.mark.parametrize("length", range(1, 12))
def test_signed(length: int) -> None:
    octets = [bytes([255] * length), b"\x80" + bytes(length - 1), b"\x7f" + bytes([255] * (length - 1))]
    assert signed(field(*octets)).tolist() == [int.from_bytes(one[-8:], signed=True) for one in octets]


def test_signed_of_no_octets() -> None:
    assert signed(field(b"", b"")).tolist() == [0, 0]


def test_floats() -> None:
    assert floats(field(bytes.fromhex("3fc00000"))).tolist() == [1.5]
    assert floats(field(bytes.fromhex("bff8000000000000"))).tolist() == [-1.5]
    assert all(math.isnan(one) for one in floats(field(b"abc", b"abc")))


@pytest.mark.parametrize(
    ("octets", "upper", "lower"),
    [
        (bytes([10, 0, 0, 1]), 0, MAPPED | 0x0A000001),
        (bytes(range(16)), 0x0001020304050607, 0x08090A0B0C0D0E0F),
        (bytes(6), 0, 0),
        (b"", 0, 0),
    ],
)
def test_halves_of_addresses(octets: bytes, upper: int, lower: int) -> None:
    assert upper_half(field(octets)).tolist() == [upper]
    assert lower_half(field(octets)).tolist() == [lower]
    assert upper_half(field(octets)).dtype == lower_half(field(octets)).dtype == np.uint64
