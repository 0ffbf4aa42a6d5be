from __future__ import annotations

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.problems import ProblemCode
from fauxmon_collector.wire.template_sets import LAYOUTS, Layout, TemplateSet, read
from fauxmon_collector.wire.templates import FieldSpecifier, Template

FLOW = encoder.template(10, 256, [("sourceIPv4Address", 4), ("octetDeltaCount", 8)])
RETURN = encoder.template(10, 257, [("reverseOctetDeltaCount", 8)])


def body(templates: list[Template]) -> bytes:
    return encoder.template_set(templates)[4:]


def ipfix(octets: bytes, kind: int = 2) -> TemplateSet:
    return read(10, LAYOUTS[10][kind], octets)


def test_several_templates_in_one_set() -> None:
    found = ipfix(body([FLOW, RETURN]))
    assert [template.set_id for template in found.templates] == [256, 257]
    assert found.templates[0].fields == FLOW.fields
    assert found.templates[1].fields == (FieldSpecifier(1, 8, 29305),)
    assert not found.faults


def test_padding_is_no_template() -> None:
    found = ipfix(body([FLOW]) + bytes(6))
    assert len(found.templates) == 1
    assert not found.faults


def test_v9_options_lengths_are_octets() -> None:
    octets = bytes.fromhex("0100 0004 0008 0001 0004 0022 0004 0023 0001")
    (template,) = read(9, Layout(9, "options"), octets).templates
    assert (template.kind, template.scope_count) == ("options", 1)
    assert template.keys == ("scope:system", "samplingInterval", "samplingAlgorithm")


@pytest.mark.parametrize(("scope", "options"), [("0004", "000a"), ("0006", "0008"), ("0004", "0009")])
def test_v9_options_lengths_that_are_no_whole_fields(scope: str, options: str) -> None:
    """Whole fields are read; what follows is not, as it cannot be told where it begins."""
    odd = f"0100 {scope} {options} 0001 0004 0022 0004 0023 0001"
    even = "0101 0004 0004 0002 0004 0022 0004"
    found = read(9, Layout(9, "options"), bytes.fromhex(even + odd + even))
    assert [template.set_id for template in found.templates] == [257, 256]
    assert found.templates[1].keys == ("scope:system", "samplingInterval", "samplingAlgorithm")
    assert found.templates[1].scope_count == 1
    assert [(fault.code, fault.offset) for fault in found.faults] == [(ProblemCode.BAD_OPTIONS_LENGTH, 16)]


def test_ipfix_sets_in_v9_messages_are_read() -> None:
    octets = bytes.fromhex("0100 0002 0001 0008 0004 8001 0008 00007279")
    (template,) = read(9, LAYOUTS[9][3], octets[:4] + bytes.fromhex("0001") + octets[6:]).templates
    assert (template.version, template.kind, template.scope_count) == (9, "options", 1)
    (template,) = read(9, LAYOUTS[9][2], octets[:4] + octets[6:]).templates
    assert template.keys == ("sourceIPv4Address", "reverseOctetDeltaCount")


def test_enterprise_scopes_lose_their_bit() -> None:
    octets = bytes.fromhex("0100 0002 0001 8046 0004 00009a4b 0022 0004")
    (template,) = ipfix(octets, 3).templates
    assert template.fields == (FieldSpecifier(70, 4, 39499), FieldSpecifier(34, 4))


def test_v9_sets_in_ipfix_messages_are_read() -> None:
    octets = bytes.fromhex("0100 0004 0004 0001 0004 0022 0004")
    (template,) = read(10, LAYOUTS[10][1], octets).templates
    assert (template.version, template.kind, template.scope_count) == (10, "options", 1)


@pytest.mark.parametrize(
    ("octets", "set_id", "code"),
    [
        ("0100 0003 0008 0004", 2, ProblemCode.TRUNCATED_TEMPLATE),
        ("00ff 0001 0008 0004", 2, ProblemCode.BAD_TEMPLATE_ID),
        ("0100 0000", 2, ProblemCode.WITHDRAWAL_OVER_UDP),
        ("0100 0000", 3, ProblemCode.WITHDRAWAL_OVER_UDP),
        ("0100 0002 0052 0000 0053 0000", 2, ProblemCode.ZERO_WIDTH_TEMPLATE),
        ("0100 0001 0002 0008 0004", 3, ProblemCode.BAD_SCOPE_COUNT),
        ("0100 0000", 0, ProblemCode.EMPTY_TEMPLATE),
    ],
)
def test_what_is_no_template(octets: str, set_id: int, code: ProblemCode) -> None:
    found = ipfix(bytes.fromhex(octets), set_id)
    assert not found.templates
    assert [(fault.code, fault.offset) for fault in found.faults] == [(code, 0)]


def test_options_without_a_scope_are_read_and_told_of() -> None:
    """RFC 7011 §3.4.2.2 forbids them, but their layout is as plain as any."""
    found = ipfix(bytes.fromhex("0100 0001 0000 0022 0004"), 3)
    assert [(template.kind, template.keys) for template in found.templates] == [("options", ("samplingInterval",))]
    assert [(fault.code, fault.offset) for fault in found.faults] == [(ProblemCode.BAD_SCOPE_COUNT, 4)]


def test_a_bad_template_does_not_spoil_its_neighbours() -> None:
    zero_width = bytes.fromhex("0102 0001 0052 0000")
    found = ipfix(body([FLOW]) + zero_width + body([RETURN]))
    assert [template.set_id for template in found.templates] == [256, 257]
    assert [fault.offset for fault in found.faults] == [len(body([FLOW]))]


def test_a_large_set_is_read_and_not_remembered() -> None:
    many = [Template(10, 256 + number, FLOW.fields * 3) for number in range(200)]
    first, second = ipfix(body(many)), ipfix(body(many))
    assert len(first.templates) == 200
    assert first.templates[0] is not second.templates[0]
    assert ipfix(body([FLOW])).templates[0] is ipfix(body([FLOW])).templates[0]
