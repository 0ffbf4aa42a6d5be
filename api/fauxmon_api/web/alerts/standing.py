"""How alerts stand, in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_api.web import format as fmt
from fauxmon_collector.alerts import trigger
from fauxmon_model.alert_codes import TRIGGER_STATUSES
from fauxmon_model.entities import Alert


def status(alert: Alert) -> str:
    """Its trigger in a word or two: `armed 1/2`."""
    return f"{TRIGGER_STATUSES[trigger.status(alert)]} {trigger.info(alert)}".rstrip()


def standing(alert: Alert, now_ms: int) -> list[tuple[str, str]]:
    """What is known of its current state, each with a label."""
    state = alert.state
    if state is None:
        return [("State", status(alert)), ("Evaluated", "not yet")]
    conditions = ", ".join("holds" if holds else "does not hold" for holds in state.last_conditions)
    return [
        ("State", status(alert)),
        ("Evaluated", fmt.moment(state.updated_ms, now_ms)),
        ("Conditions", conditions),
        ("Blocked for", str(state.blocked)),
        ("Fired", ", ".join(fmt.moment(ms, now_ms) for ms in state.fired_ms) or "never"),
    ]


def tree_of(alerts: Sequence[Alert]) -> list[dict[str, Any]]:
    """As the tree element takes them, each with how it stands."""
    return [{"id": alert.id, "label": f"{alert.name} · {status(alert)}"} for alert in alerts]
