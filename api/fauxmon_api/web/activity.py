"""Whether somebody still sends."""

from __future__ import annotations

from dataclasses import dataclass

from fauxmon_api.web import format as fmt


@dataclass(frozen=True, slots=True)
class Activity:
    """A text and its tone (ok, warn, muted)."""

    text: str
    tone: str


def activity(last_seen_ms: int | None, now_ms: int, silent_after_s: float) -> Activity:
    """Active when heard within `silent_after_s`, else for how long there has been silence."""
    if not last_seen_ms:
        return Activity("no flows", "muted")
    silent_ms = now_ms - last_seen_ms
    if silent_ms <= silent_after_s * 1000:
        return Activity("active", "ok")
    return Activity(f"silent {fmt.duration(silent_ms)}", "warn")
