"""SourceRegistry: which exporter is which Source, what has come from each, and when one falls silent (R1-R11, R15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fauxmon_collector.ingest.events import EventKind, EventLog
from fauxmon_model.entities import Source
from fauxmon_model.errors import NotFoundError

Key = tuple[str, int]
"""(exporter address, listening port): the identity of a Source (R4)."""

SAVED = ("datagrams", "messages", "records", "options_records", "templates", "lost", "problems", "version")
SEEN = ("first_seen_ms", "last_seen_ms")


class SourceRepository(Protocol):
    """What is asked of the model."""

    def all(self) -> Sequence[Source]: ...

    def add(self, address: str, listening_port: int, seen_ms: int) -> Source: ...

    def remove(self, id: int) -> Source: ...  # noqa: A002 - the model's name

    def save_counters(self, counters: Mapping[int, Mapping[str, int]]) -> None: ...


@dataclass(frozen=True, slots=True)
class SourcesConfig:
    """`limit`: Sources beyond it are refused (R15). `silent_after_s`: so long without a message, it is silent."""

    limit: int = 1024
    silent_after_s: float = 10.0


@dataclass(slots=True)
class SourceState:
    """A Source and its live counters; written by the ingest thread only."""

    id: int
    address: str
    listening_port: int
    channel_id: str
    first_seen_ms: int
    last_seen_ms: int
    datagrams: int = 0
    messages: int = 0
    records: int = 0
    options_records: int = 0
    templates: int = 0
    lost: int = 0
    problems: int = 0
    version: int = 0
    lost_earlier: int = 0
    """Lost before this process started: its sequence tracking begins anew."""
    not_sent: int = 0
    """Flows that the exporter says it dropped, as far as it has told since this process started."""
    silent: bool = False
    changed: bool = False

    def counters(self) -> dict[str, int]:
        """What the repository keeps."""
        return {name: getattr(self, name) for name in SAVED + SEEN}

    def facts(self) -> dict[str, int | str]:
        """What events say of it."""
        return {
            "source_id": self.id,
            "address": self.address,
            "listening_port": self.listening_port,
            "channel_id": self.channel_id,
        }


class SourceRegistry:
    """Belongs to the ingest thread; `counters()` may be called from any."""

    def __init__(self, repository: SourceRepository, events: EventLog, config: SourcesConfig = SourcesConfig()) -> None:
        self.config = config
        self._repository = repository
        self._events = events
        self._by_key: dict[Key, SourceState] = {}

    def restore(self) -> None:
        """Take over the Sources of the database. They count as silent until they send."""
        self._by_key = {(source.address, source.listening_port): _restored(source) for source in self._repository.all()}

    def find(self, address: str, listening_port: int) -> SourceState | None:
        """The Source, or None if it is unknown."""
        return self._by_key.get((address, listening_port))

    def get(self, source_id: int) -> SourceState:
        """The Source with this id. Errors: NotFoundError."""
        for state in self._by_key.values():
            if state.id == source_id:
                return state
        raise NotFoundError("Source", source_id)

    def of(self, address: str) -> list[SourceState]:
        """The Sources of one exporter address, one a listening port."""
        return [state for state in self._by_key.values() if state.address == address]

    def all(self) -> list[SourceState]:
        """Every Source, in the order of first sight."""
        return list(self._by_key.values())

    @property
    def full(self) -> bool:
        """Whether an unknown exporter would be refused."""
        return len(self._by_key) >= self.config.limit

    def admit(self, address: str, listening_port: int, seen_ms: int) -> SourceState:
        """The Source of this exporter, added with its Channel at first sight. The caller has looked at `full`."""
        state = self._by_key.get((address, listening_port))
        if state is None:
            source = self._repository.add(address, listening_port, seen_ms)
            state = SourceState(
                source.id, address, listening_port, source.channel_id, source.first_seen_ms, source.last_seen_ms
            )
            self._by_key[address, listening_port] = state
            self._events.publish(
                EventKind.SOURCE_ADDED, f"Source {address} appeared on port {listening_port}", **state.facts()
            )
        return state

    def seen(self, state: SourceState, seen_ms: int) -> None:
        """A valid message came from it."""
        state.first_seen_ms = min(state.first_seen_ms, seen_ms)
        state.last_seen_ms = max(state.last_seen_ms, seen_ms)
        state.changed = True
        if state.silent:
            state.silent = False
            self._events.publish(
                EventKind.SOURCE_ACTIVE,
                f"Source {state.address} on port {state.listening_port} sends again",
                **state.facts(),
            )

    def check_silence(self, now_ms: int) -> None:
        """Publish which Sources have fallen silent since the last check (R9: they stay)."""
        for state in self._by_key.values():
            if not state.silent and now_ms - state.last_seen_ms > self.config.silent_after_s * 1000:
                state.silent = True
                self._events.publish(
                    EventKind.SOURCE_SILENT,
                    f"Source {state.address} on port {state.listening_port} is silent",
                    last_seen_ms=state.last_seen_ms,
                    **state.facts(),
                )

    def save(self) -> None:
        """Keep the counters that have changed since the last save."""
        changed = [state for state in self._by_key.values() if state.changed]
        if changed:
            self._repository.save_counters({state.id: state.counters() for state in changed})
            for state in changed:
                state.changed = False

    def remove(self, state: SourceState) -> None:
        """Forget a Source and its Channel (R7)."""
        self._repository.remove(state.id)
        del self._by_key[state.address, state.listening_port]
        self._events.publish(
            EventKind.SOURCE_REMOVED,
            f"Source {state.address} on port {state.listening_port} was removed",
            **state.facts(),
        )

    def counters(self) -> dict[int, dict[str, int]]:
        """The live counters by Source id."""
        return {state.id: {**state.counters(), "not_sent": state.not_sent} for state in list(self._by_key.values())}


def _restored(source: Source) -> SourceState:
    state = SourceState(
        source.id,
        source.address,
        source.listening_port,
        source.channel_id,
        source.first_seen_ms,
        source.last_seen_ms,
        silent=True,
        lost_earlier=source.lost,
    )
    for name in SAVED:
        setattr(state, name, getattr(source, name))
    return state
