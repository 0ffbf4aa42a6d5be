from __future__ import annotations

import pytest

from fauxmon_model.specific import IpMask, Specific


def test_the_contracts_object() -> None:
    specific = Specific(True, ("srcip", "proto"), IpMask(4, 24), IpMask(6, 64))
    assert specific.stored() == {
        "bidirectional": 1,
        "aggregateBy": ["srcip", "proto"],
        "sourceIpMask": {"ipVersion": 4, "mask": 24},
        "targetIpMask": {"ipVersion": 6, "mask": 64},
    }
    assert Specific.of(specific.stored()) == specific


@pytest.mark.parametrize("stored", [None, {}, {"bidirectional": 0, "aggregateBy": []}])
def test_nothing_is_asked_for_by_default(stored: dict[str, object] | None) -> None:
    assert Specific.of(stored) == Specific()
    assert Specific().stored() == {"bidirectional": 0, "aggregateBy": []}
