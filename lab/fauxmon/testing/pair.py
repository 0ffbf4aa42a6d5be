"""TimedPair: a pair of LoadMasters whose time passes at an even pace, as a verdict on times needs it."""

from __future__ import annotations

import time

from fauxmon.simulator.pair import Happening
from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.scenario import load_scenario

SPEED = 20.0
"""Times as fast as ours. The shortest HA timeout is 150 ms then, far more than what a busy machine mixes up."""


class TimedPair(LoadMasterPair):
    """`advance` takes as long as the seconds take at `speed`. Between two calls its time stands still."""

    speed = SPEED
    _next_s = 0.0

    @classmethod
    def named(cls, scenario: str | None, collector: tuple[str, int], start_s: float) -> TimedPair:
        """By a scenario's name or path; without, telemetry is set up well and nothing happens by itself. Errors:
        ScenarioError."""
        if scenario is None:
            return cls(collector, start_s)
        loaded = load_scenario(scenario)
        return cls(collector, start_s, loaded.settings, loaded.traffic, loaded.steps)

    def advance(self, seconds: int) -> list[Happening]:
        """Let so many of its seconds pass; what happened in them."""
        happened: list[Happening] = []
        for _ in range(seconds):
            time.sleep(max(0.0, self._next_s - time.monotonic()))
            self._next_s = max(self._next_s, time.monotonic()) + 1 / self.speed
            happened += super().advance(1)
        return happened
