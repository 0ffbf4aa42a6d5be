"""From when to when a Profile reaches, and that it stays inside its parent's range (R30, R31).

The product writes these times without seconds, so what a client reads and sends back is compared by the minute.
"""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_model.entities import Profile
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ProfileDraft

_MINUTE_MS = 60_000


def range_of_new(draft: ProfileDraft, parent: Profile, now_ms: int, findings: Findings) -> tuple[int, int | None]:
    """(start_ms, end_ms) of a Profile to be created. Start alone: continuous; with an end: History."""
    start_ms = now_ms if draft.start_ms is None else draft.start_ms
    end_ms = None if draft.history is False else draft.end_ms
    if end_ms is None and draft.history:
        findings.add("end", "a History Profile has an end")
    if start_ms > now_ms:
        findings.add("start", "must not lie in the future")
    if _minute(start_ms) < _minute(parent.start_ms):
        findings.add("start", f"must not lie before the start of the parent {parent.id}")
    _check_end(start_ms, end_ms, parent, now_ms, findings)
    return start_ms, end_ms


def changed_end(
    profile: Profile,
    draft: ProfileDraft,
    parent: Profile,
    children: Sequence[Profile],
    now_ms: int,
    findings: Findings,
) -> int | None:
    """end_ms of a Profile to be updated: a continuous one may be closed, a History Profile keeps its range."""
    if draft.start_ms is not None and _minute(draft.start_ms) != _minute(profile.start_ms):
        findings.add("start", "is fixed when the Profile is created")
    if profile.end_ms is not None:
        if draft.history is False or (draft.end_ms is not None and _minute(draft.end_ms) != _minute(profile.end_ms)):
            findings.add("end", "of a History Profile is fixed")
        return profile.end_ms
    if draft.history is False or draft.end_ms is None:
        if draft.history:
            findings.add("end", "a History Profile has an end")
        return None
    _check_end(profile.start_ms, draft.end_ms, parent, now_ms, findings)
    for child in children:
        if child.end_ms is None or child.end_ms > draft.end_ms:
            findings.add("end", f"must not lie before the end of the child {child.id}")
    return draft.end_ms


def _check_end(start_ms: int, end_ms: int | None, parent: Profile, now_ms: int, findings: Findings) -> None:
    if end_ms is not None:
        if end_ms <= start_ms:
            findings.add("end", "must lie after the start")
        if end_ms > now_ms:
            findings.add("end", "must not lie in the future")
    if parent.end_ms is not None and (end_ms is None or _minute(end_ms) > _minute(parent.end_ms)):
        findings.add("end", f"must not lie after the end of the parent {parent.id}")


def _minute(time_ms: int) -> int:
    return time_ms // _MINUTE_MS
