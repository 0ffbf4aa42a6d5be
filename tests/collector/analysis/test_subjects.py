"""Subjects as text."""

from __future__ import annotations

from fauxmon_collector.analysis.subjects import address_text, flags_text


def test_addresses_as_text() -> None:
    assert address_text((0, 0xFFFF_0A00_0001)) == "10.0.0.1"
    assert address_text((0x2001_0DB8 << 32, 1)) == "2001:db8::1"
    assert address_text((0, 0)) == "::"
    assert address_text((0, 0xFFFE_0A00_0001)) == "::fffe:a00:1"
    assert address_text((1, 0xFFFF_0A00_0001)) == "::1:0:ffff:a00:1"


def test_flags_as_text() -> None:
    assert flags_text((0,)) == "........"
    assert flags_text((0b0001_1011,)) == "...AP.SF"
    assert flags_text((0x1FF,)) == "CEUAPRSF"
