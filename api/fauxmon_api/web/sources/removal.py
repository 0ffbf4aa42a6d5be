"""A Source is deleted, after a question that says what else depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.source_state import removed
from fauxmon_api.web.dialogs import confirmed
from fauxmon_model.entities import LIVE
from fauxmon_model.errors import ModelError
from fauxmon_model.repository.dependants import Dependants

_GOES = "Its Channel in All Sources and its flows are deleted too. If it still sends, it comes back as new."
_STAYS = "These name its Channel. They stay, and have nothing of it until the exporter is heard again:"


async def asked_and_removed(context: Context, source: Mapping[str, Any]) -> bool:
    """Whether it is deleted: somebody may not want to, and it may not be allowed, which is told."""
    address, port = source["address"], source["listening_port"]
    try:
        _, found = context.repository.profiles.channel_dependants(LIVE, source["channel_id"])
        items = naming(found)
        lines = (_GOES, _STAYS) if items else (_GOES,)
        if not await confirmed(f"Delete Source {address} (port {port})?", *lines, items=items):
            return False
        await removed(context, source["id"])
    except ModelError as error:
        ui.notify(str(error), type="negative")
        return False
    ui.notify(f"Source {address} is deleted")
    return True


def naming(found: Dependants) -> list[str]:
    """What names a Channel."""
    return [
        *(f"Profile {profile.name}" for profile in found.profiles),
        *(f"Chapter {chapter.name}" for chapter in found.chapters),
        *(f"Alert {alert.name}" for alert in found.alerts),
        *(f"Path {path.name}" for path in found.paths),
    ]
