"""News: Sources that have come, gone or begun to send flows, for pages that are not to wait until it is time."""

from __future__ import annotations

from fauxmon_api.context import Collecting

HELD_S = 10.0
"""So long is waited at a time."""
SETTLE_S = 0.25
"""The flows that came are to be shown, too; where they come faster than they can be stored, no longer is waited."""


class News:
    """Of a page, which has been drawn and waits again and again."""

    def __init__(self, collecting: Collecting) -> None:
        self._collecting = collecting
        self._progress = collecting.progress()
        self._sending = self._look()

    async def wait(self) -> bool:
        """Until something has come in, or some time has passed; whether there is news, whose flows can be queried."""
        self._progress = await self._collecting.progressed(self._progress, HELD_S)
        before, self._sending = self._sending, self._look()
        if self._sending == before:
            return False
        await self._collecting.settle(SETTLE_S)
        return True

    def _look(self) -> dict[int, bool]:
        """Whether flows have come, by Source id."""
        counters = self._collecting.source_counters()
        return {source_id: counted["records"] > 0 for source_id, counted in counters.items()}
