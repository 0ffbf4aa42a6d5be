"""Progress: a number that rises whenever something came in, for those who wait for that."""

from __future__ import annotations

from fauxmon_collector.ingest.waiters import Waiters


class Progress:
    """Advanced by the ingest thread, awaited from any event loop."""

    def __init__(self) -> None:
        self._waiters = Waiters()
        self.number = 0

    def advance(self) -> None:
        """Flows or Sources have changed, and can be queried."""
        self.number += 1
        self._waiters.wake()

    async def after(self, number: int, timeout_s: float) -> int:
        """The number once it is beyond the given one, or when the time is up."""
        await self._waiters.wait(lambda: self.number > number, timeout_s)
        return self.number
