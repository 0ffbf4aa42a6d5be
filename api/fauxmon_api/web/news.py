"""News: events, Sources that have begun to send flows, and Problems of another kind than before, for pages that are not
to wait until it is time."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable

from fauxmon_api.context import Collecting

HELD_S = 10.0
"""So long is waited at a time."""
SETTLE_S = 0.25
"""The flows that came are to be shown, too; where they come faster than they can be stored, no longer is waited."""
_ALL = 1_000_000


class News:
    """Of a page, which has been drawn and waits again and again."""

    def __init__(self, collecting: Collecting) -> None:
        self._collecting = collecting
        self._progress = collecting.progress()
        self._event = max((int(event["id"]) for event in collecting.events(0, _ALL)), default=0)
        self._known = self._look()

    async def wait(self) -> bool:
        """Until something has come in or happened, or some time has passed; whether there is news, whose flows can be
        queried."""
        happened = await self._something()
        before, self._known = self._known, self._look()
        if self._known == before and not happened:
            return False
        await self._collecting.settle(SETTLE_S)
        return True

    async def _something(self) -> bool:
        """Whether it was an event."""
        waits = [
            asyncio.ensure_future(self._collecting.progressed(self._progress, HELD_S)),
            asyncio.ensure_future(self._collecting.next_event(self._event, HELD_S)),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        self._progress = self._collecting.progress()
        events = self._collecting.events(self._event, _ALL)
        self._event = max((int(event["id"]) for event in events), default=self._event)
        return bool(events)

    def _look(self) -> Hashable:
        """Which Sources have sent flows, and which kinds of Problems there were from whom."""
        counters = self._collecting.source_counters()
        problems = self._collecting.problem_counts()
        return (
            frozenset((source_id, counted["records"] > 0) for source_id, counted in counters.items()),
            frozenset((row["exporter"], row["listening_port"], code) for row in problems for code in row["codes"]),
        )
