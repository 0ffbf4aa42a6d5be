"""The entities: what a Collector is configured with and what it has learnt, but for the flows themselves."""

from fauxmon_model.entities.account import Token, User
from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.chapter import Chapter
from fauxmon_model.entities.dashboard import Dashboard, DisplayedDashboard, Widget
from fauxmon_model.entities.profile import ALL_CHANNELS, BASE_TENANT, LIVE, Channel, Profile
from fauxmon_model.entities.source import Source

__all__ = [
    "ALL_CHANNELS",
    "BASE_TENANT",
    "LIVE",
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
