"""Trigger: when an alert fires whose conditions hold, and how it stands in between (contract §2.10)."""

from __future__ import annotations

from typing import NamedTuple, Self

from fauxmon_model.alert_codes import Frequency, TriggerStatus
from fauxmon_model.entities.alert import Alert, AlertState


class Rule(NamedTuple):
    """It fires when the conditions have held `threshold` times in a row, then passes over `block_for` evaluations."""

    frequency: int
    threshold: int
    block_for: int

    @classmethod
    def of(cls, alert: Alert) -> Self:
        """That of an alert."""
        return cls(alert.frequency, alert.activation_threshold, alert.block_for)


class Trigger(NamedTuple):
    """`hits` in a row so far; `blocked` evaluations that will be passed over; whether it stands as `fired`.

    Each time: as fired until the next evaluation. Only once: until the alert is changed. Once while the condition
    holds: until it does not.
    """

    hits: int = 0
    blocked: int = 0
    fired: bool = False

    @classmethod
    def of(cls, state: AlertState | None) -> Self:
        """That of an alert which may not have been evaluated yet."""
        return cls() if state is None else cls(state.hits, state.blocked, state.fired)

    def after(self, rule: Rule, *, met: bool) -> tuple[Trigger, bool]:
        """How it stands after one more evaluation, and whether it fires in that."""
        stays = self.fired and (
            rule.frequency == Frequency.ONLY_ONCE or (rule.frequency == Frequency.WHILE_IT_HOLDS and met)
        )
        hits = self.hits + 1 if met and not self.blocked and not stays else 0
        if hits >= rule.threshold:
            return Trigger(0, rule.block_for, fired=True), True
        return Trigger(hits, max(0, self.blocked - 1), stays), False


def status(alert: Alert) -> TriggerStatus:
    """How an alert stands, by its code list."""
    trigger = Trigger.of(alert.state)
    if not alert.enabled:
        return TriggerStatus.INACTIVE
    if trigger.fired:
        return TriggerStatus.FIRED
    if trigger.blocked:
        return TriggerStatus.BLOCKED
    return TriggerStatus.COUNTING if trigger.hits else TriggerStatus.ARMED


def info(alert: Alert) -> str:
    """`1/2`: so many hits of those that it takes. Empty while there are none."""
    hits = Trigger.of(alert.state).hits
    return f"{hits}/{alert.activation_threshold}" if hits else ""
