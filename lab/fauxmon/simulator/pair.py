"""Pair: two LoadMasters in high availability, second by second. Sans-IO: what each sends when, as a pure function."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from fauxmon.simulator.exporter import FIELDS, Exporter, Message
from fauxmon.simulator.network import Network, Sending
from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.reading import Endpoint, Value
from fauxmon.simulator.setting import NEW_SOCKET, SHARED, change
from fauxmon.simulator.step import UNITS, Step
from fauxmon.simulator.traffic import Traffic, count_of, where
from fauxmon.simulator.truth import Truth
from fauxmon.simulator.unit import State, Unit


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to tell: a step that was done, with its value, or a unit that came into another state (`what` is the
    state then)."""

    at_s: int
    unit: str | None
    what: str
    value: Value = None


@dataclass(slots=True)
class Tick:
    """One second: what was sent at its end, and what happened."""

    at_s: int
    sendings: list[Sending] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)


class Pair:
    """Unit a is active first, or the preferred one; the shared address is with whoever is active.

    `start_s` is when it is switched on, in seconds since 1970. `collector` is where an endpoint of `true` sends to.
    A tick first lets the traffic of the second that is over pass, then does the steps, then lets CARP decide, then
    exports.
    """

    def __init__(
        self,
        settings: PairSettings,
        traffic: Traffic,
        collector: Endpoint,
        start_s: float,
        steps: Iterable[Step] = (),
    ) -> None:
        self.settings = settings
        self.traffic = replace(traffic, shared=settings.shared)
        self.collector = collector
        self.start_s = start_s
        self.now_s = -1
        """The last second that was ticked."""
        self.split = False
        self.propagation = settings.propagation
        self.truth = Truth()
        self.units = {name: self._unit(name) for name in UNITS}
        self.networks = {name: Network(self.traffic.seed * 2 + index) for index, name in enumerate(UNITS)}
        self._steps = deque(sorted(steps, key=lambda step: step.at_s))
        self._asked: list[Step] = []
        self._tick = Tick(0)
        self.units[settings.preferred or UNITS[0]].state = State.ACTIVE

    def do(self, step: Step) -> None:
        """With the next tick, whatever its `at_s`."""
        self._asked.append(step)

    def ticks(self, to_s: int) -> Iterator[Tick]:
        """Up to and with this second."""
        while self.now_s < to_s:
            yield self.tick()

    def tick(self) -> Tick:
        """The next second."""
        self.now_s += 1
        self._tick = tick = Tick(self.now_s)
        if self.now_s:
            self._pass_traffic(self.now_s - 1)
        self._listen()
        for step in self._due():
            tick.happenings.append(Happening(self.now_s, step.unit, step.do, step.value))
            self._do(step)
        for unit in self._by_rank():
            self._decide(unit)
        for unit in self.units.values():
            self._send(unit, unit.export(self.now_s, self.start_s))
        for network in self.networks.values():
            for sending in network.arrived(self.now_s):
                arrived = replace(sending, at_s=self.now_s)
                self.truth.of(arrived.unit, arrived.address, arrived.domain).add(self.now_s, arrived.message)
                tick.sendings.append(arrived)
        return tick

    def active(self) -> list[Unit]:
        """Who is active: one, after a death none for a while, in a split both."""
        return [unit for unit in self.units.values() if unit.state is State.ACTIVE]

    def _unit(self, name: str) -> Unit:
        own = self.settings.unit(name)
        layout = UNITS.index(name) * (len(FIELDS) // 2)
        exporter = Exporter(own.domain, layout, self.settings.flow_timeout_s, self.settings.template_refresh_s)
        return Unit(
            name,
            own.address,
            exporter,
            endpoint=self.collector if self.settings.endpoint else None,
            interfaces=self.settings.interfaces,
            server_nat=self.settings.server_nat,
        )

    def _due(self) -> list[Step]:
        due, self._asked = self._asked, []
        while self._steps and self._steps[0].at_s <= self.now_s:
            due.append(self._steps.popleft())
        return due

    def _do(self, step: Step) -> None:
        if step.do == "split":
            self.split = bool(step.value)
        elif step.do == "propagation":
            self.propagation = bool(step.value)
        elif step.do == "traffic":
            assert isinstance(step.value, int | float)  # noqa: S101 - parse_step has read it
            self.traffic = replace(self.traffic, connections=step.value)
        else:
            for unit in self._meant(step):
                self._do_to(unit, step)

    def _meant(self, step: Step) -> list[Unit]:
        if step.unit is not None:
            return [self.units[step.unit]]
        return self.active() if step.do in SHARED and not self.propagation else list(self.units.values())

    def _do_to(self, unit: Unit, step: Step) -> None:
        if step.do in ("reboot", "kill", "start"):
            if (unit.state is State.OFF) is not (step.do == "start"):
                return  # nobody can reboot what is off
            self._enter(unit, State.OFF if step.do == "kill" else State.BOOTING)
            if step.do == "kill":
                self.truth.died += unit.exporter.forget()
            else:
                unit.ready_s = self.now_s + self.settings.boot_s + self.settings.ha_wait_s
                unit.exporter.cold_start(unit.ready_s)
        elif step.do == "restart":
            unit.exporter.restart(self.now_s)
        else:
            if step.do in NEW_SOCKET | SHARED:
                self._flush(unit)
            if step.do in NEW_SOCKET:
                unit.exporter.cold_start(self.now_s)
            change(unit, self.networks[unit.name], self.collector, step)

    def _enter(self, unit: Unit, state: State) -> None:
        """One that stops being active in good order flushes its flow cache."""
        if state is not State.OFF:
            self._flush(unit)
        unit.go(state, self.now_s)
        self._tick.happenings.append(Happening(self.now_s, unit.name, state.value))

    def _flush(self, unit: Unit) -> None:
        if unit.state is State.ACTIVE:
            self._send(unit, unit.flush(self.now_s, self.start_s))

    def _pass_traffic(self, second: int) -> None:
        flows = self.traffic.flows_of(second)
        active = self.active()
        if not active:
            self.truth.unserved += count_of(flows)
        for index, unit in enumerate(active):
            # In a split each client's connections go to the unit that its switch has learnt the shared address from.
            unit.observe(flows if len(active) == 1 else where(flows, flows["client"] % len(active) == index))
        self.truth.unobserved = sum(unit.unobserved for unit in self.units.values())

    def _listen(self) -> None:
        for unit in self.units.values():
            if not self.split and self._other(unit).state is State.ACTIVE:
                unit.heard_s = self.now_s

    def _by_rank(self) -> list[Unit]:
        """Whoever decides first wins a draw: the preferred one, else the one that came into its state first."""
        preferred = self.settings.preferred
        return sorted(self.units.values(), key=lambda unit: (unit.name != preferred, unit.since_s, unit.name))

    def _decide(self, unit: Unit) -> None:
        other = self._other(unit)
        hears = not self.split and other.state is State.ACTIVE
        if unit.state is State.BOOTING and self.now_s >= unit.ready_s:
            self._enter(unit, State.STANDBY)
        if unit.state is State.STANDBY and not unit.stuck:
            if hears and unit.name == self.settings.preferred:
                self._enter(other, State.STANDBY)
                self._enter(unit, State.ACTIVE)
            elif not hears and self.now_s - unit.heard_s >= self.settings.ha_timeout_s:
                self._enter(unit, State.ACTIVE)
        elif unit.state is State.ACTIVE and hears:
            self._enter(other, State.STANDBY)

    def _other(self, unit: Unit) -> Unit:
        return self.units[UNITS[1 - UNITS.index(unit.name)]]

    def _send(self, unit: Unit, messages: Iterable[Message]) -> None:
        if unit.endpoint is None:
            return
        address = unit.sends_from(self.settings.shared)
        for message in messages:
            sending = Sending(self.now_s, unit.name, address, unit.exporter.domain, unit.endpoint, message)
            if not self.networks[unit.name].take(sending):
                self.truth.of(unit.name, address, unit.exporter.domain).lost.add(message)
