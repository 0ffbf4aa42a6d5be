"""Profiles, Channels, Chapters, alerts and e-mail reports by id or by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from fauxmon.client import Alert, Channel, Chapter, Client, EmailReport, Profile

Thing = TypeVar("Thing", "Profile", "Channel", "Chapter", "Alert", "EmailReport")


def profile_of(client: Client, text: str) -> Profile:
    """The Profile with this id or name. Errors: ClickException, with the Profiles that there are."""
    return client.profile(text) or chosen("Profile", text, client.profiles())


def channels_of(profile: Profile, texts: Sequence[str]) -> list[Channel]:
    """The Channels of a Profile with these ids or names, or with this word in their name: products put the port
    beside the address. Errors: ClickException, with the Channels that there are."""
    return [chosen("Channel", text, profile["channels"], loosely=True) for text in texts]


def chapter_of(client: Client, text: str) -> Chapter:
    """The Chapter with this id or name. Errors: ClickException, with the Chapters that there are."""
    return chosen("Chapter", text, client.chapters())


def email_report_of(client: Client, text: str) -> EmailReport:
    """The e-mail report with this id or name. Errors: ClickException, with those that there are."""
    return chosen("e-mail report", text, client.email_reports())


def alert_of(client: Client, text: str) -> Alert:
    """The alert of this name. Errors: ClickException, with the alerts that there are."""
    return chosen("alert", text, client.alerts())


def chosen(kind: str, text: str, things: Sequence[Thing], *, loosely: bool = False) -> Thing:
    """The one with this id, else with this name, else, `loosely`, with this word in its name. An id may have its
    Profile before it. Errors: ClickException."""
    word = re.compile(rf"(?<![\w.:-]){re.escape(text)}(?![\w.:-])", re.IGNORECASE)
    ways = (
        [one for one in things if str(one["id"]) == text],
        [one for one in things if one["name"] == text],
        [one for one in things if loosely and "/" in text and str(one["id"]) == text.rpartition("/")[2]],
        [one for one in things if loosely and text and word.search(one["name"])],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise click.ClickException(f"{text!r} is more than one {kind}: {listed(found)}")
    there = f"there are: {listed(things)}" if things else "there are none"
    raise click.ClickException(f"there is no {kind} {text!r}; {there}")


def listed(things: Sequence[Any]) -> str:
    """`id (name), id (name)`, of objects with both, with an id alone, or of bare ids (contract 2.1.9)."""
    return ", ".join(_called(one) if isinstance(one, Mapping) else str(one) for one in things)


def _called(thing: Mapping[str, Any]) -> str:
    id_, name = thing["id"], thing.get("name")
    return str(id_) if name in (None, id_) else f"{id_} ({name})"
