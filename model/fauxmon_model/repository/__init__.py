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
    NodeDraft,
    PathDraft,
    ProfileDraft,
    RoleDraft,
    TopologyDraft,
    UserDraft,
)
from fauxmon_model.repository.email_reports import EmailReports
from fauxmon_model.repository.nodes import Nodes
from fauxmon_model.repository.paths import Paths
from fauxmon_model.repository.profiles import Profiles
from fauxmon_model.repository.report_drafts import EmailReportDraft, ReportChapterDraft, ReportDraft
from fauxmon_model.repository.reports import Reports
from fauxmon_model.repository.roles import Roles
from fauxmon_model.repository.saved_filters import SavedFilters
from fauxmon_model.repository.sight import ALL_SEEING, Sight
from fauxmon_model.repository.sources import Sources
from fauxmon_model.repository.topologies import Topologies
from fauxmon_model.repository.users import Users
from fauxmon_model.repository.widgets import Widgets

__all__ = [
    "AlertDraft",
    "BlacklistDraft",
    "BusinessHoursDraft",
    "ChannelDraft",
    "ChapterDraft",
    "Dependants",
    "EmailReportDraft",
    "NodeDraft",
    "PathDraft",
    "ProfileDraft",
    "ReportChapterDraft",
    "ReportDraft",
    "Repository",
    "RoleDraft",
    "TopologyDraft",
    "UserDraft",
]


class Repository:
    """One sub-repository per kind of entity, over one Database. `now_ms` is the clock, in ms since 1970; `sight` says
    what of it there is and what may be changed (R60), by default everything."""

    def __init__(self, database: Database, now_ms: Callable[[], int], sight: Sight = ALL_SEEING) -> None:
        self.database = database
        self.now_ms = now_ms
        self._sight = sight
        self.sources = Sources(database, sight)
        self.profiles = Profiles(database, now_ms, sight)
        self.blacklists = Blacklists(database, sight)
        self.business_hours = BusinessHoursRepository(database, sight)
        self.chapters = Chapters(database, sight)
        self.reports = Reports(database, sight)
        self.email_reports = EmailReports(database, now_ms, sight)
        self.dashboards = Dashboards(database, sight)
        self.widgets = Widgets(database, sight)
        self.topologies = Topologies(database, sight)
        self.nodes = Nodes(database, sight)
        self.paths = Paths(database, sight)
        self.alerts = Alerts(database, sight)
        self.saved_filters = SavedFilters(database, sight)
        self.accounts = Accounts(database, now_ms)
        self.users = Users(database, sight)
        self.roles = Roles(database, sight)
        self._whole: Repository | None = None

    def seen_by(self, user_id: int) -> Repository:
        """The same as this user sees it."""
        seen = Repository(self.database, self.now_ms, Sight(user_id))
        seen._whole = self.whole
        return seen

    def trial(self) -> Repository:
        """The same, where everything is checked and nothing kept: what a change would raise, it raises."""
        return Repository(self.database.trial(), self.now_ms, self._sight)

    @property
    def whole(self) -> Repository:
        """The same as the collector itself sees it: for what does not depend on who asks."""
        return self._whole or self
