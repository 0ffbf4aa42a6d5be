"""Unit: one LoadMaster of the pair: its settings, its state, and what it exports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from fauxmon.simulator.exporter import Exporter, Message
from fauxmon.simulator.reading import Endpoint
from fauxmon.simulator.traffic import Flows, count_of, where


class State(StrEnum):
    """As the status icons of the product tell."""

    ACTIVE = "active"
    STANDBY = "standby"
    BOOTING = "booting"
    OFF = "off"


@dataclass(slots=True)
class Unit:
    """`address` is its interface address. Times are seconds since the pair was switched on.

    `heard_s` is when it last heard the other one advertise itself, `since_s` when it came into its state, `ready_s`
    when it is done with booting.
    """

    name: str
    address: str
    exporter: Exporter
    state: State = State.STANDBY
    since_s: int = 0
    heard_s: int = 0
    ready_s: int = 0
    endpoint: Endpoint | None = None
    interfaces: tuple[int, ...] = ()
    server_nat: bool = True
    route: str | None = None
    templates: bool = True
    stuck: bool = False
    skew_s: float = 0.0
    unobserved: int = field(default=0, init=False)
    """Flows that passed where no telemetry is on."""

    @property
    def exports(self) -> bool:
        """Whether telemetry is on: an endpoint, and an interface at least."""
        return self.endpoint is not None and bool(self.interfaces)

    def sends_from(self, shared: str) -> str:
        """The address that the collector sees."""
        return shared if self.server_nat else self.route or self.address

    def go(self, state: State, now_s: int) -> None:
        """Into a state, from now on."""
        self.state, self.since_s, self.heard_s = state, now_s, now_s

    def observe(self, flows: Flows) -> None:
        """Take what passes at the interfaces that are ticked."""
        observed = where(flows, np.isin(flows["interface"], self.interfaces if self.exports else ()))
        self.unobserved += count_of(flows) - count_of(observed)
        self.exporter.observe(observed)

    def export(self, now_s: int, start_s: float) -> list[Message]:
        """What is due. Only the active unit exports."""
        if not self.exports or self.state is not State.ACTIVE:
            return []
        return self.exporter.export(now_s, self._clock(start_s), self.templates)

    def flush(self, now_s: int, start_s: float) -> list[Message]:
        """All that is in the cache, before it stops being active."""
        return self.exporter.flush(now_s, self._clock(start_s)) if self.exports else []

    def _clock(self, start_s: float) -> float:
        """The moment that the pair was switched on, by its own clock, which knows no time before 1970."""
        return max(0.0, start_s + self.skew_s)
