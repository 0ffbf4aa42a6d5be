"""Inventory: what a collector has, by names, and which ids go with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fauxmon.client import (
    Blacklist,
    Channel,
    Chapter,
    Client,
    Dashboard,
    Node,
    Path,
    Profile,
    Report,
    StatusError,
    Topology,
    Widget,
)
from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.needs import Need
from fauxmon.modelling.shapes.localization import english
from fauxmon.modelling.words import ALL, gone
from fauxmon_model.entities import LIVE

_NOT_THERE = (404, 405)
"""How a collector answers what it does not know."""
T = TypeVar("T")


@dataclass(slots=True)
class Inventory:
    """Of two things of a kind with one name, the first; `doubles` are such names by kind. `reports` and
    `topologies` are None where a collector has none to be asked for. Widgets are by the name of their Dashboard, nodes
    and paths by that of their Topology."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    chapters: dict[str, Chapter] = field(default_factory=dict)
    reports: dict[str, Report] | None = None
    topologies: dict[str, Topology] | None = None
    nodes: dict[str, list[Node]] = field(default_factory=dict)
    paths: dict[str, list[Path]] = field(default_factory=dict)
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
        reports = _if_there(client.reports)
        found.reports = None if reports is None else found._by_name("reports", reports)
        topologies = _if_there(client.topologies)
        if topologies is not None:
            found.topologies = found._by_name("topologies", topologies)
            found.nodes = _by_owner(client.nodes(), "topology", found.topologies)
            found.paths = _by_owner(client.paths(), "topology", found.topologies)
        found.widgets = _by_owner(client.widgets(), "dashboard", found.dashboards)
        return found

    @staticmethod
    def name_of(profile: Profile) -> str:
        """What files call a Profile."""
        return ALL_SOURCES if profile["id"] == LIVE else profile["name"]

    def profile_of_id(self, profile_id: str) -> Profile | None:
        """The Profile with this id."""
        return next((profile for profile in self.profiles.values() if profile["id"] == profile_id), None)

    def chapter_name(self, chapter_id: str | int) -> str:
        """The name of a Chapter; `gone` where there is no such."""
        return _name(self.chapters, chapter_id)

    def blacklist_name(self, blacklist_id: str | int) -> str:
        """The name of a black list; `gone` where there is no such."""
        return _name(self.blacklists, blacklist_id)

    def topology_name(self, topology_id: str | int) -> str:
        """The name of a Topology; `gone` where there is no such."""
        return _name(self.topologies or {}, topology_id)

    def channel_ids(self, profile: Profile, names: str | Sequence[str]) -> str | list[str]:
        """Ids of Channels by their names, for a search or an entity. Errors: LookupError."""
        if isinstance(names, str):
            return ALL
        return [channel_called(profile, name)["id"] for name in names]

    def channel_name(self, profile_id: str, channel_id: str) -> tuple[str, str]:
        """(Profile, Channel) by names; `gone` what there is not."""
        profile = self.profile_of_id(profile_id)
        name = listed_names([channel_id], profile)[0]
        return gone(profile_id) if profile is None else self.name_of(profile), name

    def channel_id(self, profile: str, channel: str) -> tuple[str, str]:
        """(Profile, Channel) by ids. Errors: LookupError."""
        found = self.profiles[profile]
        return found["id"], channel_called(found, channel)["id"]

    @property
    def lacking(self) -> list[str]:
        """Kinds of things that the collector has no calls for."""
        return [kind for kind in ("reports", "topologies") if getattr(self, kind) is None]

    def has(self, need: Need) -> bool:
        """Whether the collector has what is needed."""
        found = (getattr(self, need.kind) or {}).get(need.name)
        try:
            return found is not None and (need.channel is None or bool(channel_called(found, need.channel)))
        except LookupError:
            return False

    def _by_name(self, kind: str, things: Iterable[Any]) -> dict[str, Any]:
        named = [(self.name_of(thing) if kind == "profiles" else english(thing, "name"), thing) for thing in things]
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


def channel_names(ids: str | Sequence[str], profile: Profile | None) -> str | list[str]:
    """Names of Channels, or `*`."""
    return ALL if isinstance(ids, str) else listed_names(ids, profile)


def listed_names(ids: Sequence[str], profile: Profile | None) -> list[str]:
    """Names of Channels. One of All Sources that is gone keeps its id, since its Source may come back; one of another
    Profile selects nothing for ever, and is left out beside others."""
    names = {str(channel["id"]): channel["name"] for channel in (profile["channels"] if profile else ())}
    bare = [str(channel_id).rpartition("/")[2] for channel_id in ids]
    if profile is not None and profile["id"] == LIVE:
        return [names.get(channel_id, channel_id) for channel_id in bare]
    there = [names[channel_id] for channel_id in bare if channel_id in names]
    return there or [gone(channel_id) for channel_id in bare]


def _name(things: Mapping[str, Any], id_: str | int) -> str:
    return next((name for name, one in things.items() if str(one["id"]) == str(id_)), gone(id_))


def _by_owner(things: Iterable[T], field: str, owners: Mapping[str, Any]) -> dict[str, list[T]]:
    names = {str(owner["id"]): name for name, owner in owners.items()}
    found: dict[str, list[T]] = {}
    for thing in things:
        named: Any = thing
        name = names.get(str(named[field]["id"]))
        if name is not None:
            found.setdefault(name, []).append(thing)
    return found


def _if_there(ask: Callable[[], list[T]]) -> list[T] | None:
    try:
        return ask()
    except StatusError as error:
        if error.status not in _NOT_THERE:
            raise
        return None
