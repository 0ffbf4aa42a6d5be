"""Receipts: what a sender names, against what has been decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_api.context import Receipt
from fauxmon_collector.ingest.settle import Barrier, met

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts

EXPORTER = "192.168.1.123"


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        (Receipt(EXPORTER), True),
        (Receipt("10.0.0.9"), False),
        (Receipt(EXPORTER, messages=3), True),
        (Receipt(EXPORTER, messages=4), False),
        (Receipt(EXPORTER, listening_port=3000, messages=2), True),
        (Receipt(EXPORTER, listening_port=2055, messages=2), False),
        (Receipt(EXPORTER, sequence=1), True),
        (Receipt(EXPORTER, sequence=7), True),
        (Receipt(EXPORTER, sequence=8), False),
        (Receipt(EXPORTER, listening_port=3000, sequence=7), False),
        (Receipt(EXPORTER, listening_port=2055, sequence=7), True),
        (Receipt(EXPORTER, domain=9, sequence=1), False),
        (Receipt(EXPORTER, messages=3, sequence=8), False),
    ],
)
def test_met(parts: Parts, messages: Messages, receipt: Receipt, expected: bool) -> None:
    parts.run(
        messages.arrival(messages.v5(sequence=0), listening_port=3000),
        messages.arrival(messages.v5(sequence=1), listening_port=3000),
        messages.arrival(messages.v5(sequence=7), listening_port=2055),
    )
    assert met(receipt, parts.intake) is expected


def test_sequence_numbers_wrap(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(sequence=2**32 - 1)), messages.arrival(messages.v5(sequence=0)))
    assert met(Receipt(EXPORTER, sequence=2**32 - 1), parts.intake)
    assert met(Receipt(EXPORTER, sequence=0), parts.intake)


def test_a_barrier_looks_at_receipts_only_when_its_position_is_stored(parts: Parts, messages: Messages) -> None:
    barrier = Barrier([Receipt(EXPORTER, messages=1)])
    barrier.position = 2
    parts.run(messages.arrival(messages.v5()))
    assert not barrier.look(1, parts.intake)
    assert barrier.open
    assert barrier.look(2, parts.intake)
    assert not barrier.open
