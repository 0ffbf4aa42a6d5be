from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.wire.elements import AbstractType, Element, registry
from fauxmon_model.flow_columns import BY_NAME, FLOW_COLUMNS, FLOWS, PHYSICAL, FlowColumn, Kind

INTEGERS = [kind for kind in Kind if kind not in (Kind.F64, Kind.TEXT)]
FED = [(column, element) for column in FLOW_COLUMNS for element in column.elements]


def test_an_address_is_two_columns_in_the_store() -> None:
    names = [name for name, _ in PHYSICAL]
    assert BY_NAME["src"].physical == ("src_hi", "src_lo")
    assert BY_NAME["src_port"].physical == ("src_port",)
    assert list(FLOWS.c.keys()) == names
    assert len(set(names)) == len(names)


def test_no_element_feeds_two_columns() -> None:
    elements = [element for _, element in FED]
    assert len(set(elements)) == len(elements)


@pytest.mark.parametrize(("column", "element"), FED, ids=lambda value: value if isinstance(value, str) else value.name)
def test_an_element_suits_its_column(column: FlowColumn, element: str) -> None:
    known = registry().by_name[element.partition("#")[0]]
    match column.kind:
        case Kind.TEXT:
            assert known.type in (AbstractType.STRING, AbstractType.OCTET_ARRAY)
        case Kind.ADDRESS:
            assert known.type in (AbstractType.IPV4_ADDRESS, AbstractType.IPV6_ADDRESS)
        case Kind.I64:
            assert known.type.startswith("signed")
        case kind:
            assert bits(known) <= kind.largest.bit_length() or element == "deltaFlowCount"


def bits(element: Element) -> int:
    """Of its values: identifiers in octets are read as numbers."""
    match element.type:
        case AbstractType.MAC_ADDRESS:
            return 48
        case AbstractType.OCTET_ARRAY:
            return {"applicationId": 64, "mplsVpnRouteDistinguisher": 64}.get(element.name, 24)
        case unsigned:
            return int(unsigned.removeprefix("unsigned"))


def test_only_elements_of_a_column_have_factors() -> None:
    assert [column.name for column in FLOW_COLUMNS if not column.factors.keys() <= set(column.elements)] == []
    assert sum(len(column.factors) for column in FLOW_COLUMNS) > 3


def test_ids_of_the_product_are_unique() -> None:
    ids = [column.flowmon_id for column in FLOW_COLUMNS if column.flowmon_id]
    assert len(set(ids)) == len(ids)


def test_every_element_of_flowmon_has_a_column() -> None:
    fed = {element for _, element in FED}
    of_flowmon = {element.name for element in registry().by_name.values() if element.pen == 39499}
    assert of_flowmon - fed == {"tlsSniLength"}


@pytest.mark.parametrize("kind", INTEGERS)
def test_the_largest_value_is_that_of_the_array(kind: Kind) -> None:
    assert kind.largest == np.iinfo(kind.dtype).max


@pytest.mark.parametrize("kind", [Kind.F64, Kind.TEXT])
def test_what_is_no_integer_has_no_largest_value(kind: Kind) -> None:
    with pytest.raises(ValueError):
        _ = kind.largest
