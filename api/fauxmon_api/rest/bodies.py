"""Types of answers' bodies that several themes share."""

from __future__ import annotations

from typing import TypedDict


class Numbered(TypedDict):
    """An entry of a code list whose ids are numbers."""

    id: int
    name: str


class Named(TypedDict):
    """An entry of a code list."""

    id: str
    name: str


class Grouped(Named):
    """One that stands in a group."""

    group: str


class Login(TypedDict):
    """A user by number and login."""

    id: int
    login: str


class Begun(TypedDict):
    """A result that is being computed."""

    id: int


class ChannelName(TypedDict):
    """A Channel by its id, which begins with that of its Profile, and its name."""

    id: str
    name: str


class Series(TypedDict):
    """Points `[ms since 1970, value]` of a Channel."""

    channel: ChannelName
    values: list[tuple[int, float]]
