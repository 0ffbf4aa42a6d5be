from __future__ import annotations

import pytest

from fauxmon_collector.wire.elements import Element, registry
from fauxmon_collector.wire.values import octets, value


def element(name: str) -> Element | None:
    return registry().by_name[name] if name else None


@pytest.mark.parametrize(
    ("name", "encoded", "expected"),
    [
        ("octetDeltaCount", "0000000000000bb8", 3000),
        ("octetDeltaCount", "0bb8", 3000),
        ("dataRecordsReliability", "01", 1),
        ("mibObjectValueInteger", "fffffffe", -2),
        ("samplingProbability", "3fe0000000000000", 0.5),
        ("samplingProbability", "3f000000", 0.5),
        ("sourceMacAddress", "0050569b0a0c", "00:50:56:9b:0a:0c"),
        ("sourceIPv4Address", "c0000201", "192.0.2.1"),
        ("sourceIPv6Address", "20010db8000000000000000000000001", "2001:db8::1"),
        ("sourceIPv6Address", "00000000000000000000ffffcb00715a", "::ffff:cb00:715a"),
        ("interfaceName", "6574683000", "eth0"),
        ("interfaceName", "c3a9", "é"),
        ("flowStartSeconds", "6553f100", 1_700_000_000),
        ("flowStartMilliseconds", "0000018bcfe56800", 1_700_000_000_000),
        ("flowStartNanoseconds", "e8fe6f8080000000", "ntp:2023-11-14T22:13:20.500000000Z"),
        ("applicationId", "03000050", "0x03000050"),
        ("basicList", "03", "0x03"),
        ("", "abcd", "0xabcd"),
        ("", "", "0x"),
    ],
)
def test_values(name: str, encoded: str, expected: int | float | str) -> None:
    assert value(element(name), bytes.fromhex(encoded)) == expected


@pytest.mark.parametrize(
    "name", ["sourceIPv4Address", "sourceMacAddress", "flowStartNanoseconds", "samplingProbability"]
)
def test_a_length_that_does_not_suit_the_type_gives_octets(name: str) -> None:
    assert value(element(name), b"\x01\x02\x03") == "0x010203"


@pytest.mark.parametrize("encoded", ["7fc00000", "7f800000", "fff0000000000000"])
def test_floats_that_are_no_numbers_give_octets(encoded: str) -> None:
    assert value(element("samplingProbability"), bytes.fromhex(encoded)) == f"0x{encoded}"


def test_octets_that_are_no_text_are_marked() -> None:
    assert value(element("interfaceName"), b"\xff0") == "\ufffd0"


@pytest.mark.parametrize(
    ("name", "given", "length", "encoded"),
    [
        ("octetDeltaCount", 3000, 4, "00000bb8"),
        ("octetDeltaCount", 3000, None, "0bb8"),
        ("octetDeltaCount", 0, None, "00"),
        ("mibObjectValueInteger", -2, 4, "fffffffe"),
        ("mibObjectValueInteger", 200, None, "00c8"),
        ("mibObjectValueInteger", -129, None, "ff7f"),
        ("samplingProbability", 0.5, 8, "3fe0000000000000"),
        ("samplingProbability", 0.5, 4, "3f000000"),
        ("samplingProbability", 1, 8, "3ff0000000000000"),
        ("samplingProbability", 0.5, None, "3fe0000000000000"),
        ("interfaceName", "eth0", 6, "657468300000"),
        ("interfaceName", "0x", None, "3078"),
        ("interfaceName", "ntp:", None, "6e74703a"),
        ("sourceMacAddress", "00:50:56:9b:0a:0c", 6, "0050569b0a0c"),
        ("sourceIPv6Address", "::1", 16, "00000000000000000000000000000001"),
        ("flowStartNanoseconds", "ntp:2023-11-14T22:13:20.500000000Z", 8, "e8fe6f8080000000"),
        ("", "0xabcd", 2, "abcd"),
    ],
)
def test_octets(name: str, given: int | float | str, length: int | None, encoded: str) -> None:
    assert octets(element(name), given, length).hex() == encoded


@pytest.mark.parametrize(
    ("name", "given", "length"),
    [
        ("interfaceName", "eth0", 3),
        ("octetDeltaCount", 70_000, 2),
        ("octetDeltaCount", -1, 8),
        ("mibObjectValueInteger", 200, 1),
        ("samplingProbability", 0.5, 2),
    ],
)
def test_what_does_not_fit(name: str, given: float | str, length: int) -> None:
    with pytest.raises((ValueError, OverflowError)):
        octets(element(name), given, length)
