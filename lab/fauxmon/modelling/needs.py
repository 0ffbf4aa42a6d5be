"""What one thing of a model needs of others, by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from fauxmon.modelling.lines import lines
from fauxmon.modelling.words import ALL, WORDS


class Need(NamedTuple):
    """A thing of a kind, or a Channel of a Profile."""

    kind: str
    name: str
    channel: str | None = None

    def __str__(self) -> str:
        thing = f"the {WORDS[self.kind]} {self.name}"
        return thing if self.channel is None else f"the Channel {self.channel} of {thing}"


def needs(kind: str, document: Mapping[str, Any]) -> Iterator[Need]:
    """What must be there before it can be; the Dashboard of a Widget is not told here."""
    return _NEEDS[kind](document)


def _of_profile(document: Mapping[str, Any]) -> Iterator[Need]:
    yield Need("profiles", document["parent"])
    for channel in document["channels"]:
        yield from _channels(document["parent"], channel["parent"])


def _of_chapter(document: Mapping[str, Any]) -> Iterator[Need]:
    yield Need("profiles", document["profile"])
    yield from _channels(document["profile"], document["channels"])
    if document["blacklist"] is not None:
        yield Need("blacklists", document["blacklist"])


def _of_report(document: Mapping[str, Any]) -> Iterator[Need]:
    for chapter in document["chapters"]:
        yield Need("chapters", chapter["chapter"])


def _of_topology(document: Mapping[str, Any]) -> Iterator[Need]:
    for path in document["paths"]:
        for link in (path["channelSrcToDst"], path["channelDstToSrc"]):
            if link is not None:
                yield Need("profiles", link["profile"], link["channel"])


def _of_widget(document: Mapping[str, Any]) -> Iterator[Need]:
    if document["chapter"] is not None:
        yield Need("chapters", document["chapter"])
    if document["topology"] is not None:
        yield Need("topologies", document["topology"])
    for line in lines(document["visualizationSettings"]):
        if line.channel is not None:
            yield Need("profiles", *line.channel)


def _channels(profile: str, names: str | list[str]) -> Iterator[Need]:
    if names != ALL:
        for name in names:
            yield Need("profiles", profile, name)


_NEEDS: dict[str, Callable[[Mapping[str, Any]], Iterator[Need]]] = {
    "profiles": _of_profile,
    "chapters": _of_chapter,
    "reports": _of_report,
    "topologies": _of_topology,
    "dashboards": lambda _: iter(()),
    "widgets": _of_widget,
}
