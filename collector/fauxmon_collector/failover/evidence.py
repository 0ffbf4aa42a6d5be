"""Evidence: all that a verdict is given on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fauxmon_collector.failover.clocks import Clock
from fauxmon_collector.failover.witnessed import Stream, Witnessed


@dataclass(frozen=True, slots=True)
class Turn:
    """A time in which a node sent, without a pause that counts. Both ends in ms since 1970."""

    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A node's flows in the flow store, of the time that was asked about.

    `received` are its turns by when flows came, `observed` by when they ended, by our clock. `late` came when the other
    node had long taken over, and had ended before. `interfaces` are the input interfaces that its flows name.
    """

    flows: int = 0
    octets: int = 0
    received: tuple[Turn, ...] = ()
    observed: tuple[Turn, ...] = ()
    late: int = 0
    interfaces: int = 0

    @property
    def first_ms(self) -> int | None:
        return self.received[0].from_ms if self.received else None

    @property
    def last_ms(self) -> int | None:
        return self.received[-1].to_ms if self.received else None


@dataclass(frozen=True, slots=True)
class Node:
    """An address that was named, with its Sources (one for each listening port) and its flows. `skew_ms` is by how much
    its clock is ahead."""

    address: str
    sources: tuple[Witnessed, ...] = ()
    activity: Activity = field(default_factory=Activity)
    skew_ms: int = 0

    @property
    def streams(self) -> list[Stream]:
        """All its streams, by first message."""
        return sorted((one for source in self.sources for one in source.streams), key=lambda one: one.first_ms)

    @property
    def heard(self) -> bool:
        """Whether anything came from it in the time that was asked about."""
        return bool(self.streams or self.activity.flows)

    @property
    def last_ms(self) -> int:
        """When the last message or flow came, 0 if none."""
        return max([*(one.last_ms for one in self.streams), self.activity.last_ms or 0])

    @property
    def channels(self) -> list[str]:
        return [source.channel_id for source in self.sources]

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.streams)


@dataclass(frozen=True, slots=True)
class ChapterScope:
    """A Chapter on *All Sources*: `channels` is None for all of them, later ones too."""

    name: str
    channels: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Times in ms since 1970, by the clock that it is judged by. `over`: no more is waited for, so what is not
    there is missing.

    `others` are the Sources that were not named. `total_flows` are those of *All Sources*, `other_flows` those of
    `others`, both of the time that was asked about. `ports` are those that are listened on. `unheard_ms` is for how
    long, by our clock, nothing has come from `before`. `pace` is how many times as fast as ours the nodes' clocks run,
    if it is judged by ours and they do not run like it. `clock` is the one it is judged by.
    """

    now_ms: int
    since_ms: int
    over: bool
    before: Node
    after: Node
    shared: Node | None = None
    others: tuple[Witnessed, ...] = ()
    live_channels: tuple[str, ...] = ()
    chapters: Sequence[ChapterScope] = ()
    total_flows: int = 0
    other_flows: int = 0
    ports: tuple[int, ...] = ()
    unreadable: int = 0
    unheard_ms: int = 0
    pace: float | None = None
    clock: Clock = Clock.OURS
