from __future__ import annotations

from fauxmon_collector.wire.elements import REVERSE_PEN
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template, specifier


def test_the_enterprise_bit_is_ipfix_only() -> None:
    assert specifier(10, 0x8000 | 70, 4, 39499) == FieldSpecifier(70, 4, 39499)
    assert specifier(10, 70, 4, None) == FieldSpecifier(70, 4, 0)
    assert specifier(9, 0x8000 | 232, 2, None) == FieldSpecifier(0x8000 | 232, 2, 0)


def test_a_layout_of_fixed_length() -> None:
    template = Template(9, 256, (FieldSpecifier(8, 4), FieldSpecifier(1, 8), FieldSpecifier(4, 1)))
    assert (template.record_length, template.min_length) == (13, 13)
    assert template.offsets == (0, 4, 12)
    assert template.index == {"sourceIPv4Address": 0, "octetDeltaCount": 1, "protocolIdentifier": 2}


def test_a_layout_of_variable_length() -> None:
    fields = (FieldSpecifier(8, 4), FieldSpecifier(82, VARIABLE_LENGTH), FieldSpecifier(1, 8))
    template = Template(10, 256, fields)
    assert (template.record_length, template.min_length) == (None, 13)
    assert template.runs == (4, 8)
    # In v9 the number is a length like any other.
    assert Template(9, 256, fields).record_length == 4 + VARIABLE_LENGTH + 8


def test_repeated_elements_are_numbered_and_the_first_one_is_indexed() -> None:
    template = Template(10, 256, (FieldSpecifier(8, 4), FieldSpecifier(8, 4), FieldSpecifier(8, 4)))
    assert template.keys == ("sourceIPv4Address", "sourceIPv4Address#2", "sourceIPv4Address#3")
    assert template.index["sourceIPv4Address"] == 0


def test_scope_fields_have_other_names_in_v9() -> None:
    fields = (FieldSpecifier(2, 4), FieldSpecifier(2, 4))
    assert Template(9, 256, fields, 1, "options").keys == ("scope:interface", "packetDeltaCount")
    assert Template(10, 256, fields, 1, "options").keys == ("packetDeltaCount", "packetDeltaCount#2")


def test_the_same_number_with_another_enterprise_is_another_layout() -> None:
    forward = Template(10, 256, (FieldSpecifier(1, 8),))
    backward = Template(10, 256, (FieldSpecifier(1, 8, REVERSE_PEN),))
    assert forward.same_layout(Template(10, 256, (FieldSpecifier(1, 8),)))
    assert not forward.same_layout(backward)
    assert forward != Template(10, 256, (FieldSpecifier(1, 8),))  # data is bound to the object


def test_structured_data_is_noticed() -> None:
    assert Template(10, 256, (FieldSpecifier(291, VARIABLE_LENGTH),)).has_lists
    assert not Template(10, 256, (FieldSpecifier(8, 4),)).has_lists
