"""What flows a Channel has, as a condition over the flow table (R34, R35, R39)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from fauxmon_model.entities import ALL_CHANNELS, Channel, Profile
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.filter import FilterContext, parse, predicate
from fauxmon_model.flow_columns import FLOWS

Predicate = sa.ColumnElement[bool]

NAMED_LIMIT = 20_000
"""Channels that the predicates of one Profile may name, those of all levels above it. Where Channels list their parents
one by one, each otherwise, their number grows with every level by a factor."""


class ChannelPredicate(NamedTuple):
    """The flows of a Channel: those that its parents have, and of these its own.

    Channels of a Profile that have the same parents have the very same object there, so that one look at the parents is
    enough for all of them.
    """

    parents: Predicate
    own: Predicate

    def whole(self) -> Predicate:
        """Both in one."""
        return sa.and_(self.parents, self.own)


class _Union(NamedTuple):
    """The flows of several Channels, and how many Channels its predicate names."""

    predicate: Predicate
    channels: int


class ChannelPredicates:
    """Conditions for the Channels of a set of Profiles, which has to be closed under "parent of".

    A flow is in a Channel once, even if several of the Channel's parents have it. Errors of all calls: InvalidError if
    there are too many Channels above.
    """

    def __init__(self, profiles: Sequence[Profile], context: FilterContext) -> None:
        self._profiles = {profile.id: profile for profile in profiles}
        self._context = context
        self._parents: dict[tuple[str, frozenset[str]], _Union] = {}
        self._named = 0

    def of(self, profile_id: str, channel_id: str) -> ChannelPredicate:
        """One Channel: of *All Sources*, the flows of its Source; else the flows of its parents that pass its filter,
        from its own start on, up to the end of a History Profile. Errors: NotFoundError."""
        if (profile := self._profiles.get(profile_id)) is None:
            raise NotFoundError("Profile", profile_id)
        if (channel := profile.channel(channel_id)) is None:
            raise NotFoundError("Channel", f"{profile_id}|{channel_id}")
        if profile.parent_id is None:
            return ChannelPredicate(sa.true(), FLOWS.c.source_id == channel.source_id)
        return ChannelPredicate(self._of_parents(profile, channel).predicate, self._own(profile, channel, None))

    def _of_parents(self, profile: Profile, channel: Channel) -> _Union:
        """The flows of a Channel's parents, while its Profile runs. Of a parent that is gone there are none: its Source
        may come back."""
        parent = self._profiles[profile.parent_id or ""]
        listed = _listed(channel)
        if listed == {ALL_CHANNELS} and parent.parent_id is None:
            return _Union(sa.true(), 0)
        key = (profile.id, listed)
        if key not in self._parents:
            there = [each for each in parent.channels if each.id in listed or listed == {ALL_CHANNELS}]
            self._parents[key] = self._union(parent, there, profile)
        return self._parents[key]

    def _union(self, profile: Profile, channels: Sequence[Channel], below: Profile) -> _Union:
        """The flows of these Channels of a Profile while the one `below` runs."""
        if profile.parent_id is None:
            return _Union(FLOWS.c.source_id.in_([channel.source_id for channel in channels]), 1)
        above = {_listed(channel): self._of_parents(profile, channel) for channel in channels}
        count = len(channels) + sum(union.channels for union in above.values())
        self._named += count
        if self._named > NAMED_LIMIT:
            message = f"its Channels and those below have more than {NAMED_LIMIT} Channels above them to be looked at"
            raise InvalidError([FieldError("profile", f"{profile.id}: {message}")])
        made = [ChannelPredicate(above[_listed(each)].predicate, self._own(profile, each, below)) for each in channels]
        return _Union(any_of(made), count)

    def _own(self, profile: Profile, channel: Channel, below: Profile | None) -> Predicate:
        """What a flow of the parents has to meet. Times inside of which a Profile `below` runs need no mention."""
        terms = [predicate(parse(channel.filter), self._context)]
        if below is None or channel.start_ms > below.start_ms:
            terms.append(FLOWS.c.received_ms >= channel.start_ms)
        if profile.end_ms is not None and not (below and below.end_ms is not None and below.end_ms <= profile.end_ms):
            terms.append(FLOWS.c.received_ms < profile.end_ms)
        return sa.and_(*terms)


def any_of(predicates: Sequence[ChannelPredicate]) -> Predicate:
    """The flows that are in at least one of these Channels of a Profile. Parents that are the same are written once."""
    families = by_parents(predicates)
    return sa.or_(
        sa.false(), *(sa.and_(parents, sa.or_(*(own for _, own in members))) for parents, members in families)
    )


def by_parents(
    predicates: Sequence[ChannelPredicate],
) -> list[tuple[Predicate, list[tuple[int, Predicate]]]]:
    """For each of the parents, the Channels that have them: their index and what is their own."""
    families: dict[int, tuple[Predicate, list[tuple[int, Predicate]]]] = {}
    for index, each in enumerate(predicates):
        families.setdefault(id(each.parents), (each.parents, []))[1].append((index, each.own))
    return list(families.values())


def _listed(channel: Channel) -> frozenset[str]:
    """Ids of the parents, or `*`."""
    return frozenset({channel.parent} if isinstance(channel.parent, str) else channel.parent)
