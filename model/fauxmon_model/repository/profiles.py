# ruff: noqa: A002 - an id is called id here as in the product
"""The tree of Profiles and their Channels (R14, R29-R43)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import (
    BASE_TENANT,
    EXPIRE_LIMIT,
    LIVE,
    MAXSIZE_LIMIT,
    PROFILE_TYPES,
    SOURCES_GROUP,
    Channel,
    Profile,
)
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.repository.channel_list import check_channels, put_channels
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.dependants import Dependants, dependants_of, dependants_of_channel, lists
from fauxmon_model.repository.drafts import ProfileDraft
from fauxmon_model.repository.group_move import move, new_id
from fauxmon_model.repository.live_edit import edit_live
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight
from fauxmon_model.repository.time_range import changed_end, range_of_new
from fauxmon_model.stored_flows import stored_from_ms

LEVELS_LIMIT = 32
"""Profiles below one another: the condition of a Channel is as deep, and databases read only so deep."""


class Profiles:
    """Every Profile has its Channels loaded."""

    def __init__(self, database: Database, now_ms: Callable[[], int], sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._now_ms = now_ms
        self._sight = sight

    def all(self) -> list[Profile]:
        """*All Sources* first, then by group and name."""
        with self._database.session() as session:
            order = (Profile.parent_id.is_not(None), sa.func.coalesce(Profile.group, ""), Profile.name, Profile.id)
            seen = self._sight.of(session)
            found = session.scalars(sa.select(Profile).order_by(*order))
            return [seen.narrow(profile) for profile in found if seen.profile(profile.id)]

    def get(self, id: str) -> Profile:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            return seen.narrow(_get(session, id, seen))

    def line(self, id: str) -> list[Profile]:
        """The Profile, its parent, and so on up to *All Sources*, with all Channels: what flows a Channel has does not
        depend on who looks. Errors: NotFoundError."""
        with self._database.session() as session:
            return _line(session, _get(session, id, self._sight.of(session)))

    def create(self, draft: ProfileDraft) -> Profile:
        """A new Profile under `parent_id` (default *All Sources*); its id and its Channels' ids are assigned, those in
        the draft are not looked at. Its Channels reach back to its start (R31), as far as there are flows to be had
        from above. Errors: InvalidError, ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            seen = self._sight.of(session)
            parent = session.get(Profile, draft.parent_id or LIVE)
            if parent is None or not seen.profile(parent.id):
                raise InvalidError([FieldError("parent", f"Profile {draft.parent_id} does not exist")])
            seen.check_below(parent.id)
            now_ms = self._now_ms()
            line = _line(session, parent)
            if len(line) > LEVELS_LIMIT:
                findings.add("parent", f"Profiles may not stand more than {LEVELS_LIMIT} levels below All Sources")
            findings.name("name", draft.name)
            _check_fields(draft, None, findings)
            start_ms, end_ms = range_of_new(draft, parent, now_ms, findings)
            channels = [replace(channel, id=None) for channel in draft.channels or ()]
            check_channels(channels, {}, parent, findings)
            findings.settle()
            profile = Profile(
                id=new_id(session, draft.group, parent.id, draft.name or ""),
                name=draft.name,
                group=draft.group or None,
                parent_id=parent.id,
                start_ms=start_ms,
                end_ms=end_ms,
                type=draft.type or "real",
                tenant=draft.tenant or BASE_TENANT,
                channels=[],
            )
            _apply(profile, draft)
            from_ms = max(start_ms, stored_from_ms(line, now_ms))
            if profile.type == "real":
                profile.stored_since_ms = from_ms
            put_channels(profile, channels, from_ms)
            session.add(profile)
        return profile

    def update(self, draft: ProfileDraft) -> Profile:
        """Change what is given; `channels`, if given, is the whole new list (R40). Another group means another id.

        A Channel whose filter or parent changes has the new meaning for its whole past too. Errors: NotFoundError,
        InvalidError, ForbiddenError.
        """
        findings = Findings()
        with self._database.session() as session:
            seen = self._sight.of(session)
            profile = _get(session, draft.id or "", seen)
            seen.check_edit(profile.id)
            if profile.parent_id is None:
                edit_live(profile, draft)
                return profile
            now_ms = self._now_ms()
            _, *above = _line(session, profile)
            parent = above[0]
            if draft.name is not None:
                findings.name("name", draft.name)
            if draft.parent_id not in (None, parent.id):
                findings.add("parent", "is fixed when the Profile is created")
            _check_fields(draft, profile.group, findings)
            children = session.scalars(sa.select(Profile).where(Profile.parent_id == profile.id)).all()
            end_ms = changed_end(profile, draft, parent, children, now_ms, findings)
            if draft.channels is not None:
                check_channels(draft.channels, {channel.id: channel for channel in profile.channels}, parent, findings)
            findings.settle()
            _store(profile, draft.type or profile.type, end_ms, above, now_ms)
            profile.end_ms = end_ms
            profile.name = draft.name or profile.name
            profile.tenant = draft.tenant or profile.tenant
            _apply(profile, draft)
            if draft.channels is not None:
                put_channels(profile, draft.channels, max(now_ms, profile.start_ms))
            if draft.group is None or draft.group == (profile.group or ""):
                return profile
            return session.get_one(Profile, move(session, profile, draft.group))

    def remove(self, *ids: str) -> None:
        """Delete them with their `dependants`, or none. Errors: NotFoundError, InvalidError (*All Sources*, R14),
        ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            _check_removable(session, ids, seen)
            for each in ids:
                seen.check_edit(each)
            session.execute(sa.delete(Profile).where(Profile.id.in_(ids)))

    def dependants(self, *ids: str) -> Dependants:
        """What `remove` would delete or change besides, as far as it is seen. Errors: NotFoundError, InvalidError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            _check_removable(session, ids, seen)
            return dependants_of(session, ids).seen_by(seen)

    def channel_dependants(self, id: str, channel_id: str) -> tuple[Channel, Dependants]:
        """A Channel, and what names it, as far as it is seen. Errors: NotFoundError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            if (channel := seen.narrow(_get(session, id, seen)).channel(channel_id)) is None:
                raise NotFoundError("Channel", f"{id}|{channel_id}")
            return channel, dependants_of_channel(session, channel).seen_by(seen)

    def fed_by(self, id: str, channel_id: str) -> list[Channel]:
        """Channels of the Profiles below, which have it among their parents: by its id, or since they have all."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            found = session.scalars(
                sa.select(Profile).where(Profile.parent_id == id).order_by(Profile.name, Profile.id)
            )
            below = [seen.narrow(profile) for profile in found if seen.profile(profile.id)]
            return [
                channel
                for profile in below
                for channel in profile.channels
                if lists(channel.parent, channel_id, all_of_them=True)
            ]


