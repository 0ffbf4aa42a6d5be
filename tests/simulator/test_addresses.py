"""SourceAddresses: from where each exporter of a capture is played."""

from __future__ import annotations

from fauxmon.simulator.addresses import SourceAddresses


def test_an_exporter_gets_a_loopback_address_of_its_last_two_octets() -> None:
    addresses = SourceAddresses("127.0.0.1")
    assert addresses.of("192.168.1.123") == "127.0.1.123"
    assert addresses.of("192.168.1.124") == "127.0.1.124"


def test_a_loopback_exporter_stays_where_it_is() -> None:
    assert SourceAddresses("127.0.0.1").of("127.0.39.40") == "127.0.39.40"


def test_two_exporters_never_share_and_one_never_changes() -> None:
    addresses = SourceAddresses("127.0.0.1")
    used = [addresses.of(original) for original in ("10.1.1.5", "10.2.1.5", "10.3.1.5", "10.1.1.5")]
    assert used == ["127.0.1.5", "127.0.1.6", "127.0.1.7", "127.0.1.5"]
    assert addresses.used() == {"10.1.1.5": "127.0.1.5", "10.2.1.5": "127.0.1.6", "10.3.1.5": "127.0.1.7"}


def test_the_collectors_own_net_and_odd_host_numbers_are_left_out() -> None:
    addresses = SourceAddresses("127.0.0.1")
    assert addresses.of("10.0.0.1") == "127.0.1.1"
    assert addresses.of("10.0.7.255") == "127.0.8.1"
    assert addresses.of("10.0.255.255") == "127.0.1.2"


def test_an_ipv6_exporter_to_an_ipv4_collector() -> None:
    assert SourceAddresses("127.0.0.1").of("2001:db8::1:7") == "127.0.1.1"


def test_to_any_other_collector_the_route_decides_unless_mapped() -> None:
    addresses = SourceAddresses("192.0.2.1", {"10.0.0.1": "192.0.2.9"})
    assert addresses.of("10.0.0.1") == "192.0.2.9"
    assert addresses.of("10.0.0.2") is None
    assert SourceAddresses("::1").of("10.0.0.1") is None


def test_a_mapping_goes_first() -> None:
    addresses = SourceAddresses("127.0.0.1", {"192.168.1.123": "127.0.7.7"})
    assert addresses.of("192.168.1.123") == "127.0.7.7"
    assert addresses.of("10.0.7.7") == "127.0.7.8"
