"""The examples follow RFC 6313 §4.5 and §8."""

from __future__ import annotations

from typing import Any

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.lists import read_list

PORTS = encoder.template(10, 300, [("sourceTransportPort", 2), ("destinationTransportPort", 2)])
NESTED = encoder.template(10, 301, [("protocolIdentifier", 1), ("basicList", 65535)])
TEMPLATES = {300: PORTS, 301: NESTED}


def read(name: str, octets: str) -> dict[str, Any]:
    return read_list(registry().by_name[name], bytes.fromhex(octets), TEMPLATES)


def test_a_basic_list() -> None:
    assert read("basicList", "03 000a0004 00000001 00000004") == {
        "list": "basicList",
        "semantic": 3,
        "items": [{"ingressInterface": 1}, {"ingressInterface": 4}],
    }


def test_a_basic_list_of_an_enterprise_and_of_variable_length() -> None:
    assert read("basicList", "ff 8152ffff 00009a4b 03 612e62 00")["items"] == [{"tlsSni": "a.b"}, {"tlsSni": ""}]


def test_a_sub_template_list() -> None:
    assert read("subTemplateList", "04 012c 00500400 01bb0401") == {
        "list": "subTemplateList",
        "semantic": 4,
        "template": 300,
        "items": [
            {"sourceTransportPort": 80, "destinationTransportPort": 1024},
            {"sourceTransportPort": 443, "destinationTransportPort": 1025},
        ],
    }


def test_a_sub_template_multi_list() -> None:
    found = read("subTemplateMultiList", "01 012c 0008 00500400 012d 000c 06 06 03 00040001 11")
    assert found["semantic"] == 1
    assert [group["template"] for group in found["items"]] == [300, 301]
    (nested,) = found["items"][1]["items"]
    assert nested["protocolIdentifier"] == 6
    assert nested["basicList"]["items"] == [{"protocolIdentifier": 17}]


def test_records_without_a_template_stay_octets() -> None:
    assert read("subTemplateList", "03 0400 abcd") == {
        "list": "subTemplateList",
        "semantic": 3,
        "template": 1024,
        "octets": "0xabcd",
    }


def test_what_is_cut_short_stays_octets() -> None:
    assert read("basicList", "")["octets"] == "0x"
    assert read("basicList", "03 000a")["octets"] == "0x000a"
    assert read("basicList", "03 000a0004 0000000100")["octets"] == "0x00"
    assert read("subTemplateMultiList", "01 012c 0099 0050")["octets"] == "0x012c00990050"
    assert read("subTemplateMultiList", "01 012c 0008 00500400 01")["octets"] == "0x01"
    assert read("basicList", "03 000a0000 00") == {"list": "basicList", "semantic": 3, "items": []}


def test_lists_within_lists_end_somewhere() -> None:
    octets = b""
    for _ in range(40):
        content = b"\xff" + len(octets).to_bytes(2) + octets
        octets = b"\x03" + (291).to_bytes(2) + b"\xff\xff" + content
    found: dict[str, Any] = read_list(registry().by_name["basicList"], octets, {})
    depth = 0
    while "items" in found:
        found = found["items"][0]["basicList"]
        depth += 1
    assert 0 < depth < 40
    assert "octets" in found
