"""The page `/roles`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import line, offer
from fauxmon_api.web.parts import text
from fauxmon_model.entities import ADMINISTRATORS, LIVE, Role
from fauxmon_model.errors import FieldError
from fauxmon_model.repository import RoleDraft
from fauxmon_model.repository.sight import can_be_root

_REACHES = {
    "administrator": "Everything, users and roles too",
    "full": "All flows and all that is made of them",
    "chosen": "What is chosen here",
}
_ROOT = re.compile(r"rootProfiles\[\d+\]")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a role may be given, by id: root Profiles, and Channels of *All Sources*."""

    roots: Mapping[str, str]
    sources: Mapping[str, str]


class RolesPage(EditorPage[Role, RoleDraft]):
    """What the users of each role see and may change (R60); who is no administrator has the own one to read."""

    def __init__(self, context: Context, key: str) -> None:
        self._profiles = context.repository.profiles
        of = context.repository.roles
        self._administrating = any(role.administrator for role in of.all())
        super().__init__(Kind("Role", "Roles", "/roles", of.all, of.create, of.update, of.remove), key)
        self._add.visible = self._administrating

    def _form(self, shown: Role | None, like: Role | None) -> RoleForm:
        profiles = self._profiles.all()
        live = next(profile for profile in profiles if profile.id == LIVE)
        choices = Choices(
            {profile.id: profile.name for profile in profiles if can_be_root(profile)},
            {channel.id: channel.name for channel in live.channels},
        )
        return RoleForm(choices, shown, like)

    def _stays(self, _shown: Role) -> bool:
        return not self._administrating

    def _losses(self, _chosen: Role) -> Losses:
        return Losses("A role that users have stays: give them another one first.")

    def _told(self, error: FieldError) -> str:
        return super()._told(FieldError(_ROOT.sub("Root Profiles", error.field), error.message))


class RoleForm:
    """Of `shown`, or of a new one, which may begin like another. What else clients have said of a role stays."""

    def __init__(self, choices: Choices, shown: Role | None, like: Role | None) -> None:
        self._id = None if shown is None else shown.id
        self._more = None if like is None else like.more
        first = (
            shown or like or Role(name="", administrator=False, full_access=False, write=False, roots=[], sources=[])
        )
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
        with ui.element("div").classes("fx-form").props('role=group aria-label="What its users see"'):
            text("h3", "Its users see", "fx-label")
            self._reach = ui.radio(_REACHES, value=reach(first))
        with ui.element("div").classes("fx-form") as chosen:
            self._roots = _choice("Root Profiles")
            offer(self._roots, choices.roots, [profile.id for profile in first.roots])
            self._sources = _choice("Sources")
            offer(self._sources, choices.sources, list(first.sources))
            self._write = ui.checkbox("They may change what is below the root Profiles", value=first.write)
        chosen.bind_visibility_from(self._reach, "value", value="chosen")
        self._reach.set_enabled(shown is None or shown.id != ADMINISTRATORS)

    def draft(self) -> RoleDraft:
        """What is written."""
        return RoleDraft(
            id=self._id,
            name=self._name.value,
            administrator=self._reach.value == "administrator",
            full_access=self._reach.value == "full",
            write=bool(self._write.value),
            roots=list(self._roots.value),
            sources=list(self._sources.value),
            more=self._more,
        )


def reach(role: Role) -> str:
    """How far its users see, as the form has it."""
    if role.administrator:
        return "administrator"
    return "full" if role.full_access else "chosen"


def _choice(label: str) -> ui.select:
    chosen = ui.select([], multiple=True, label=label)
    return chosen.props("outlined dense options-dense use-chips").classes("fx-parents")
