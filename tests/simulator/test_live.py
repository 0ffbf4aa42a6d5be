"""A pair by the clock."""

from __future__ import annotations

import asyncio

import pytest

from fauxmon.simulator.live import Live
from fauxmon.simulator.pair import Pair, Tick
from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.speed import MAX, ORIGINAL, Speed
from fauxmon.simulator.step import Step
from fauxmon.simulator.traffic import Traffic


class Clock:
    """Time that passes only in `sleep`."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def pair_of(*steps: Step) -> Pair:
    return Pair(PairSettings(interfaces=()), Traffic(), ("127.0.0.1", 9), 0, steps)


@pytest.mark.parametrize(("speed", "took"), [(ORIGINAL, 20.0), (Speed(4), 5.0), (MAX, 0.0)])
def test_seconds_come_when_they_are_due(speed: Speed, took: float) -> None:
    clock, ticks = Clock(), list[Tick]()
    with Live(pair_of(), speed, clock.sleep, lambda: clock.now) as live:
        asyncio.run(live.run(20, ticks.append))
    assert [tick.at_s for tick in ticks] == list(range(21))
    assert clock.now - 100 == pytest.approx(took)


def test_steps_by_hand_are_done_at_the_second_that_it_says() -> None:
    clock, ticks = Clock(), list[Tick]()
    with Live(pair_of(), MAX, clock.sleep, lambda: clock.now) as live:
        asyncio.run(live.run(5, ticks.append))
        assert live.do(Step("reboot", "a")) == 6
        asyncio.run(live.run(7, ticks.append))
        assert [(one.at_s, one.what) for tick in ticks for one in tick.happenings] == [(6, "reboot"), (6, "booting")]
        status = live.status()
    assert (status["now_s"], status["speed"], status["active"]) == (7, "max", [])
    assert [unit["state"] for unit in status["units"]] == ["booting", "standby"]
