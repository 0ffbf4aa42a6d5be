"""The page `/roles`."""

from __future__ import annotations

from dataclasses import replace

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, copied
from fauxmon_api.web.fields import channel_choice, line, offer
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_model.entities import ADMINISTRATORS, LIVE, Role
from fauxmon_model.repository import Repository, RoleDraft
from fauxmon_model.repository.copies import copy_of_role
from fauxmon_model.repository.sight import can_be_root


class RolesPage(EditorPage[Role, RoleDraft]):
    """Roles: what their users see, and whether they may change it."""

    def __init__(self, context: Context, key: str) -> None:
        self._repository = context.repository
        of, trial = context.repository.roles, context.repository.trial().roles
        names = ("Role", "Roles", "/roles")
        super().__init__(Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update), key)
        self._add.visible = any(role.administrator for role in of.all())

    def _stays(self, shown: Role) -> bool:
        return shown.id == ADMINISTRATORS

    def _form(self, shown: Role | None, like: Role | None) -> RoleForm:
        return RoleForm(self._repository, shown, like)


class RoleForm:
    """Of `shown`, or of a new one, which may begin like another."""

    def __init__(self, repository: Repository, shown: Role | None, like: Role | None) -> None:
        self._id = None if shown is None else shown.id
        self._like = like
        first = shown or like or Role(name="", administrator=False, full_access=False, write=False, sources=[])
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
        with ui.element("div").classes("fx-form"):
            self._administrator = ui.checkbox("Administrator: may do everything", value=first.administrator)
            self._full = ui.checkbox("Full access: sees and changes all but users and roles", value=first.full_access)
        with ui.element("div") as limits:
            text("h3", "Without these, its users see", "fx-label")
            with ui.element("div").classes("fx-form"):
                self._roots = channel_choice("Root Profiles, and all below them")
                self._sources = channel_choice("Sources of All Sources")
                self._write = ui.checkbox("and may change what is below the root Profiles", value=first.write)
        profiles = repository.profiles.all()
        roots = {one.id: one.name for one in profiles if can_be_root(one)}
        offer(self._roots, roots, [one.id for one in first.roots] if shown or like else [])
        sources = {one.id: one.name for profile in profiles if profile.id == LIVE for one in profile.channels}
        offer(self._sources, sources, list(first.sources))
        for box in (self._administrator, self._full):
            box.on_value_change(lambda _: self._turn(limits))
        self._turn(limits)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        fields: dict[str, ui.element] = {
            "name": self._name,
            "administrator": self._administrator,
            "rootProfiles": self._roots,
            "sources": self._sources,
        }
        return among(fields, path)

    def draft(self) -> RoleDraft:
        """What is written."""
        return replace(
            RoleDraft() if self._like is None else copy_of_role(self._like),
            id=self._id,
            name=self._name.value,
            administrator=bool(self._administrator.value),
            full_access=bool(self._full.value),
            write=bool(self._write.value),
            roots=list(self._roots.value),
            sources=list(self._sources.value),
        )

    def _turn(self, limits: ui.element) -> None:
        limits.visible = not (self._administrator.value or self._full.value)
