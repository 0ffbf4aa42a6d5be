# ruff: noqa: A002 - an id is called id here as in the product
"""Chapters (R46-R49)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import (
    ALL_CHANNELS,
    CHANNELS_ORDER_BY,
    CHAPTER_TYPES,
    LIVE,
    Chapter,
    Profile,
)
from fauxmon_model.errors import NotFoundError
from fauxmon_model.ids import chapter_id
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ChapterDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight
from fauxmon_model.repository.top_checks import check_top
from fauxmon_model.specific import Specific

_LOCALIZED = {"name": "name", "description": "description", "channel_column_name": "channelColumnName"}
"""Fields that have a text per language in `localization`, and what they are called there."""
_NOT_COPIED = {"id", "localization", "blacklist_id", "recompute", *_LOCALIZED}
_COPIED = tuple(field.name for field in fields(ChapterDraft) if field.name not in _NOT_COPIED)


class Chapters:
    """Each reads one Profile, all or some of its Channels, and is seen by whoever sees the Profile."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Chapter]:
        """By name."""
        with self._database.session() as session:
            return self._seen(session)

    def of_blacklist(self, blacklist_id: int) -> list[Chapter]:
        """Those that use a Blacklist, by name."""
        with self._database.session() as session:
            return self._seen(session, Chapter.blacklist_id == blacklist_id)

    def get(self, id: str) -> Chapter:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id, self._sight.of(session))

    def create(self, draft: ChapterDraft) -> Chapter:
        """A new Chapter, by default over all Channels of *All Sources*; its id is assigned. Errors: InvalidError,
        ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            chapter = Chapter(type="", profile_id=LIVE, channels=ALL_CHANNELS, localization={})
            findings = Findings()
            findings.name("name", _english(draft, "name") if draft.name is None else draft.name)
            if draft.type is None:
                findings.add("type", f"must be one of {', '.join(CHAPTER_TYPES)}")
            _check(session, chapter, draft, findings, seen)
            seen.check_below(draft.profile_id or LIVE)
            _apply(chapter, draft)
            chapter.id = chapter_id(chapter.name, lambda taken: session.get(Chapter, taken) is not None)
            session.add(chapter)
        return chapter

    def update(self, draft: ChapterDraft) -> Chapter:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            chapter = _get(session, draft.id or "", seen)
            seen.check_below(chapter.profile_id)
            findings = Findings()
            if draft.name is not None:
                findings.name("name", draft.name)
            _check(session, chapter, draft, findings, seen)
            seen.check_below(draft.profile_id or chapter.profile_id)
            _apply(chapter, draft)
        return chapter

    def remove(self, id: str) -> None:
        """Delete it; Widgets that show it stay and say so. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            chapter = _get(session, id, seen)
            seen.check_below(chapter.profile_id)
            session.delete(chapter)

    def _seen(self, session: Session, *where: sa.ColumnElement[bool]) -> list[Chapter]:
        seen = self._sight.of(session)
        found = session.scalars(sa.select(Chapter).where(*where).order_by(Chapter.name, Chapter.id))
        return [chapter for chapter in found if seen.profile(chapter.profile_id)]


def _get(session: Session, chapter_id: str, seen: Seen) -> Chapter:
    chapter = session.get(Chapter, chapter_id)
    if chapter is None or not seen.profile(chapter.profile_id):
        raise NotFoundError("Chapter", chapter_id)
    return chapter


def _check(session: Session, chapter: Chapter, draft: ChapterDraft, findings: Findings, seen: Seen) -> None:
    profile_id = draft.profile_id or chapter.profile_id
    profile = session.get(Profile, profile_id)
    if profile is None or not seen.profile(profile_id):
        findings.add("profile", f"Profile {profile_id} does not exist")
    else:
        allowed = {channel.id for channel in seen.narrow(profile).channels}
        if profile_id == chapter.profile_id and chapter.channels != ALL_CHANNELS:
            # A Source that was deleted comes back with its Channel's id; until then the Chapter keeps it.
            allowed.update(chapter.channels)
        channels = chapter.channels if draft.channels is None else draft.channels
        findings.channels("channels", channels, allowed, profile_id)
    findings.one_of("type", draft.type, CHAPTER_TYPES)
    findings.one_of("channelsOrderBy", draft.channels_order_by, CHANNELS_ORDER_BY)
    check_top(session, chapter, draft, findings)
    findings.settle()


def _apply(chapter: Chapter, draft: ChapterDraft) -> None:
    for name in _COPIED:
        value = getattr(draft, name)
        if isinstance(value, Specific):
            value = value.stored()
        elif isinstance(value, Mapping):
            value = dict(value)
        elif value is not None and name in ("channels", "middle_output_columns") and not isinstance(value, str):
            value = list(value)
        if value is not None:
            setattr(chapter, name, value)
    if draft.blacklist_id is not None:
        chapter.blacklist_id = draft.blacklist_id or None
    _localize(chapter, draft)


def _localize(chapter: Chapter, draft: ChapterDraft) -> None:
    """Where only one of a field and its English text is given, it is the other one too."""
    localization = {**chapter.localization, **(draft.localization or {})}
    for name, key in _LOCALIZED.items():
        text, english = getattr(draft, name), _english(draft, key)
        if text is None and english is None:
            continue
        setattr(chapter, name, english if text is None else text)
        if english is None:
            localization[key] = {**localization.get(key, {}), "en": text}
    chapter.localization = localization


def _english(draft: ChapterDraft, key: str) -> str | None:
    return (draft.localization or {}).get(key, {}).get("en") or None