def _get(session: Session, profile_id: str, seen: Seen) -> Profile:
    profile = session.get(Profile, profile_id) if seen.profile(profile_id) else None
    if profile is None:
        raise NotFoundError("Profile", profile_id)
    return profile


def _line(session: Session, profile: Profile) -> list[Profile]:
    line = [profile]
    while (parent_id := line[-1].parent_id) is not None:
        line.append(session.get_one(Profile, parent_id))
    return line


def _check_removable(session: Session, ids: Sequence[str], seen: Seen) -> None:
    if any(_get(session, each, seen).parent_id is None for each in ids):
        raise InvalidError([FieldError("id", "All Sources cannot be deleted")])


def _check_fields(draft: ProfileDraft, group: str | None, findings: Findings) -> None:
    findings.one_of("type", draft.type, PROFILE_TYPES)
    for field, value, limit in (("maxsize", draft.maxsize, MAXSIZE_LIMIT), ("expire", draft.expire, EXPIRE_LIMIT)):
        findings.at_least(field, value, 0)
        findings.at_most(field, value, limit)
    if draft.group is not None and "/" in draft.group:
        findings.add("group", "must not contain /")
    if draft.group == SOURCES_GROUP != group:
        findings.add("group", f"{SOURCES_GROUP} is kept for the Profiles of Sources")


def _apply(profile: Profile, draft: ProfileDraft) -> None:
    if draft.description is not None:
        profile.description = draft.description
    if draft.maxsize is not None:
        profile.maxsize = draft.maxsize
    if draft.expire is not None:
        profile.expire = draft.expire or None


def _store(profile: Profile, type_: str, end_ms: int | None, above: Sequence[Profile], now_ms: int) -> None:
    """Make it real or shadow, before anything else of it changes: flows that have expired by now stay so.

    Shadow to real begins anew (R33). A Profile that is to have an end gets no new flows: it is built again from those
    above it.
    """
    if type_ == "shadow":
        profile.stored_since_ms = None
    elif profile.type == type_:
        profile.stored_since_ms = stored_from_ms([profile], now_ms)
    elif end_ms is not None:
        profile.stored_since_ms = max(profile.start_ms, stored_from_ms(above, now_ms))
    else:
        profile.stored_since_ms = now_ms
    profile.type = type_
