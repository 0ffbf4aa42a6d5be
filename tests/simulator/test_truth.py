"""What has been sent, added up."""

from __future__ import annotations

import pytest

from fauxmon.simulator import truth
from fauxmon.simulator.exporter import Message
from fauxmon.simulator.truth import Amount, Truth


def test_amounts_by_unit_address_and_second() -> None:
    known = Truth()
    known.of("a", "127.0.1.100", 1).add(3, Message(b"", 0, 0))
    known.of("a", "127.0.1.100", 1).add(5, Message(b"", 0, 1, flows=2, packets=20, octets=200))
    known.of("b", "127.0.1.100", 2).add(9, Message(b"", 0, 0, flows=1, packets=10, octets=100))
    assert known.from_address("127.0.1.100") == Amount(messages=3, flows=3, packets=30, octets=300)
    sent = known.sent["a", "127.0.1.100"]
    assert (sent.first_flow_s, sent.last_flow_s, sent.domain) == (5, 5, 1)
    assert sent.by_second == {3: Amount(1), 5: Amount(1, 2, 20, 200)}
    assert known.receipts() == [{"exporter": "127.0.1.100", "messages": 3}]


def test_what_was_only_lost_is_waited_for_by_nobody() -> None:
    known = Truth()
    known.of("a", "127.0.1.123", 1).lost.add(Message(b"", 0, 0, flows=2))
    assert known.addresses() == []
    assert known.receipts() == []


def test_single_seconds_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truth, "KEPT_SECONDS", 10)
    sent = Truth().of("a", "127.0.1.123", 1)
    for second in range(100):
        sent.add(second, Message(b"", 0, 0, flows=1))
    assert list(sent.by_second) == list(range(90, 100))
    assert sent.total.flows == 100
