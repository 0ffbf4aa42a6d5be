"""Reactor: the thread in which alerts have their effect, so that neither ingest nor evaluation waits for it."""

from __future__ import annotations

import logging
import threading
from collections import Counter, deque
from collections.abc import Mapping
from typing import Any, NamedTuple

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import Missing, NotSentError, Reaction
from fauxmon_collector.ingest.events import EventKind, EventLog

log = logging.getLogger(__name__)

ALWAYS = "webhook"
"""Ours, not in the product: done for every alert that fires, if the server has it."""
NONE: Mapping[str, Reaction] = {
    "email": Missing("no mail server configured"),
    "script": Missing("scripts of alerts are not enabled"),
    "syslog": Missing("no syslog server configured"),
    "snmp": Missing("SNMP traps are kept with the alert and never sent"),
}
"""What a server does that was told nothing."""


class _Task(NamedTuple):
    name: str
    fired: Outcome
    options: Mapping[str, Any]


class Reactor:
    """`start()`, `stop()`; everything else may be called from any thread. What cannot be done is an event."""

    def __init__(self, reactions: Mapping[str, Reaction], events: EventLog, waiting: int) -> None:
        self._reactions = {**NONE, **reactions}
        self._events = events
        self._limit = waiting
        self._changed = threading.Condition()
        self._waiting: deque[_Task] = deque()
        self._busy = False
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._counters: dict[str, Counter[str]] = {name: Counter() for name in self._reactions}

    def start(self) -> None:
        """From now on reactions are done."""
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="reactions", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Finish the one that is being done, give it up if it takes longer; drop those that wait. May be repeated."""
        with self._changed:
            self._stopping = True
            for task in self._waiting:
                self._counters[task.name]["dropped"] += 1
            self._waiting.clear()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout_s)
            if self._thread.is_alive():
                for reaction in self._reactions.values():
                    reaction.give_up()
            self._thread = None

    def fired(self, outcome: Outcome, wanted: Mapping[str, Mapping[str, Any]]) -> None:
        """Have done what is enabled in the reactions of an alert that has fired, soon."""
        for name in self._reactions:
            options = wanted.get(name, {})
            if name == ALWAYS or options.get("enabled"):
                self._offer(_Task(name, outcome, options))

    def idle(self, timeout_s: float) -> bool:
        """Wait until nothing is left to do, or the time is up; whether that is so."""
        with self._changed:
            return self._changed.wait_for(lambda: not (self._waiting or self._busy), timeout_s)

    def clear(self) -> None:
        """Counters begin anew."""
        with self._changed:
            for counter in self._counters.values():
                counter.clear()

    def stats(self) -> dict[str, dict[str, int]]:
        """By reaction: `sent`, `failed`, `dropped` (too many were waiting, or the server stopped)."""
        with self._changed:
            return {
                name: {outcome: counter[outcome] for outcome in ("sent", "failed", "dropped")}
                for name, counter in self._counters.items()
            }

    def _offer(self, task: _Task) -> None:
        with self._changed:
            full = self._stopping or len(self._waiting) >= self._limit
            if full:
                self._counters[task.name]["dropped"] += 1
            else:
                self._waiting.append(task)
                self._changed.notify_all()
        if full:
            self._not_sent(task, "too much is waiting to be sent")

    def _run(self) -> None:
        while (task := self._next()) is not None:
            done = "sent"
            try:
                self._reactions[task.name].react(task.fired, task.options)
            except NotSentError as error:
                done = "failed"
                self._not_sent(task, str(error))
            except Exception:  # a defect of one reaction must not end the others
                done = "failed"
                log.exception("the reaction %s of an alert failed", task.name)
                self._not_sent(task, "internal error")
            with self._changed:
                self._counters[task.name][done] += 1
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> _Task | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping)
            if self._stopping:
                return None
            self._busy = True
            return self._waiting.popleft()

    def _not_sent(self, task: _Task, why: str) -> None:
        self._events.publish(
            EventKind.ALERT_NOT_SENT,
            f"{task.name} of alert {task.fired.alert} not sent: {why}",
            alert=task.fired.alert,
            reaction=task.name,
            why=why,
        )
