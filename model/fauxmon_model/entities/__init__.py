"""The entities: what a Collector is configured with and what it has learnt, but for the flows themselves."""

from fauxmon_model.entities.account import Token, User
from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.chapter import CHANNELS_ORDER_BY, CHAPTER_TYPES, ORDER_BY, STATS_BY, TOP_LIMIT, Chapter
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
    "ALL_CHANNELS",
    "BASE_TENANT",
    "CHANNELS_ORDER_BY",
    "CHANNEL_MODE",
    "CHAPTER_TYPES",
    "EXPIRE_LIMIT",
    "LIVE",
    "MAXSIZE_LIMIT",
    "ORDER_BY",
    "PALETTE",
    "PROFILE_TYPES",
    "SIGNS",
    "SOURCES_GROUP",
    "STATS_BY",
    "TOP_LIMIT",
    "Channel",
    "Chapter",
    "Dashboard",
    "DisplayedDashboard",
    "Entity",
    "Profile",
    "Source",
    "Token",
    "User",
    "Widget",
]
