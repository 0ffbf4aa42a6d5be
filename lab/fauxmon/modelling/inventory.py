"""Inventory: what a collector has, by names, and which ids go with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fauxmon.client import (
    Blacklist,
    Channel,
    Chapter,
    Client,
    Dashboard,
    Profile,
    Report,
    StatusError,
    Widget,
)
from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.words import ALL
from fauxmon_model.entities import LIVE

NOT_FOUND = 404


@dataclass(slots=True)
class Inventory:
    """Of two things of a kind with one name, the first; `doubles` are such names by kind. `reports` is None where a
    collector has none to be asked for. Widgets are by the name of their Dashboard."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    chapters: dict[str, Chapter] = field(default_factory=dict)
    reports: dict[str, Report] | None = None
    dashboards: dict[str, Dashboard] = field(default_factory=dict)
    widgets: dict[str, list[Widget]] = field(default_factory=dict)
    blacklists: dict[str, Blacklist] = field(default_factory=dict)
    doubles: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, client: Client) -> Inventory:
        """Everything that the collector has. Errors: ClientError."""
        found = cls()
        found.profiles = found._by_name("profiles", client.profiles())
        found.chapters = found._by_name("chapters", client.chapters())
        found.dashboards = found._by_name("dashboards", client.dashboards())
        found.blacklists = found._by_name("blacklists", client.blacklists())
        reports = _if_there(client)
        found.reports = None if reports is None else found._by_name("reports", reports)
        names = {str(dashboard["id"]): name for name, dashboard in found.dashboards.items()}
        for widget in client.widgets():
            name = names.get(str(widget["dashboard"]["id"]))
            if name is not None:
                found.widgets.setdefault(name, []).append(widget)
        return found

    @staticmethod
    def name_of(profile: Profile) -> str:
        """What files call a Profile."""
        return ALL_SOURCES if profile["id"] == LIVE else profile["name"]

    def profile_of_id(self, profile_id: str) -> Profile | None:
        """The Profile with this id."""
        return next((profile for profile in self.profiles.values() if profile["id"] == profile_id), None)

    def chapter_name(self, chapter_id: str) -> str:
        """The name of a Chapter; the id itself where there is no such."""
        return next((name for name, one in self.chapters.items() if str(one["id"]) == chapter_id), chapter_id)

    def blacklist_name(self, blacklist_id: str | int) -> str:
        """The name of a black list; the id itself where there is no such."""
        wanted = str(blacklist_id)
        return next((name for name, one in self.blacklists.items() if str(one["id"]) == wanted), wanted)

    def channel_ids(self, profile: Profile, names: str | Sequence[str]) -> str | list[str]:
        """Ids of Channels by their names, for a search or an entity. Errors: LookupError."""
        if isinstance(names, str):
            return ALL
        return [channel_called(profile, name)["id"] for name in names]

    def series_name(self, text: str) -> str:
        """`<Profile>|<Channel>` (contract 2.3.4) by names; any other text as it is."""
        profile_id, _, channel_id = text.partition("|")
        profile = self.profile_of_id(profile_id)
        channels = profile["channels"] if profile else []
        names = [channel["name"] for channel in channels if channel["id"] == channel_id]
        return f"{self.name_of(profile)}|{names[0]}" if profile and names else text

    def series_id(self, text: str) -> str:
        """`<Profile>|<Channel>` by ids; any other text as it is."""
        for name, profile in self.profiles.items():
            rest = text.removeprefix(f"{name}|")
            for channel in profile["channels"]:
                if rest != text and channel["name"] == rest:
                    return f"{profile['id']}|{channel['id']}"
        return text

    def _by_name(self, kind: str, things: Iterable[Any]) -> dict[str, Any]:
        named = [(self.name_of(thing) if kind == "profiles" else thing["name"], thing) for thing in things]
        counted = Counter(name for name, _ in named)
        self.doubles[kind] = {name for name, count in counted.items() if count > 1}
        first: dict[str, Any] = {}
        for name, thing in named:
            first.setdefault(name, thing)
        return first


def channel_called(profile: Profile, name: str) -> Channel:
    """The Channel of this name. One of All Sources may also be told by its id, or by a word out of its name: collectors
    put the port beside the address of a Source. Errors: LookupError where there is none, or more than one."""
    channels = profile["channels"]
    found = [channel for channel in channels if channel["name"] == name]
    if not found and profile["id"] == LIVE:
        word = re.compile(rf"(?<![\w.:-]){re.escape(name)}(?![\w.:-])", re.IGNORECASE)
        found = [channel for channel in channels if channel["id"] == name]
        found = found or [channel for channel in channels if word.search(channel["name"])]
    if len(found) != 1:
        raise LookupError(name)
    return found[0]


def _if_there(client: Client) -> list[Report] | None:
    try:
        return client.reports()
    except StatusError as error:
        if error.status != NOT_FOUND:
            raise
        return None
