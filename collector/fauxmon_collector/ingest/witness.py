"""Witness: what is remembered of each exporter, told for a verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fauxmon_collector.failover.witnessed import ByExporter, Stream, Witnessed
from fauxmon_collector.ingest.sources import SourceState
from fauxmon_collector.wire.session_state import Domain

STREAMS_TOLD = 64
"""Of one exporter. One with more sends from ever new ports."""


def witness(
    sources: Sequence[SourceState], domains: Callable[[str, int], Sequence[Domain]], since_ms: int
) -> list[Witnessed]:
    """All Sources, each with its streams heard since that time."""
    return [_witnessed(source, domains(source.address, source.listening_port), since_ms) for source in sources]


def _witnessed(source: SourceState, domains: Sequence[Domain], since_ms: int) -> Witnessed:
    heard = sorted(
        (domain for domain in domains if domain.heard.last_ms >= since_ms), key=lambda domain: domain.heard.last_ms
    )
    streams = [_stream(domain, since_ms) for domain in heard[-STREAMS_TOLD:]]
    return Witnessed(
        source_id=source.id,
        address=source.address,
        listening_port=source.listening_port,
        channel_id=source.channel_id,
        first_seen_ms=source.first_seen_ms,
        last_seen_ms=source.last_seen_ms,
        records=source.records,
        streams=tuple(sorted(streams, key=lambda stream: stream.first_ms)),
    )


def _stream(domain: Domain, since_ms: int) -> Stream:
    origin, heard = domain.origin, domain.heard
    changes = [change for change in heard.changes if change.at_ms >= since_ms]
    init_ms = origin.facts.init_time_ms
    by_exporter = ByExporter(
        first_ms=heard.first_export_ms,
        last_ms=heard.last_ms + heard.skew_ms,
        restarts_ms=tuple(change.export_ms for change in changes if change.restarts),
        template_ms=heard.template_export_ms,
        held_ms=heard.held_export_ms,
        rewound_ms=heard.rewound_ms,
        rewinding_ms=heard.rewinding_ms,
    )
    return Stream(
        listening_port=origin.session.listening_port,
        port=origin.session.port,
        version=origin.version,
        domain=origin.domain,
        first_ms=heard.first_ms,
        last_ms=heard.last_ms,
        messages=heard.messages,
        skew_ms=heard.ahead_ms,
        booted_ms=heard.booted_ms if init_ms is None else init_ms,
        lost=max(0, sum(change.lost for change in changes)),
        duplicates=sum(change.duplicates for change in changes),
        restarts_ms=tuple(change.at_ms for change in changes if change.restarts),
        template_ms=heard.template_ms,
        held_ms=heard.held_ms,
        held=heard.held,
        recovered=heard.recovered,
        given_up=heard.given_up,
        borrowed=heard.borrowed,
        by_exporter=by_exporter,
    )
