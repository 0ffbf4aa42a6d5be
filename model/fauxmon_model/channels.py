"""What flows a Channel has, as a condition over the flow table (R34, R35, R39)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from fauxmon_model.entities import ALL_CHANNELS, Channel, Profile
from fauxmon_model.errors import NotFoundError
from fauxmon_model.filter import FilterContext, parse, predicate
from fauxmon_model.flow_columns import FLOWS


class ChannelPredicates:
    """Conditions for the Channels of a set of Profiles, which has to be closed under "parent of".

    A flow is in a Channel once, even if several of the Channel's parents have it.
    """

    def __init__(self, profiles: Sequence[Profile], context: FilterContext) -> None:
        self._profiles = {profile.id: profile for profile in profiles}
        self._context = context
        self._made: dict[tuple[str, str], sa.ColumnElement[bool]] = {}

    def of(self, profile_id: str, channel_id: str) -> sa.ColumnElement[bool]:
        """One Channel: of *All Sources*, the flows of its Source; else the flows of its parents that pass its filter,
        from its own start on, up to the end of a History Profile. Errors: NotFoundError."""
        key = (profile_id, channel_id)
        if key not in self._made:
            if (profile := self._profiles.get(profile_id)) is None:
                raise NotFoundError("Profile", profile_id)
            if (channel := profile.channel(channel_id)) is None:
                raise NotFoundError("Channel", f"{profile_id}|{channel_id}")
            self._made[key] = self._make(profile, channel)
        return self._made[key]

    def _make(self, profile: Profile, channel: Channel) -> sa.ColumnElement[bool]:
        if profile.parent_id is None:
            return FLOWS.c.source_id == channel.source_id
        in_time = FLOWS.c.received_ms >= channel.start_ms
        if profile.end_ms is not None:
            in_time = sa.and_(in_time, FLOWS.c.received_ms < profile.end_ms)
        passed = predicate(parse(channel.filter), self._context)
        return sa.and_(in_time, self._parents(profile.parent_id, channel.parent), passed)

    def _parents(self, parent_id: str, listed: Sequence[str] | str) -> sa.ColumnElement[bool]:
        """The flows of the listed Channels. Of one that is gone there are none: its Source may come back."""
        parent = self._profiles[parent_id]
        if listed == ALL_CHANNELS and parent.parent_id is None:
            return sa.true()
        there = [channel.id for channel in parent.channels if listed == ALL_CHANNELS or channel.id in listed]
        return sa.or_(sa.false(), *(self.of(parent_id, channel_id) for channel_id in there))
