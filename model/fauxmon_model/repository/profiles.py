# ruff: noqa: A002 - an id is called id here as in the product
"""The tree of Profiles and their Channels (R14, R29-R43)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import BASE_TENANT, LIVE, PROFILE_TYPES, SOURCES_GROUP, Chapter, Profile
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.repository.channel_list import check_channels, put_channels
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ProfileDraft
from fauxmon_model.repository.ids import slug
from fauxmon_model.repository.live_edit import edit_live
from fauxmon_model.repository.time_range import changed_end, range_of_new


@dataclass(frozen=True, slots=True)
class Dependants:
    """What goes when a Profile goes: the Profiles below it, and the Chapters of all of them."""

    profiles: list[Profile]
    chapters: list[Chapter]


class Profiles:
    """Every Profile has its Channels loaded."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._now_ms = now_ms

    def all(self) -> list[Profile]:
        """*All Sources* first, then by group and name."""
        with self._database.session() as session:
            order = (Profile.parent_id.is_not(None), sa.func.coalesce(Profile.group, ""), Profile.name, Profile.id)
            return list(session.scalars(sa.select(Profile).order_by(*order)))

    def get(self, id: str) -> Profile:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, draft: ProfileDraft) -> Profile:
        """A new Profile under `parent_id` (default *All Sources*); its id and its Channels' ids are assigned, those in
        the draft are not looked at. Its Channels reach back to its start (R31). Errors: InvalidError."""
        findings = Findings()
        with self._database.session() as session:
            parent = session.get(Profile, draft.parent_id or LIVE)
            if parent is None:
                raise InvalidError([FieldError("parent", f"Profile {draft.parent_id} does not exist")])
            findings.name("name", draft.name)
            _check_fields(draft, None, findings)
            start_ms, end_ms = range_of_new(draft, parent, self._now_ms(), findings)
            channels = [replace(channel, id=None) for channel in draft.channels or ()]
            check_channels(channels, {}, parent, findings)
            findings.settle()
            profile = Profile(
                id=_new_id(session, _prefix(draft.group), parent.id, draft.name or ""),
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
            put_channels(profile, channels, start_ms)
            session.add(profile)
        return profile

    def update(self, draft: ProfileDraft) -> Profile:
        """Change what is given; `channels`, if given, is the whole new list (R40). Another group means another id.

        A Channel whose filter or parent changes has the new meaning for its whole past too. Errors: NotFoundError,
        InvalidError.
        """
        findings = Findings()
        with self._database.session() as session:
            profile = _get(session, draft.id or "")
            if profile.parent_id is None:
                edit_live(profile, draft)
                return profile
            parent = session.get_one(Profile, profile.parent_id)
            if draft.name is not None:
                findings.name("name", draft.name)
            if draft.parent_id not in (None, parent.id):
                findings.add("parent", "is fixed when the Profile is created")
            _check_fields(draft, profile.group, findings)
            children = session.scalars(sa.select(Profile).where(Profile.parent_id == profile.id)).all()
            end_ms = changed_end(profile, draft, parent, children, self._now_ms(), findings)
            if draft.channels is not None:
                check_channels(draft.channels, {channel.id: channel for channel in profile.channels}, parent, findings)
            findings.settle()
            profile.end_ms = end_ms
            profile.name = draft.name or profile.name
            profile.type = draft.type or profile.type
            profile.tenant = draft.tenant or profile.tenant
            _apply(profile, draft)
            if draft.channels is not None:
                put_channels(profile, draft.channels, self._now_ms())
            if draft.group is None or draft.group == (profile.group or ""):
                return profile
            return _moved(session, profile, parent, draft.group)

    def remove(self, id: str) -> None:
        """Delete it with its `dependants`. Errors: NotFoundError, InvalidError (*All Sources*, R14)."""
        with self._database.session() as session:
            if _get(session, id).parent_id is None:
                raise InvalidError([FieldError("id", "All Sources cannot be deleted")])
            session.execute(sa.delete(Profile).where(Profile.id == id))

    def dependants(self, id: str) -> Dependants:
        """What `remove` would delete besides. Errors: NotFoundError."""
        with self._database.session() as session:
            below: list[Profile] = []
            level = [_get(session, id).id]
            while level:
                children = session.scalars(sa.select(Profile).where(Profile.parent_id.in_(level)).order_by(Profile.id))
                below += (found := list(children))
                level = [profile.id for profile in found]
            ids = [id, *(profile.id for profile in below)]
            chapters = session.scalars(sa.select(Chapter).where(Chapter.profile_id.in_(ids)).order_by(Chapter.id))
            return Dependants(below, list(chapters))


def _get(session: Session, profile_id: str) -> Profile:
    if (profile := session.get(Profile, profile_id)) is None:
        raise NotFoundError("Profile", profile_id)
    return profile


def _check_fields(draft: ProfileDraft, group: str | None, findings: Findings) -> None:
    findings.one_of("type", draft.type, PROFILE_TYPES)
    findings.at_least("maxsize", draft.maxsize, 0)
    findings.at_least("expire", draft.expire, 0)
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
        profile.expire = draft.expire


def _new_id(session: Session, prefix: str, parent_id: str, name: str) -> str:
    return prefix + slug(parent_id, name, lambda part: session.get(Profile, prefix + part) is not None)


def _moved(session: Session, profile: Profile, parent: Profile, group: str) -> Profile:
    """The Profile in another group, and so with another id, which its children and Chapters follow."""
    session.flush()
    prefix = _prefix(group)
    new_id = prefix + profile.id.rpartition("/")[2]
    if session.get(Profile, new_id) is not None:
        new_id = _new_id(session, prefix, parent.id, profile.name)
    session.execute(sa.update(Profile).where(Profile.id == profile.id).values(id=new_id, group=group or None))
    session.expunge_all()
    return _get(session, new_id)


def _prefix(group: str | None) -> str:
    return f"{group}/" if group else ""
