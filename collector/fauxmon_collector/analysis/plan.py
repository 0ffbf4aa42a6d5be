"""From a Profile and some of its Channels to predicates over the flow table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from fauxmon_collector.analysis import protocols
from fauxmon_model.channels import ChannelPredicate, ChannelPredicates, any_of
from fauxmon_model.entities.profile import LIVE, Channel, Profile
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.filter import FilterContext
from fauxmon_model.flow_columns import FLOWS
from fauxmon_model.repository import Repository
from fauxmon_model.stored_flows import stored_from_ms

Predicate = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """The Channels that were asked for, in the Profile's order, and what tells their flows.

    Channels of *All Sources* are told by `source_id` (`predicates` is None), so that a thousand of them cost one
    GROUP BY; other Channels by one predicate each. `everything` says that no flow can be outside of the Channels.
    `stored_from_ms` is since when the Profile has flows, as against its graphs.
    """

    channels: list[Channel]
    predicates: list[ChannelPredicate] | None
    everything: bool
    stored_from_ms: int = 0

    @property
    def source_ids(self) -> list[int]:
        """The Sources of Channels of *All Sources*."""
        return [channel.source_id for channel in self.channels if channel.source_id is not None]

    def that(self, keep: Callable[[Channel], bool]) -> Selection:
        """Only some of the Channels."""
        kept = [index for index, channel in enumerate(self.channels) if keep(channel)]
        if len(kept) == len(self.channels):
            return self
        predicates = None if self.predicates is None else [self.predicates[index] for index in kept]
        return Selection([self.channels[index] for index in kept], predicates, False, self.stored_from_ms)

    def union(self) -> list[Predicate]:
        """Conditions that a flow meets which the Profile stores and which is in at least one of the Channels."""
        if self.everything:
            return []
        if self.predicates is None:
            return [FLOWS.c.source_id.in_(self.source_ids)]
        stored = [FLOWS.c.received_ms >= self.stored_from_ms] if self.stored_from_ms > 0 else []
        return [*stored, any_of(self.predicates)]


def select_channels(
    repository: Repository, profile_id: str, channel_ids: Collection[str] | None, *, refuse_unknown: bool
) -> Selection:
    """The Channels with these ids, all with None. Unknown ids are refused, or skipped: a Chapter keeps the id of a
    Channel whose Source was removed, since it may come back. Errors: NotFoundError, InvalidError."""
    profile = repository.profiles.get(profile_id)
    if channel_ids is not None and refuse_unknown:
        _refuse_unknown(profile, channel_ids)
    channels = [c for c in profile.channels if channel_ids is None or c.id in channel_ids]
    if profile_id == LIVE:
        return Selection(channels, None, channel_ids is None and not profile.narrowed)
    line = repository.profiles.line(profile_id)
    known = ChannelPredicates(line, filter_context(repository.whole))
    predicates = [known.of(profile_id, channel.id) for channel in channels]
    return Selection(channels, predicates, False, stored_from_ms(line, repository.now_ms()))


def filter_context(repository: Repository) -> FilterContext:
    """What filters need to know besides flows: which Sources an exporter address or a Channel stands for."""

    def sources_by_address(address: str) -> Sequence[int]:
        return [source.id for source in repository.sources.all() if source.address == address]

    def sources_by_ident(ident: str) -> Sequence[int]:
        channels = repository.profiles.get(LIVE).channels
        return [each.source_id for each in channels if each.source_id is not None and ident in (each.id, each.name)]

    return FilterContext(sources_by_address, sources_by_ident)


def of_protocol(protocol: int) -> list[Predicate]:
    """Conditions for a protocol id of the product's list; none for 0. Errors: InvalidError."""
    if not protocols.ALL <= protocol <= protocols.OTHER:
        raise InvalidError([FieldError("protocol", f"{protocol} is not a protocol id")])
    predicate = protocols.predicate(protocol)
    return [] if predicate is None else [predicate]


def _refuse_unknown(profile: Profile, channel_ids: Collection[str]) -> None:
    known = {channel.id for channel in profile.channels}
    errors = [
        FieldError(f"channels[{index}]", f"profile {profile.id} has no channel {channel_id}")
        for index, channel_id in enumerate(channel_ids)
        if channel_id not in known
    ]
    if errors:
        raise InvalidError(errors)
