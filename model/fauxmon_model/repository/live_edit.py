"""What an update may change of *All Sources* (R14).

Its Channels come and go with their Sources, so an update may give them other names and colours, and the Profile another
description. All else must be as stored, or be left out: what a client has read can be sent back.
"""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_model.entities import Profile
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ChannelDraft, ProfileDraft

_PROFILE_FIXED = ("name", "group", "type", "tenant")
_CHANNEL_FIXED = ("sign", "filter", "parent", "mode")


def edit_live(live: Profile, draft: ProfileDraft) -> None:
    """Apply the draft. Its times are not looked at, they are those of the flows. Errors: InvalidError."""
    findings = Findings()
    for field in _PROFILE_FIXED:
        asked = getattr(draft, field)
        if asked is not None and asked != (getattr(live, field) or ""):
            findings.add(field, "of All Sources is fixed")
    if draft.parent_id:
        findings.add("parent", "All Sources has none")
    if draft.channels is not None:
        _check_channels(live, draft.channels, findings)
    findings.settle()
    if draft.description is not None:
        live.description = draft.description
    for asked in draft.channels or ():
        channel = live.channel(asked.id or "")
        if channel is not None:
            channel.name = asked.name or channel.name
            channel.color = asked.color or channel.color


def _check_channels(live: Profile, drafts: Sequence[ChannelDraft], findings: Findings) -> None:
    if sorted(draft.id or "" for draft in drafts) != sorted(channel.id for channel in live.channels):
        findings.add("channels", "of All Sources come and go with their Sources: list each of them once")
        return
    by_id = {channel.id: channel for channel in live.channels}
    names: set[str] = set()
    for index, draft in enumerate(drafts):
        path = f"channels[{index}]"
        channel = by_id[draft.id or ""]
        name = channel.name if draft.name is None else draft.name
        findings.name(f"{path}.name", name)
        if name in names:
            findings.add(f"{path}.name", f"two Channels are named {name}")
        names.add(name)
        findings.color(f"{path}.color", draft.color)
        for field in _CHANNEL_FIXED:
            if getattr(draft, field) not in (None, getattr(channel, field)):
                findings.add(f"{path}.{field}", "of a Channel of All Sources is fixed")
