"""Reading and changing the entities. Every method is one transaction and returns entities that outlive it."""

from __future__ import annotations

from collections.abc import Callable

from fauxmon_model.database import Database
from fauxmon_model.repository.accounts import Accounts
from fauxmon_model.repository.alerts import Alerts
from fauxmon_model.repository.blacklists import Blacklists
from fauxmon_model.repository.business_hours import BusinessHoursRepository
from fauxmon_model.repository.chapters import Chapters
from fauxmon_model.repository.dashboards import Dashboards
from fauxmon_model.repository.dependants import Dependants
from fauxmon_model.repository.drafts import (
    AlertDraft,
    BlacklistDraft,
    BusinessHoursDraft,
    ChannelDraft,
    ChapterDraft,
    ProfileDraft,
)
from fauxmon_model.repository.profiles import Profiles
from fauxmon_model.repository.sources import Sources
from fauxmon_model.repository.widgets import Widgets

__all__ = [
    "AlertDraft",
    "BlacklistDraft",
    "BusinessHoursDraft",
    "ChannelDraft",
    "ChapterDraft",
    "Dependants",
    "ProfileDraft",
    "Repository",
]


class Repository:
    """One sub-repository per kind of entity, over one Database. `now_ms` is the clock, in ms since 1970."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self.database = database
        self.now_ms = now_ms
        self.sources = Sources(database)
        self.profiles = Profiles(database, now_ms)
        self.blacklists = Blacklists(database)
        self.business_hours = BusinessHoursRepository(database)
        self.chapters = Chapters(database)
        self.dashboards = Dashboards(database)
        self.widgets = Widgets(database)
        self.alerts = Alerts(database)
        self.accounts = Accounts(database, now_ms)
