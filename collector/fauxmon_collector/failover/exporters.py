"""Exporters: whether the streams from one address come from one exporter or from several."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from fauxmon_collector.failover.limits import GRACE_MS
from fauxmon_collector.failover.witnessed import Stream

_INTERLEAVED_RESTARTS = 3
"""An exporter does not begin anew so often; two whose numbers alternate in one stream seem to, message by message."""


def why_several(streams: Sequence[Stream]) -> str | None:
    """What proves that there is more than one exporter behind an address, in words; None if one explains all.

    An exporter that starts again may have another port, its numbers begin at 0 and its start is new; it has its
    Observation Domain still, and it does not send beside itself.
    """
    for stream in streams:
        if len(stream.restarts_ms) >= _INTERLEAVED_RESTARTS:
            return f"the sequence numbers from port {stream.port} jump to and fro {len(stream.restarts_ms)} times"
    for one, other in itertools.combinations(streams, 2):
        why = _differ(one, other)
        if why is not None:
            return why
    return None


def _differ(one: Stream, other: Stream) -> str | None:
    """`one` was heard first."""
    if (one.listening_port, one.version) != (other.listening_port, other.version) or one.port == other.port:
        return None  # one exporter may send to several ports, in several versions and for several domains
    ports = f"ports {one.port} and {other.port}"
    together_ms = min(one.last_ms, other.last_ms) - other.first_ms
    if one.domain == other.domain and together_ms > GRACE_MS:
        return f"two spaces of sequence numbers for one domain, {one.domain}, at the same time, from {ports}"
    if one.domain != other.domain and together_ms <= GRACE_MS:
        return f"two Observation Domains, {one.domain} and {other.domain}, one after the other, from {ports}"
    if one.booted_ms is None or other.booted_ms is None:
        return None
    apart_ms = abs(one.booted_ms - other.booted_ms)
    if apart_ms > GRACE_MS and other.booted_ms < one.last_ms - GRACE_MS:
        return f"two uptimes, {apart_ms / 1000:.1f} s apart, from {ports}"
    return None
