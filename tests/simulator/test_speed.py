"""Speed: its words, and when a datagram is due."""

from __future__ import annotations

import pytest

from fauxmon.simulator.speed import MAX, ORIGINAL, Speed, parse_speed


@pytest.mark.parametrize(
    ("text", "speed"), [("original", ORIGINAL), ("max", MAX), ("10x", Speed(10)), ("0.5x", Speed(0.5))]
)
def test_parse_and_print(text: str, speed: Speed) -> None:
    assert parse_speed(text) == speed
    assert str(speed) == text


@pytest.mark.parametrize("text", ["", "fast", "10", "0x", "-1x", "x", "1e3x"])
def test_what_is_no_speed(text: str) -> None:
    with pytest.raises(ValueError, match="original, max"):
        parse_speed(text)


def test_when_a_datagram_is_due() -> None:
    assert ORIGINAL.after(3.0) == 3.0
    assert Speed(10).after(3.0) == pytest.approx(0.3)
    assert MAX.after(3.0) == 0.0
    assert ORIGINAL.after(-1.0) == 0.0
