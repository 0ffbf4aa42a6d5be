"""What a question is about: Profile, Channels, time and filter, as options."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from fauxmon.cli.choosing import channels_of, profile_of
from fauxmon.cli.times import Span, takes_time

if TYPE_CHECKING:
    from fauxmon.client import Client, Profile, Scope

FEW_CHANNELS = 2
"""So many are named in titles, more are counted."""

profile_option = click.option(
    "--profile", default="live", show_default=True, help="Id or name of the Profile; live is All Sources."
)
filter_option = click.option("--filter", "filter_text", help="Only flows that match, such as 'proto tcp and port 443'.")
number_option = click.option(
    "-n", "--number", type=click.IntRange(1, 10_000), default=10, show_default=True, help="So many rows at most."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A Profile, ids of some of its Channels (None: all of them), and a time."""

    profile: Profile
    channels: list[str] | None
    span: Span

    def scope(self, filter_text: str | None = None, *, every_channel: bool = True) -> Scope:
        """As the client asks it. `every_channel` names all Channels if none is chosen: questions about flows want a
        list."""
        from fauxmon.client import Scope

        channels = self.channels
        if channels is None and every_channel:
            channels = [one["id"] for one in self.profile["channels"]]
        return Scope(
            from_s=self.span.from_s,
            to_s=self.span.to_s,
            profile=self.profile["id"],
            channels=channels,
            filter=filter_text,
        )

    def until(self, to_s: int) -> Question:
        """The same, up to another time."""
        return replace(self, span=Span(self.span.from_s, to_s))

    def __str__(self) -> str:
        chosen = self.channels or []
        which = ", ".join(chosen) if len(chosen) <= FEW_CHANNELS else f"{len(chosen)} Channels"
        return f"{self.profile['name']}{f' ({which})' if which else ''}, {self.span}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Options as they were given: Profile and Channels by id or name."""

    profile: str
    channels: tuple[str, ...]
    span: Span

    def of(self, client: Client) -> Question:
        """What that is at this collector. Errors: ClickException, ClientError."""
        profile = profile_of(client, self.profile)
        ids = [one["id"] for one in channels_of(profile, self.channels)] if self.channels else None
        return Question(profile, ids, self.span)


def takes_scope(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for Profile, Channels and time, which become its argument `asked`."""

    @takes_time
    @profile_option
    @click.option(
        "--channel", "channels", multiple=True, help="Id or name of a Channel; may be repeated.  [default: all]"
    )
    @functools.wraps(command)
    def scoped(*args: object, profile: str, channels: tuple[str, ...], span: Span, **more: object) -> None:
        command(*args, asked=Asked(profile, channels, span), **more)

    return scoped
