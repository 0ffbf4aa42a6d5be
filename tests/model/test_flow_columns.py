from __future__ import annotations

import numpy as np
import pytest

from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, PHYSICAL, Kind


def test_an_address_is_two_columns_in_the_store() -> None:
    names = [name for name, _ in PHYSICAL]
    assert [name for name in names if name.startswith("src_")] == ["src_hi", "src_lo", "src_port", "src_as"]
    assert list(FLOWS.c.keys()) == names
    assert len(set(names)) == len(names)


def test_no_element_feeds_two_columns() -> None:
    elements = [element for column in FLOW_COLUMNS for element in column.elements]
    assert len(set(elements)) == len(elements)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.F64, Kind.TEXT)])
def test_the_largest_value_is_that_of_the_array(kind: Kind) -> None:
    assert kind.largest == np.iinfo(kind.dtype).max


@pytest.mark.parametrize("kind", [Kind.F64, Kind.TEXT])
def test_what_is_no_integer_has_no_largest_value(kind: Kind) -> None:
    with pytest.raises(ValueError):
        _ = kind.largest
