"""Live: a pair that sends by a clock, in real time or faster, with steps by hand in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from fauxmon.simulator.pair import Pair, Tick
from fauxmon.simulator.sender import PAUSE_S, Sender, bursts
from fauxmon.simulator.speed import Speed
from fauxmon.simulator.status import status
from fauxmon.simulator.step import Step


class Live:
    """Runs one pair in an event loop. A context manager: its sockets live as long as the block."""

    def __init__(
        self,
        pair: Pair,
        speed: Speed,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.pair = pair
        self.speed = speed
        self._sender = Sender()
        self._sleep = sleep
        self._clock = clock

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        self._sender.close()

    async def run(self, until_s: int | None, on_tick: Callable[[Tick], None]) -> None:
        """Up to and with this second, or until cancelled. Errors: SendError."""
        began = self._clock()
        while until_s is None or self.pair.now_s < until_s:
            wait = self.speed.after(self.pair.now_s + 1) - (self._clock() - began)
            await self._sleep(max(0.0, wait))
            tick = self.pair.tick()
            for burst in bursts(tick.sendings):
                self._sender.send(burst)
                await self._sleep(PAUSE_S)
            on_tick(tick)

    def do(self, step: Step) -> int:
        """At the next second; which one that is."""
        self.pair.do(step)
        return self.pair.now_s + 1

    def status(self) -> dict[str, Any]:
        """`status.status`, and the speed."""
        return {**status(self.pair, self._sender), "speed": str(self.speed)}
