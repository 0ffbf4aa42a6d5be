"""Witnessed: what the ingest remembers of an exporter address, stream by stream."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ByExporter:
    """Times of a stream by the clock of its exporter, in ms since 1970. `rewound_ms` is by how much that was set back
    in all, as it is where a capture is played again and again; `rewinding_ms` what passed meanwhile by ours."""

    first_ms: int
    last_ms: int
    restarts_ms: tuple[int, ...] = ()
    template_ms: int | None = None
    held_ms: int | None = None
    rewound_ms: int = 0
    rewinding_ms: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """One Observation Domain in one Transport Session: one space of sequence numbers. Times in ms since 1970.

    `port` is the exporter's. `skew_ms` is by how much its clock is ahead of ours, `booted_ms` when it says it started.
    `lost` and `duplicates` are of the time that was asked about, `restarts_ms` when its numbers began anew in it.
    `template_ms` is when its first template of flows came, `held_ms` when data first had to wait for one; `held` and
    `given_up` count Data Sets, `recovered` records, `borrowed` Data Sets read with another session's template.
    """

    listening_port: int
    port: int
    version: int
    domain: int
    first_ms: int
    last_ms: int
    messages: int
    skew_ms: int = 0
    booted_ms: int | None = None
    lost: int = 0
    duplicates: int = 0
    restarts_ms: tuple[int, ...] = ()
    template_ms: int | None = None
    held_ms: int | None = None
    held: int = 0
    recovered: int = 0
    given_up: int = 0
    borrowed: int = 0
    by_exporter: ByExporter | None = None

    @property
    def rewound(self) -> bool:
        """Whether its exporter's clock was set back: no time of it is that of one moment alone."""
        return self.by_exporter is not None and self.by_exporter.rewound_ms > 0

    @property
    def needs_templates(self) -> bool:
        """Whether the protocol has templates."""
        return self.version in (9, 10)

    def by_its_clock(self) -> Stream:
        """The same with its exporter's times in place of ours."""
        times = self.by_exporter
        if times is None:
            return self
        return replace(
            self,
            first_ms=times.first_ms,
            last_ms=times.last_ms,
            restarts_ms=times.restarts_ms,
            template_ms=times.template_ms,
            held_ms=times.held_ms,
        )


@dataclass(frozen=True, slots=True)
class Witnessed:
    """An exporter address on one listening port. `streams` are the newest of those heard since the time asked about, by
    first message; `records` are what it sent in all."""

    source_id: int
    address: str
    listening_port: int
    channel_id: str
    first_seen_ms: int
    last_seen_ms: int
    records: int
    streams: tuple[Stream, ...]

    def by_their_clock(self) -> Witnessed:
        """The same with its streams' own times."""
        streams = sorted((one.by_its_clock() for one in self.streams), key=lambda one: one.first_ms)
        return replace(self, streams=tuple(streams))
