"""Switch: when one node stopped and the other took over, from the turns of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fauxmon_collector.failover.evidence import Activity, Evidence, Turn
from fauxmon_collector.failover.limits import GRACE_MS


@dataclass(frozen=True, slots=True)
class Switch:
    """`last_before_ms` and `first_after_ms` are when records came, `gap_ms` and `overlap_ms` what lies between them.

    `both_ms` is how long both nodes saw traffic at the same time. `back_ms` is when the first node's records came again
    after those of the other one, if they did.
    """

    last_before_ms: int
    first_after_ms: int
    both_ms: int
    back_ms: int | None = None

    @property
    def gap_ms(self) -> int:
        return max(0, self.first_after_ms - self.last_before_ms)

    @property
    def overlap_ms(self) -> int:
        return max(0, self.last_before_ms - self.first_after_ms)


def find_switch(evidence: Evidence) -> Switch | None:
    """The newest one from `before` to `after`; None if there was none."""
    before, after = evidence.before.activity, evidence.after.activity
    runs = _runs(before.observed, after.observed)
    starts = [place for place in range(1, len(runs)) if runs[place][0] == "after"]
    if not starts:
        return None
    place = starts[-1]
    observed_ms = runs[place][1].from_ms
    slack_ms = GRACE_MS
    first_ms = _first_since(after, observed_ms - slack_ms)
    last_ms = max((turn.to_ms for turn in before.received if turn.from_ms <= first_ms), default=first_ms)
    back = runs[place + 1][1].from_ms if place + 1 < len(runs) else None
    return Switch(
        last_before_ms=last_ms,
        first_after_ms=first_ms,
        both_ms=overlap_ms(before.observed, after.observed),
        back_ms=None if back is None else _first_since(before, back - slack_ms),
    )


def overlap_ms(ones: Sequence[Turn], others: Sequence[Turn]) -> int:
    """How long both had a turn."""
    return sum(
        max(0, min(one.to_ms, other.to_ms) - max(one.from_ms, other.from_ms)) for one in ones for other in others
    )


def _first_since(activity: Activity, ms: int) -> int:
    """When the first record came of the turn that begins then or, at the earliest, holds that time."""
    return next((turn.from_ms for turn in activity.received if turn.from_ms >= ms), activity.received[-1].from_ms)


def _runs(before: Sequence[Turn], after: Sequence[Turn]) -> list[tuple[str, Turn]]:
    """The turns of both in order, those of one node that follow each other as one."""
    turns = sorted(
        [("before", turn) for turn in before] + [("after", turn) for turn in after], key=lambda one: one[1].from_ms
    )
    runs: list[tuple[str, Turn]] = []
    for name, turn in turns:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, Turn(runs[-1][1].from_ms, max(runs[-1][1].to_ms, turn.to_ms)))
        else:
            runs.append((name, turn))
    return runs
