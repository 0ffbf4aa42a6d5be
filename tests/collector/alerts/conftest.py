"""Alerts over a real model and flow store. It is noon; times of flows are seconds from noon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.alerts.judging import judge
from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reactor import Reactor
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.alert_codes import ConditionType
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import Alert, AlertState
from fauxmon_model.repository import AlertDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000
BYTES_ABOVE_1000 = Condition(metric=3, comparator=1, number=1000)
Watch = Callable[..., Alert]


@dataclass
class Watching:
    """Alerts over a world, evaluated as a test wants it."""

    world: World
    events: EventLog
    reactor: Reactor
    evaluator: Evaluator

    def alert(self, name: str = "A", *conditions: Condition, by: int | None = None, **fields: Any) -> Alert:
        """An alert on total flows, by default when a slot has more than 1,000 octets; made by a user, if one is
        given."""
        chosen = list(conditions) or [BYTES_ABOVE_1000]
        draft = AlertDraft(
            **{"name": name, "condition_type": ConditionType.TOTAL_FLOWS, "conditions": chosen, **fields}
        )
        whole = self.world.repository
        return (whole if by is None else whole.seen_by(by)).alerts.create(draft)

    def state(self, name: str = "A") -> AlertState:
        state = self.world.repository.alerts.get(name).state
        assert state is not None
        return state

    def slot(self, *octets: int) -> list[Outcome]:
        """Flows of these octets at the beginning of the slot that is open; evaluate it once it is over."""
        at = (self.world.now_ms - NOON_MS) / 1000
        self.world.receive(*({"octets": each, "packets": 1, "at": at} for each in octets))
        self.world.now_ms += SLOT_MS
        return self.evaluator.evaluate_closed()

    def kinds(self) -> list[str]:
        return [str(event.kind) for event in self.events.since()]


@pytest.fixture
def open_watching(world: World) -> Callable[..., AbstractContextManager[Watching]]:
    """For one with another configuration."""

    @contextmanager
    def opened(config: AlertsConfig | None = None, time: ChartTime = ChartTime.RECEIVED) -> Iterator[Watching]:
        config = config or AlertsConfig()
        events = EventLog(lambda: world.now_ms)
        reactor = Reactor({}, events, config.waiting)
        evaluator = Evaluator(world.store, world.repository, reactor, events, lambda: world.now_ms, config, time)
        reactor.start()
        yield Watching(world, events, reactor, evaluator)
        reactor.stop()

    return opened


@pytest.fixture
def watching(open_watching: Callable[..., AbstractContextManager[Watching]]) -> Iterator[Watching]:
    with open_watching() as watching:
        yield watching


@dataclass
class Recorder:
    """A reaction that only remembers."""

    done: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def react(self, fired: Outcome, options: Mapping[str, Any]) -> None:
        self.done.append((fired.alert, options))


def outcome(name: str = "Much traffic", *, fires: bool = True) -> Outcome:
    """Of an alert that looks at octets."""
    return Outcome(
        alert=name,
        profile_id="live",
        from_ms=NOON_MS,
        to_ms=NOON_MS + SLOT_MS,
        time_ms=NOON_MS + SLOT_MS + 250,
        flows=2,
        packets=3,
        octets=1500,
        judged=(judge(BYTES_ABOVE_1000, 1500.0),),
        met=True,
        fires=fires,
    )


@pytest.fixture
def fired() -> Outcome:
    return outcome()
