"""Settle: when all that was sent before a moment, and what a sender's receipts name, can be queried."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from fauxmon_collector.ingest.intake import Intake


class Receipt(Protocol):
    """What a sender knows it has sent. What is None is not looked at; without a port, every port counts."""

    @property
    def exporter(self) -> str: ...

    @property
    def listening_port(self) -> int | None: ...

    @property
    def domain(self) -> int | None: ...

    @property
    def sequence(self) -> int | None: ...

    @property
    def messages(self) -> int | None: ...


R = TypeVar("R", bound=Receipt)


class Barrier(Generic[R]):
    """Resolved by the ingest thread once the Inbox position is stored, every receipt is met, and what met it is stored.
    The ingest thread sets `position` before it looks."""

    def __init__(self, receipts: Sequence[R]) -> None:
        self.position = 0
        self.open: tuple[R, ...] = tuple(receipts)
        self.done: Future[None] = Future()
        self.done.set_running_or_notify_cancel()  # one who gives up waiting must not cancel it under the ingest thread

    def look(self, stored: int, intake: Intake) -> bool:
        """Whether it is done, with everything up to `stored` in the store."""
        reached = stored >= self.position
        if reached and not intake.pending_records:
            self.open = tuple(receipt for receipt in self.open if not met(receipt, intake))
        return reached and not self.open


def met(receipt: Receipt, intake: Intake) -> bool:
    """Whether all that the receipt names has been decoded."""
    sources = [
        source
        for source in intake.registry.of(receipt.exporter)
        if receipt.listening_port in (None, source.listening_port)
    ]
    if receipt.messages is not None and sum(source.messages for source in sources) < receipt.messages:
        return False
    if receipt.sequence is None:
        return bool(sources)
    return any(
        _not_before(last, receipt.sequence)
        for source in sources
        for last in intake.decoder.last_sequences(source.address, source.listening_port, receipt.domain)
    )


def _not_before(last: int, wanted: int) -> bool:
    """Serial number arithmetic (RFC 1982): sequence numbers wrap at 2^32."""
    return (last - wanted) & 0xFFFF_FFFF < 1 << 31
