"""Reading what a simulated unit sends, with the collector's own Decoder."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.simulator.network import Sending
from fauxmon.simulator.pair import Happening, Pair
from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.step import Step
from fauxmon.simulator.traffic import Traffic
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

COLLECTOR = ("127.0.0.1", 2055)
START_S = 1_764_000_000


class Collected:
    """A pair played, and what a collector makes of it."""

    def __init__(self, pair: Pair, seconds: int) -> None:
        self.pair = pair
        self.decoder = Decoder()
        self.sendings: list[Sending] = []
        self.happenings: list[Happening] = []
        self.records: list[dict[str, Any]] = []
        for tick in pair.ticks(seconds):
            self.sendings += tick.sendings
            self.happenings += tick.happenings
        for sending in self.sendings:
            # A port for each session of each unit, as the sender takes one.
            port = sending.session * 2 + "ab".index(sending.unit) + 1
            self.decoder.feed(sending.payload, Session(sending.address, port, 2055), START_S + sending.at_s)
        for batch in self.decoder.take().batches:
            self.records += [record.fields for record in batch.records() if "octetDeltaCount" in record.fields]

    def states(self, unit: str) -> list[tuple[int, str]]:
        """When it came into which state."""
        states = ("active", "standby", "booting", "off")
        return [(one.at_s, one.what) for one in self.happenings if one.unit == unit and one.what in states]

    def addresses(self) -> list[str]:
        return list(dict.fromkeys(sending.address for sending in self.sendings))

    def seconds(self, unit: str) -> list[int]:
        """In which flows of a unit arrive."""
        return sorted({one.at_s for one in self.sendings if one.unit == unit and one.message.flows})

    def sum(self, element: str) -> int:
        return sum(int(record[element]) for record in self.records)


@pytest.fixture
def play() -> Any:
    """Play a pair for some seconds, with these steps and settings."""

    def played(
        seconds: int, *steps: Step, traffic: Traffic | None = None, start_s: float = START_S, **settings: Any
    ) -> Collected:
        return Collected(
            Pair(PairSettings(**settings), traffic or Traffic(), COLLECTOR, start_s, list[Step](steps)), seconds
        )

    return played
