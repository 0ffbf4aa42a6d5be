"""How an alert stands, as the contract has it (`currentState`, contract 2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

from fauxmon_api.rest.bodies import Numbered
from fauxmon_api.rest.fmc.codes import coded
from fauxmon_api.transport.times import second_text
from fauxmon_collector.alerts import trigger
from fauxmon_collector.alerts.averages import SPANS_MS
from fauxmon_model.alert_codes import TRIGGER_STATUSES
from fauxmon_model.entities import FIRED_KEPT, Alert

NEVER = '{_"never"}'
"""The product marks texts that it would translate so."""


class AlertStateObject(TypedDict):
    """How an alert stands. `updated` is 0 before it was evaluated; the last means are texts, of 5 minutes to a day."""

    triggerStatus: Numbered
    triggerInfo: str
    finalCondition: int
    lastCondition: NotRequired[list[int]]
    blocked: int
    updated: str | int
    lastTrigger: str
    lastFlows: list[str]
    lastPackets: list[str]
    lastBytes: list[str]
    fired: list[str]


def current_state(alert: Alert) -> dict[str, Any]:
    """Also of an alert that has not been evaluated yet. What `fired` and `lastCondition` hold is inferred."""
    state = alert.state
    common = {
        "triggerStatus": coded(trigger.status(alert), TRIGGER_STATUSES),
        "triggerInfo": trigger.info(alert),
        "finalCondition": 0 if state is None else int(state.met),
        **({} if state is None else {"lastCondition": list(map(int, state.last_conditions))}),
        "blocked": 0 if state is None else state.blocked,
        "updated": 0 if state is None else second_text(state.updated_ms),
    }
    fired = [] if state is None else [second_text(ms) for ms in state.fired_ms]
    nothing = [0.0] * len(SPANS_MS)
    return {
        **common,
        "lastTrigger": fired[0] if fired else NEVER,
        "lastFlows": _numbers(nothing if state is None else state.flows),
        "lastPackets": _numbers(nothing if state is None else state.packets),
        "lastBytes": _numbers(nothing if state is None else state.octets),
        "fired": [*fired, *[""] * (FIRED_KEPT - len(fired))],
    }


def _numbers(means: Sequence[float]) -> list[str]:
    """Whole numbers as such, others with three decimals."""
    return [f"{mean:.0f}" if mean.is_integer() else f"{mean:.3f}" for mean in means]
