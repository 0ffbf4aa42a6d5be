"""The way to the collector: in order, late, or lost."""

from __future__ import annotations

from fauxmon.simulator.exporter import Message
from fauxmon.simulator.network import Network, Sending


def sending(at_s: int) -> Sending:
    return Sending(at_s, "a", "127.0.1.123", 1, ("127.0.0.1", 2055), Message(b"%d" % at_s, 0, at_s))


def times(network: Network, now_s: int) -> list[int]:
    return [one.at_s for one in network.arrived(now_s)]


def test_without_delay_it_is_there_at_once() -> None:
    network = Network(1)
    assert network.take(sending(3))
    assert times(network, 3) == [3]
    assert times(network, 9) == []


def test_nothing_overtakes_what_is_late() -> None:
    network = Network(1)
    network.delay_s = 5
    network.take(sending(1))
    network.delay_s = 0
    network.take(sending(2))
    assert times(network, 5) == []
    assert times(network, 6) == [1, 2]


def test_loss_is_a_share_and_the_same_for_a_seed() -> None:
    def taken(seed: int) -> list[bool]:
        network = Network(seed)
        network.loss = 25
        return [network.take(sending(number)) for number in range(1000)]

    assert taken(1) == taken(1) != taken(2)
    assert 200 < taken(1).count(False) < 300
