"""The product's list of protocols, and names of numbers."""

from __future__ import annotations

import pytest

from fauxmon_collector.analysis import protocols


def test_the_list_is_the_products() -> None:
    assert list(protocols.PROTOCOLS) == [0, 1, 2, 4, 6, 17, 41, 58, 255]
    assert set(protocols.CHARTED) < set(protocols.PROTOCOLS)


def test_all_needs_no_condition() -> None:
    assert protocols.predicate(protocols.ALL) is None


@pytest.mark.parametrize(("number", "name"), [(6, "TCP"), (17, "UDP"), (1, "ICMP"), (0, "0"), (254, "254")])
def test_names(number: int, name: str) -> None:
    assert protocols.name(number) == name
