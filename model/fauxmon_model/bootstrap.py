"""Making an empty model usable, and a used one fresh."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model import widget_form
from fauxmon_model.database import number_anew
from fauxmon_model.entities import (
    ADMINISTRATORS,
    LIVE,
    PALETTE,
    Alert,
    Blacklist,
    BusinessHours,
    Channel,
    Chapter,
    Dashboard,
    DisplayedDashboard,
    EmailReport,
    Profile,
    Report,
    Role,
    SavedFilter,
    Source,
    Topology,
    TopologyNode,
    TopologyPath,
    User,
    Widget,
)
from fauxmon_model.ids import chapter_id
from fauxmon_model.passwords import hash_password
from fauxmon_model.predefined import (
    CHAPTERS,
    DASHBOARD,
    FIXED_IDS,
    PROFILES,
    WIDGETS,
    PredefinedChapter,
    PredefinedProfile,
)
from fauxmon_model.repository import Repository
from fauxmon_model.repository.accounts import first_administrator

ADMIN_ID = 1
ADMIN = "admin"
ADMINISTRATOR = "Administrator"
ALL_SOURCES = "All Sources"


def bootstrap(repository: Repository, password: str = "admin") -> None:  # noqa: S107 (the product's factory password)
    """Into an empty model: *All Sources*, the user admin (id 1) with this password in the role of administrators (id
    1), the predefined Profiles, Chapters and the dashboard that admin sees. A model that has *All Sources* is left as
    it is, and so is a user admin that is there."""
    with repository.database.session() as session:
        if session.get(Profile, LIVE) is None:
            if session.get(User, ADMIN_ID) is None:
                session.add(administrator(hash_password(password)))
            _fill(session, repository.now_ms())


def reset(repository: Repository) -> None:
    """The model as `bootstrap` makes it, but for users, roles and tokens, which stay; roles lose their root Profiles.
    Source ids go on counting: none is ever given twice (R8). One transaction: a reader sees the old model or the new
    one, never one without *All Sources*."""
    with repository.database.session() as session:
        maps = (TopologyPath, TopologyNode, Topology)
        boards = (EmailReport, Widget, DisplayedDashboard, Dashboard)
        numbered = (*boards, Blacklist, BusinessHours, SavedFilter, *maps)
        for entity in (*numbered, Report, Chapter, Alert, Channel, Profile, Source):
            session.execute(sa.delete(entity))
        number_anew(session, *numbered)
        _fill(session, repository.now_ms())


def administrator(password_hash: str) -> User:
    """The user admin with a role."""
    role = Role(id=ADMINISTRATORS, name=ADMINISTRATOR, administrator=True, full_access=True, write=True)
    return User(id=ADMIN_ID, login=ADMIN, password_hash=password_hash, role=role)


def _fill(session: Session, now_ms: int) -> None:
    session.add(Profile(id=LIVE, name=ALL_SOURCES, start_ms=now_ms, description="Everything that is received"))
    session.flush()
    session.add_all(_profile(predefined, now_ms) for predefined in PROFILES)
    session.flush()
    chapters = {}
    for predefined in CHAPTERS:
        chapter = Chapter(
            id=FIXED_IDS.get(predefined.name) or chapter_id(predefined.name, lambda _taken: False),
            name=predefined.name,
            localization=_localization(predefined),
            type=predefined.type,
            profile_id=predefined.profile_id,
            **predefined.fields,
        )
        chapters[chapter.name] = chapter
    session.add_all(chapters.values())
    owner_id = first_administrator(session)
    dashboard = Dashboard(name=DASHBOARD, user_id=owner_id)
    session.add(DisplayedDashboard(dashboard=dashboard, user_id=owner_id, order=0))
    session.flush()
    for place in WIDGETS:
        widget = Widget(dashboard=dashboard, options=widget_form.options(chapters[place.chapter], place.clazz))
        session.add(widget)
        session.flush()
        widget.layouts = widget_form.layouts(widget.id, *place.place)


def _localization(predefined: PredefinedChapter) -> dict[str, dict[str, str]]:
    """Its texts are English; those of other languages are for clients to write."""
    column = predefined.fields.get("channel_column_name")
    return {"name": {"en": predefined.name}, **({"channelColumnName": {"en": column}} if column else {})}


def _profile(predefined: PredefinedProfile, now_ms: int) -> Profile:
    return Profile(
        id=predefined.id,
        name=predefined.name,
        description=predefined.description,
        parent_id=LIVE,
        type="shadow",
        start_ms=now_ms,
        channels=[
            Channel(id=channel_id, name=name, filter=text, color=color, position=position, start_ms=now_ms)
            for position, ((channel_id, name, text), color) in enumerate(
                zip(predefined.channels, PALETTE, strict=False)
            )
        ],
    )
