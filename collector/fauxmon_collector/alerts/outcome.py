"""Outcome: what one evaluation of an alert has found, for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fauxmon_collector.alerts.judging import Judged
from fauxmon_model.alert_codes import (
    OPERATORS,
    SUBJECTS,
    TIME_SPANS,
    TOP_METRICS,
    TOTAL_COMPARATORS,
    TOTAL_METRICS,
    TimeSpan,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of an alert over a Profile: the slot [from, to) in ms since 1970 with its flows, each condition, whether all in
    all they hold, and whether the alert has fired, at `time_ms`."""

    alert: str
    profile_id: str
    from_ms: int
    to_ms: int
    time_ms: int
    flows: int
    packets: int
    octets: int
    judged: tuple[Judged, ...]
    met: bool
    fires: bool

    def facts(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "alert": self.alert,
            "profile": self.profile_id,
            "from_ms": self.from_ms,
            "to_ms": self.to_ms,
            "flows": self.flows,
            "packets": self.packets,
            "bytes": self.octets,
            "conditions": [
                {
                    "text": condition_text(each),
                    "value": each.value,
                    **({} if each.average is None else {"average": each.average}),
                    **({"subject": each.subject} if each.subject else {}),
                    "holds": each.holds,
                }
                for each in self.judged
            ],
        }

    def told(self) -> dict[str, Any]:
        """The same for those outside."""
        return {"event": "alert_fired", "time_ms": self.time_ms, "text": self.line(), **self.facts()}

    def line(self) -> str:
        """In a line."""
        return f"alert {self.alert} has fired: {' '.join(self._conditions())}"

    def text(self) -> str:
        """In some lines, for a letter."""
        slot = f"{_time_text(self.from_ms)} to {_time_text(self.to_ms)} UTC"
        return "\n".join(
            [
                f"The alert {self.alert} has fired.",
                "",
                f"Profile: {self.profile_id}",
                f"Time: {slot}",
                f"Flows: {self.flows}, packets: {self.packets}, bytes: {self.octets}",
                "",
                *self._conditions(),
                "",
            ]
        )

    def _conditions(self) -> list[str]:
        first, *rest = self.judged
        return [_found_text(first), *(f"{OPERATORS[each.condition.operator]} {_found_text(each)}" for each in rest)]


def condition_text(judged: Judged) -> str:
    """`source IP address: number of bytes > 1000`, `total flows outside 10 min average ± 50 %`."""
    condition = judged.condition
    comparator = TOTAL_COMPARATORS[condition.comparator or 0]
    number = f"{condition.number:.14g}"
    if condition.subject is not None:
        return f"{SUBJECTS[condition.subject]}: {TOP_METRICS[condition.metric or 0]} {comparator} {number}"
    metric = TOTAL_METRICS[condition.metric or 0]
    if condition.time_span == TimeSpan.ABSOLUTE:
        return f"{metric} {comparator} {number}"
    sign = {">": "+", "<": "-"}.get(comparator, "±")
    return f"{metric} {comparator} {TIME_SPANS[condition.time_span]} {sign} {number}{' %' * condition.percentual}"


def _found_text(judged: Judged) -> str:
    """The same with what was found: `(10.0.0.1 has 1500)`, `(1500, average 200)`."""
    found = f"{judged.subject} has {judged.value:.14g}" if judged.subject else f"{judged.value:.14g}"
    average = "" if judged.average is None else f", average {judged.average:.14g}"
    return f"{condition_text(judged)} ({found}{average})"


def _time_text(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
