"""Evaluator: all alerts of a slot at once; what they find is kept, and what fires is told."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from fauxmon_collector.alerts.averages import Averages, averages
from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.alerts.judging import together
from fauxmon_collector.alerts.measuring import measured
from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reactor import Reactor
from fauxmon_collector.alerts.trigger import Rule, Trigger
from fauxmon_collector.alerts.watched import Watched
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.ingest.events import EventKind, EventLog
from fauxmon_collector.store.base import FlowStore
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.entities.alert import FIRED_KEPT, Alert, AlertState
from fauxmon_model.errors import ModelError
from fauxmon_model.repository import Repository

log = logging.getLogger(__name__)


class Evaluator:
    """Any thread may call; evaluations take turns. Without an enabled alert no flow is looked at."""

    def __init__(
        self,
        store: FlowStore,
        repository: Repository,
        reactor: Reactor,
        events: EventLog,
        now_ms: Callable[[], int],
        config: AlertsConfig,
        time: ChartTime = ChartTime.RECEIVED,
    ) -> None:
        self.config = config
        self.reactor = reactor
        self._store = store
        self._repository = repository
        self._events = events
        self._now_ms = now_ms
        self._time = time
        self._turn = threading.Lock()
        self._counters: Counter[str] = Counter()

    def closes_ms(self, after_ms: int) -> int:
        """When, behind this time, the next slot is over."""
        step, settles = self.config.step_ms, self._time.settles_ms
        since = after_ms - settles
        return since - since % step + step + settles

    def evaluate_closed(self) -> list[Outcome]:
        """Evaluate the newest slot that is over, for alerts that have not been for it. Slots before it, of when nobody
        evaluated, are passed over. Errors: StoreError."""
        settled_ms = self._now_ms() - self._time.settles_ms
        end_ms = settled_ms - settled_ms % self.config.step_ms
        with self._turn:
            alerts = self._repository.alerts.enabled()
            due = [each for each in alerts if each.state is None or each.state.slot_ms < end_ms]
            return self._evaluate(due, end_ms, end_ms)

    def evaluate_open(self) -> list[Outcome]:
        """Evaluate the slot that is still open, with what it has so far, as if it were over. It will be again when it
        is. Errors: StoreError."""
        now_ms = self._now_ms()
        begin_ms = now_ms - now_ms % self.config.step_ms
        with self._turn:
            return self._evaluate(self._repository.alerts.enabled(), begin_ms + self.config.step_ms, 0)

    def clear(self) -> None:
        """Counters begin anew."""
        with self._turn:
            self._counters.clear()
        self.reactor.clear()

    def stats(self) -> dict[str, Any]:
        """Since the start: `evaluated` (alerts, not times), `fired`, `failed` (alerts that could not be evaluated); by
        reaction what became of it."""
        with self._turn:
            counts = {name: self._counters[name] for name in ("evaluated", "fired", "failed")}
        return {**counts, "reactions": self.reactor.stats()}

    def _evaluate(self, alerts: Sequence[Alert], end_ms: int, closed_ms: int) -> list[Outcome]:
        slot = Grid(end_ms - self.config.step_ms, end_ms, self.config.step_ms, self._time)
        watched = [found for found in map(self._watched, alerts) if found is not None]
        if not watched:
            return []
        outcomes, states = {}, {}
        for each, own in zip(watched, averages(self._store, watched, slot), strict=True):
            outcomes[each.alert.id], states[each.alert.id] = self._judged(each, own, slot, closed_ms)
        kept = self._repository.alerts.keep(states, {each.alert.id: each.alert.revision for each in watched})
        self._counters["evaluated"] += len(kept)
        for each in watched:
            if each.alert.id in kept and outcomes[each.alert.id].fires:
                self._fire(outcomes[each.alert.id], each.alert)
        return [outcome for id_, outcome in outcomes.items() if id_ in kept]

    def _watched(self, alert: Alert) -> Watched | None:
        """What it watches is what whoever made it sees of that now: no letter tells them more (R60)."""
        repository = self._repository if alert.user_id is None else self._repository.seen_by(alert.user_id)
        try:
            return Watched.of(alert, repository)
        except ModelError as error:
            self._counters["failed"] += 1
            log.warning("alert %s cannot be evaluated: %s", alert.name, error)
            return None

    def _judged(self, watched: Watched, own: Averages, slot: Grid, closed_ms: int) -> tuple[Outcome, AlertState]:
        alert, now_ms = watched.alert, self._now_ms()
        judged = measured(watched, own, self._store, slot, self._repository.sources.all)
        met = together(judged)
        trigger, fires = Trigger.of(alert.state).after(Rule.of(alert), met=met)
        octets, packets, flows = map(int, own.slot)
        before = alert.state
        fired_ms = [] if before is None else before.fired_ms
        state = AlertState(
            alert_name=alert.name,
            updated_ms=now_ms,
            slot_ms=max(closed_ms, 0 if before is None else before.slot_ms),
            met=met,
            last_conditions=[each.holds for each in judged],
            hits=trigger.hits,
            blocked=trigger.blocked,
            fired=trigger.fired,
            fired_ms=[now_ms, *fired_ms][:FIRED_KEPT] if fires else fired_ms,
            octets=[float(mean[0]) for mean in own.means],
            packets=[float(mean[1]) for mean in own.means],
            flows=[float(mean[2]) for mean in own.means],
        )
        outcome = Outcome(
            alert=alert.name,
            profile_id=alert.profile_id,
            from_ms=slot.from_ms,
            to_ms=slot.to_ms,
            time_ms=now_ms,
            flows=flows,
            packets=packets,
            octets=octets,
            judged=tuple(judged),
            met=met,
            fires=fires,
        )
        return outcome, state

    def _fire(self, outcome: Outcome, alert: Alert) -> None:
        self._counters["fired"] += 1
        self._events.publish(EventKind.ALERT_FIRED, outcome.line(), **outcome.facts())
        self.reactor.fired(outcome, alert.reactions)
