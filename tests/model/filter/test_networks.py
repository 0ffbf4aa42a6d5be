from __future__ import annotations

import pytest

from fauxmon_model.filter.networks import Network


@pytest.mark.parametrize(
    ("written", "first", "prefix", "shown"),
    [
        ("10.0.0.1", 0xFFFF_0A00_0001, 128, "10.0.0.1"),
        ("10.0.0.1/8", 0xFFFF_0A00_0000, 104, "10.0.0.0/8"),
        ("0.0.0.0/0", 0xFFFF_0000_0000, 96, "0.0.0.0/0"),
        ("2001:db8::1/32", 0x20010DB8 << 96, 32, "2001:db8::/32"),
        ("::1", 1, 128, "::1"),
        ("::/0", 0, 0, "::/0"),
        ("::ffff:0:0/96", 0xFFFF_0000_0000, 96, "0.0.0.0/0"),
    ],
)
def test_one_space_for_both_versions(written: str, first: int, prefix: int, shown: str) -> None:
    network = Network.of(written)
    assert (network.first, network.prefix, str(network)) == (first, prefix, shown)
    assert Network.of(str(network)) == network


def test_last_address() -> None:
    assert Network.of("10.0.0.0/30").last == 0xFFFF_0A00_0003
    assert Network.of("::/0").last == (1 << 128) - 1


@pytest.mark.parametrize(
    ("written", "holds"),
    [("::/0", True), ("::/80", True), ("::/96", False), ("2001:db8::/32", False), ("0.0.0.0/0", False)],
)
def test_knows_when_it_surrounds_ipv4(written: str, holds: bool) -> None:
    assert Network.of(written).holds_ipv4 is holds
