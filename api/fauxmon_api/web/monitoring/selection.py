"""What is looked at: Profile, Channels, time, measure, protocol. It stands in the address of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from fauxmon_api.web.ranges import DEFAULT_RANGE, RANGES, RESOLUTIONS_S, Window, fitting, resolved
from fauxmon_collector.analysis import Measure
from fauxmon_model.entities import LIVE

MEASURES: dict[str, str] = {"traffic": "Traffic", "packets": "Packets", "flows": "Flows"}
PERFORMANCE: dict[str, str] = {"rtt": "RTT", "srt": "SRT", "jitter": "Jitter", "rtr": "Retransmissions"}
"""Metrics of the analysis, which are of all Channels together."""
PROTOCOLS: dict[str, str] = {"0": "All", "6": "TCP", "17": "UDP", "1": "ICMP", "58": "ICMPv6", "255": "Other"}
"""Ids of the analysis' protocols, as texts."""
STYLES: dict[str, str] = {"stacked": "Stacked", "lines": "Lines", "log": "Log"}
"""Areas upon each other, lines over a linear axis, lines over a logarithmic one."""
LONGEST_MS = 366 * 86_400_000
"""No longer time can be looked at."""

Span = tuple[int, int]
"""From and to, in ms since 1970."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One choice of each kind; the defaults are what the Monitoring Center opens with (*All Sources*).

    `measure` is a rate of each Channel or one of performance. `step_s` are the slots' seconds, 0 those that suit the
    time. `span` is a fixed time; without one it is the last of `range_key`. `channel_ids` None is all Channels.
    """

    profile_id: str = LIVE
    range_key: str = DEFAULT_RANGE
    measure: str = "traffic"
    protocol: int = 0
    style: str = "stacked"
    step_s: int = 0
    span: Span | None = None
    channel_ids: tuple[str, ...] | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """What an address asks for; what is missing or unknown is the default."""
        measure, protocol, range_key = query.get("measure"), query.get("protocol"), query.get("range")
        channels = query.get("channels")
        return cls(
            profile_id=query.get("profile") or LIVE,
            range_key=range_key if range_key in RANGES else DEFAULT_RANGE,
            measure=measure if measure in MEASURES | PERFORMANCE else "traffic",
            protocol=int(protocol) if protocol in PROTOCOLS else 0,
            style=query.get("style", "") if query.get("style") in STYLES else "stacked",
            step_s=int(step) if (step := query.get("step", "")) in map(str, RESOLUTIONS_S) else 0,
            span=_span(query.get("from", ""), query.get("to", "")),
            channel_ids=None if channels is None else tuple(filter(None, channels.split(","))),
        )

    def address(self) -> str:
        """Path and query that lead back here; defaults are left out."""
        default = Selection()
        values: dict[str, tuple[object, object]] = {
            "profile": (self.profile_id, default.profile_id),
            "range": (self.range_key, default.range_key),
            "measure": (self.measure, default.measure),
            "protocol": (self.protocol, default.protocol),
            "style": (self.style, default.style),
            "step": (self.step_s, default.step_s),
        }
        chosen = {key: value for key, (value, usual) in values.items() if value != usual}
        if self.span is not None:
            chosen |= dict(zip(("from", "to"), map(written, self.span), strict=True))
        if self.channel_ids is not None:
            chosen["channels"] = ",".join(self.channel_ids)
        query = urlencode(chosen)
        return f"/?{query}" if query else "/"

    def window(self, now_ms: int) -> Window:
        """The slots that are looked at."""
        window = RANGES[self.range_key].until(now_ms) if self.span is None else fitting(*self.span)
        return resolved(window, self.step_s * 1000) if self.step_s else window

    @property
    def rate(self) -> Measure:
        """What is measured of each Channel."""
        return cast("Measure", self.measure) if self.measure in MEASURES else "traffic"

    @property
    def metric(self) -> str | None:
        """What is measured of the performance."""
        return self.measure if self.measure in PERFORMANCE else None

    def shows(self, channel_id: str) -> bool:
        """Whether a Channel is among the chosen ones."""
        return self.channel_ids is None or channel_id in self.channel_ids

    def during(self, from_ms: int, to_ms: int) -> Selection:
        """The same of a fixed time. Errors: ValueError, with what is wrong."""
        if from_ms >= to_ms:
            raise ValueError("the time must end after it begins")
        if to_ms - from_ms > LONGEST_MS:
            raise ValueError("that is more than a year")
        return replace(self, span=(from_ms, to_ms))

    def moved(self, now_ms: int, windows: int) -> Selection:
        """The same of an earlier (negative) or later time, by so many times its length."""
        window = self.window(now_ms)
        by_ms = windows * (window.to_ms - window.from_ms)
        return replace(self, span=(window.from_ms + by_ms, window.to_ms + by_ms))

    def latest(self, range_key: str | None = None) -> Selection:
        """The same of the last of a range, by default of the one chosen before."""
        return replace(self, span=None, range_key=range_key or self.range_key)


def written(ms: int, zone: dt.tzinfo = dt.UTC) -> str:
    """A time as addresses, always in UTC, and input fields have it: `2026-01-31T13:05:09`."""
    return dt.datetime.fromtimestamp(ms / 1000, tz=zone).strftime("%Y-%m-%dT%H:%M:%S")


def read(text: str, zone: dt.tzinfo = dt.UTC) -> int:
    """The time of such a text in ms since 1970; seconds may be missing. Errors: ValueError."""
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time, such as 2026-01-31T13:05") from None
    return int(time.replace(tzinfo=time.tzinfo or zone).timestamp() * 1000)


def _span(first: str, last: str) -> Span | None:
    try:
        span = Selection().during(read(first), read(last)).span
    except (ValueError, OverflowError):
        return None
    return span
