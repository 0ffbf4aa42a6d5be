"""The Transport Sessions and Observation Domains of an exporter, as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from fauxmon_collector.wire.session_state import Domain

SESSIONS_TOLD = 64
"""Of one exporter, those heard last. One with more sends from ever new ports."""


def sessions_report(domains: Sequence[Domain]) -> list[dict[str, Any]]:
    """Each with the exporter's `port`, `version`, `domain`, `first_ms` and `last_ms` by our clock, `messages`, what its
    sequence numbers show, `ahead_ms`, by how much its clock is ahead of ours, and `started_ms`, when it says that it
    started (None if it does not). The one heard first comes first."""
    heard = sorted(domains, key=lambda domain: domain.heard.last_ms)[-SESSIONS_TOLD:]
    return [_session(domain) for domain in sorted(heard, key=lambda domain: domain.heard.first_ms)]


def _session(domain: Domain) -> dict[str, Any]:
    origin, heard = domain.origin, domain.heard
    told_ms = origin.facts.init_time_ms
    return {
        "port": origin.session.port,
        "version": origin.version,
        "domain": origin.domain,
        "first_ms": heard.first_ms,
        "last_ms": heard.last_ms,
        "messages": heard.messages,
        **asdict(domain.tracker.stats),
        "ahead_ms": heard.ahead_ms,
        "started_ms": heard.booted_ms if told_ms is None else told_ms,
    }
