"""The Channel list of a Profile: checking the one that is asked for and putting it in place (R34-R40)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fauxmon_model.entities import ALL_CHANNELS, CHANNEL_MODE, SIGNS, Channel, Profile
from fauxmon_model.ids import slug
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ChannelDraft


def check_channels(
    drafts: Sequence[ChannelDraft], stored: Mapping[str, Channel], parent: Profile, findings: Findings
) -> None:
    """Note what is wrong with a list that is to replace the `stored` Channels (by id) of a child of `parent`.

    A parent id that a stored Channel lists already stays allowed: its Source may be deleted and come back.
    """
    in_parent = {channel.id for channel in parent.channels}
    ids: set[str] = set()
    names: set[str] = set()
    below = False
    for index, draft in enumerate(drafts):
        path = f"channels[{index}]"
        known = stored.get(draft.id) if draft.id is not None else None
        if draft.id is not None and (known is None or draft.id in ids):
            findings.add(f"{path}.id", f"{draft.id} is not a Channel of this Profile, or is listed twice")
        ids.add(draft.id or "")
        name = draft.name if draft.name is not None or known is None else known.name
        findings.name(f"{path}.name", name)
        if name and name in names:
            findings.add(f"{path}.name", f"two Channels are named {name}")
        names.add(name or "")
        findings.one_of(f"{path}.sign", draft.sign, SIGNS)
        sign = draft.sign or (known.sign if known is not None else "+")
        if below and sign == "+":
            findings.add(f"{path}.sign", "all Channels with sign + must come before those with sign -")
        below = below or sign == "-"
        findings.color(f"{path}.color", draft.color)
        findings.filter(f"{path}.filter", draft.filter)
        listed = known.parent if known is not None and known.parent != ALL_CHANNELS else ()
        findings.channels(f"{path}.parent", draft.parent, in_parent.union(listed), parent.id)


def put_channels(profile: Profile, drafts: Sequence[ChannelDraft], start_ms: int) -> None:
    """Make the checked drafts the Profile's Channels. New ones begin at `start_ms` (R34).

    Their order is that of the list. Where a list leaves the known Channels in the order that they have, one whose sign
    has changed goes behind the others of its new side (R38).
    """
    stored = {channel.id: channel for channel in profile.channels}
    signs = {channel.id: channel.sign for channel in profile.channels}
    taken = set(stored)
    channels: list[Channel] = []
    for draft in drafts:
        channel = stored.get(draft.id) if draft.id is not None else None
        if channel is None:
            channel = _new(profile, draft, start_ms, taken)
        elif draft.name is not None:
            channel.name = draft.name
        _apply(channel, draft)
        channels.append(channel)
    kept = [channel.id for channel in channels if channel.id in signs]
    if kept == [id_ for id_ in signs if id_ in kept]:
        channels.sort(key=lambda channel: (channel.sign == "-", signs.get(channel.id, channel.sign) != channel.sign))
    for position, channel in enumerate(channels):
        channel.position = position
    profile.channels = channels


def _new(profile: Profile, draft: ChannelDraft, start_ms: int, taken: set[str]) -> Channel:
    name = draft.name or ""
    # The group is no part of it: a Profile that moves to another group keeps its Channels' ids.
    channel_id = slug(profile.id.rpartition("/")[2], name, taken.__contains__)
    taken.add(channel_id)
    return Channel(id=channel_id, name=name, mode=dict(CHANNEL_MODE), start_ms=start_ms)


def _apply(channel: Channel, draft: ChannelDraft) -> None:
    if draft.sign is not None:
        channel.sign = draft.sign
    if draft.color is not None:
        channel.color = draft.color
    if draft.parent is not None:
        channel.parent = draft.parent if isinstance(draft.parent, str) else list(draft.parent)
    if draft.filter is not None:
        channel.filter = draft.filter
    if draft.mode is not None:
        channel.mode = {**channel.mode, **draft.mode}
