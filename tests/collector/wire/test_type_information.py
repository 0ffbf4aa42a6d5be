from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.wire.elements import REVERSE_PEN, AbstractType, Element
from fauxmon_collector.wire.type_information import TYPES_LIMIT

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Teach

PEN = 99_999
FIELDS = {
    "informationElementId": 2,
    "privateEnterpriseNumber": 4,
    "informationElementDataType": 1,
    "informationElementSemantics": 1,
    "informationElementUnits": 2,
    "informationElementName": 70,
}


def told(**values: Any) -> dict[str, Any]:
    return {"informationElementId": 5, "privateEnterpriseNumber": PEN, "informationElementDataType": 4, **values}


def test_an_element_of_an_enterprise(teach: Teach) -> None:
    facts = teach(
        FIELDS,
        told(informationElementName="dropBytes", informationElementSemantics=3, informationElementUnits=2),
        scope=2,
    )
    expected = Element(PEN, 5, "dropBytes", AbstractType.UNSIGNED64, "deltaCounter", "octets")
    assert facts.types.find(PEN, 5) == expected
    assert facts.types.find(PEN, 6) is None


def test_the_enterprise_bit_is_not_part_of_the_number(teach: Teach) -> None:
    facts = teach(FIELDS, told(informationElementId=0x8005, informationElementName="dropBytes"), scope=2)
    assert facts.types.find(PEN, 5) is not None


@pytest.mark.parametrize("name", ["octetDeltaCount", "reverseOctetDeltaCount", "", "two words", "<b>", "x" * 65])
def test_a_name_that_cannot_stand_or_is_taken_is_not_used(teach: Teach, name: str) -> None:
    found = teach(FIELDS, told(informationElementName=name), scope=2).types.find(PEN, 5)
    assert found is not None
    assert found.name == f"{PEN}/5"


@pytest.mark.parametrize(
    "told_otherwise",
    [
        {"privateEnterpriseNumber": 0},
        {"privateEnterpriseNumber": REVERSE_PEN},
        {"privateEnterpriseNumber": 39499, "informationElementId": 1},
        {"informationElementId": 0},
        {"informationElementDataType": 200},
    ],
)
def test_what_needs_no_description_or_has_none(teach: Teach, told_otherwise: dict[str, int]) -> None:
    facts = teach(FIELDS, told(informationElementName="dropBytes", **told_otherwise), scope=2)
    assert not facts.types.told.entries


def test_semantics_and_units_without_a_word_for_them_are_left_out(teach: Teach) -> None:
    facts = teach(FIELDS, told(informationElementSemantics=99, informationElementUnits=999), scope=2)
    assert facts.types.find(PEN, 5) == Element(PEN, 5, f"{PEN}/5", AbstractType.UNSIGNED64)


def test_a_flood_of_elements(teach: Teach) -> None:
    facts = teach(FIELDS, *(told(informationElementId=1 + number) for number in range(TYPES_LIMIT + 7)), scope=2)
    assert len(facts.types.told.entries) == TYPES_LIMIT
    assert facts.refused == 7
