"""The entities: what a Collector is configured with and what it has learnt, but for the flows themselves."""

from fauxmon_model.entities.account import ADMINISTRATORS, ROLE_LIMIT, ROLE_ROOT, USER_LIMIT, Role, Token, User
from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.blacklist import BLACKLIST_LIMIT, RECORD_LIMIT, Blacklist
from fauxmon_model.entities.business_hours import BUSINESS_HOURS_LIMIT, DAYS, INTERVAL_LIMIT, BusinessHours
from fauxmon_model.entities.chapter import (
    AGGREGATE_BY,
    CHANNELS_ORDER_BY,
    CHAPTER_TYPES,
    MIDDLE_LIMIT,
    ORDER_BY,
    RECORD,
    STATS_BY,
    TOP_LIMIT,
    Chapter,
)
from fauxmon_model.entities.dashboard import Dashboard, DisplayedDashboard, Widget
from fauxmon_model.entities.profile import (
    ALL_CHANNELS,
    BASE_TENANT,
    CHANNEL_MODE,
    EXPIRE_LIMIT,
    LIVE,
    MAXSIZE_LIMIT,
    PALETTE,
    PROFILE_TYPES,
    SIGNS,
    SOURCES_GROUP,
    Channel,
    Profile,
)
from fauxmon_model.entities.source import Source

__all__ = [
    "ADMINISTRATORS",
    "AGGREGATE_BY",
    "ALL_CHANNELS",
    "BASE_TENANT",
    "BLACKLIST_LIMIT",
    "BUSINESS_HOURS_LIMIT",
    "CHANNELS_ORDER_BY",
    "CHANNEL_MODE",
    "CHAPTER_TYPES",
    "DAYS",
    "EXPIRE_LIMIT",
    "INTERVAL_LIMIT",
    "LIVE",
    "MAXSIZE_LIMIT",
    "MIDDLE_LIMIT",
    "ORDER_BY",
    "PALETTE",
    "PROFILE_TYPES",
    "RECORD",
    "RECORD_LIMIT",
    "ROLE_LIMIT",
    "ROLE_ROOT",
    "SIGNS",
    "SOURCES_GROUP",
    "STATS_BY",
    "TOP_LIMIT",
    "USER_LIMIT",
    "Blacklist",
    "BusinessHours",
    "Channel",
    "Chapter",
    "Dashboard",
    "DisplayedDashboard",
    "Entity",
    "Profile",
    "Role",
    "Source",
    "Token",
    "User",
    "Widget",
]
