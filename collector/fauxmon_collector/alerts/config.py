"""How alerts are evaluated, and how much may wait for its reactions."""

from __future__ import annotations

from dataclasses import dataclass

from fauxmon_model.stored_flows import SLOT_MS


@dataclass(frozen=True, slots=True)
class AlertsConfig:
    """Every `step_ms`, which parts five minutes, the slot that is over is looked at. `waiting` reactions may wait to be
    done, more are dropped."""

    step_ms: int = SLOT_MS
    waiting: int = 1000
