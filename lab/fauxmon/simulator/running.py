"""LoadMasterPair: a pair that sends, for programs and tests: stepped, as fast as the receiver can take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import sleep
from typing import Any

from fauxmon.simulator.pair import Happening, Pair
from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.reading import Endpoint
from fauxmon.simulator.scenario import Scenario
from fauxmon.simulator.sender import PAUSE_S, Sender, bursts
from fauxmon.simulator.step import Step, parse_step
from fauxmon.simulator.traffic import Traffic
from fauxmon.simulator.truth import Truth


class LoadMasterPair:
    """A context manager. Its time passes only in `advance`; then everything that is due has been sent.

    `start_s` is the time that it is switched on at, in seconds since 1970. Errors of what sends: SendError.
    """

    def __init__(
        self,
        collector: Endpoint,
        start_s: float,
        settings: PairSettings | None = None,
        traffic: Traffic | None = None,
        steps: Iterable[Step] = (),
        sleep: Callable[[float], None] = sleep,
    ) -> None:
        self.pair = Pair(settings or PairSettings(), traffic or Traffic(), collector, start_s, steps)
        self.happened: list[Happening] = []
        self._sender = Sender()
        self._sleep = sleep

    @classmethod
    def of(cls, scenario: Scenario, collector: Endpoint, start_s: float) -> LoadMasterPair:
        """With what a scenario says."""
        return cls(collector, start_s, scenario.settings, scenario.traffic, scenario.steps)

    def __enter__(self) -> LoadMasterPair:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the sockets."""
        self._sender.close()

    @property
    def now_s(self) -> int:
        """Seconds since it was switched on; -1 before the first."""
        return self.pair.now_s

    @property
    def active(self) -> list[str]:
        """The names of the units that are active."""
        return [unit.name for unit in self.pair.active()]

    @property
    def truth(self) -> Truth:
        """What has been sent."""
        return self.pair.truth

    @property
    def receipts(self) -> list[dict[str, Any]]:
        """What a settle can wait for."""
        return self.truth.receipts()

    def do(self, do: str, unit: str | None = None, value: object = None) -> None:
        """At the beginning of the next `advance`: any of `step.KINDS`. Errors: StepError."""
        self.pair.do(parse_step({"do": do, "unit": unit, "value": value}))

    def advance(self, seconds: int) -> list[Happening]:
        """Let so many seconds pass; what happened in them."""
        happened: list[Happening] = []
        for tick in self.pair.ticks(self.now_s + seconds):
            for number, burst in enumerate(bursts(tick.sendings)):
                if number:
                    self._sleep(PAUSE_S)
                self._sender.send(burst)
            happened += tick.happenings
            if tick.sendings:
                self._sleep(PAUSE_S)
        self.happened += happened
        return happened
