"""What one thing of a model needs of others, by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

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
    if kind == "profiles":
        yield Need("profiles", document["parent"])
        for channel in document["channels"]:
            yield from _channels(document["parent"], channel["parent"])
    elif kind == "chapters":
        yield Need("profiles", document["profile"])
        yield from _channels(document["profile"], document["channels"])
        if document["blacklist"] is not None:
            yield Need("blacklists", document["blacklist"])
    elif kind == "reports":
        for chapter in document["chapters"]:
            yield Need("chapters", chapter["chapter"])
    elif kind == "widgets" and document["chapter"] is not None:
        yield Need("chapters", document["chapter"])


def _channels(profile: str, names: str | list[str]) -> Iterator[Need]:
    if names != ALL:
        for name in names:
            yield Need("profiles", profile, name)
