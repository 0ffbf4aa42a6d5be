"""The page `/profiles`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.chapters.page import widget_lines
from fauxmon_api.web.editor import EditorPage, Kind, Losses
from fauxmon_api.web.monitoring import tree
from fauxmon_api.web.profiles.form import ProfileForm
from fauxmon_model.entities import LIVE, Profile
from fauxmon_model.errors import FieldError
from fauxmon_model.repository import ProfileDraft
from fauxmon_model.repository.dependants import Dependants

_CHANNEL = re.compile(r"channels\[(\d+)\]\.?")
_LINE = "This happens along with it:"


class ProfilesPage(EditorPage[Profile, ProfileDraft]):
    """The tree of Profiles; a new one is below the one that was chosen."""

    def __init__(self, context: Context, profile_id: str) -> None:
        self._context = context
        of, trial = context.repository.profiles, context.repository.trial().profiles
        self._profiles = of
        names = ("Profile", "Profiles", "/profiles")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, profile_id or LIVE)

    def _nodes(self, kept: Sequence[Profile]) -> list[dict[str, Any]]:
        return tree.nodes(kept)

    def _form(self, shown: Profile | None, like: Profile | None) -> ProfileForm:
        profiles = {profile.id: profile for profile in self._profiles.all()}
        if shown is not None:
            return ProfileForm(self._context, profiles, shown, profiles.get(shown.parent_id or ""))
        return ProfileForm(self._context, profiles, None, self._parent(profiles, like), like)

    def _parent(self, profiles: dict[str, Profile], like: Profile | None) -> Profile:
        """Of a new one."""
        beside = "" if self._beside is None else self._beside.id
        wanted = beside if like is None else like.parent_id
        return profiles.get(wanted or LIVE) or profiles[LIVE]

    def _titled(self, like: Profile | None) -> str:
        below = self._parent({profile.id: profile for profile in self._profiles.all()}, like)
        return super()._titled(like) if like else f"New Profile below {below.name}"

    def _stays(self, shown: Profile) -> bool:
        return shown.parent_id is None

    def _after(self, gone: Profile) -> str:
        return gone.parent_id or LIVE

    def _told(self, error: FieldError) -> str:
        return told(error)

    def _losses(self, chosen: Profile) -> Losses:
        found = self._profiles.dependants(chosen.id)
        items = [*going(found), *widget_lines(self._context.repository, found.chapters)]
        return Losses(_LINE, items) if items else Losses()


def told(error: FieldError) -> str:
    """What is wrong, with the row of a Channel as people count them."""
    field = _CHANNEL.sub(lambda match: f"Channel {int(match[1]) + 1}, ", error.field).rstrip(", ")
    return f"{field}: {error.message}" if field else error.message


def going(found: Dependants) -> list[str]:
    """What goes along with a Profile, and what loses something."""
    return [
        *(f"Profile {profile.name} goes" for profile in found.profiles),
        *(f"Chapter {chapter.name} goes" for chapter in found.chapters),
        *(f"Alert {alert.name} goes" for alert in found.alerts),
        *(f"Report {report.name} loses Chapters" for report in found.reports),
        *(f"Path {path.name} loses its traffic" for path in found.paths),
    ]
