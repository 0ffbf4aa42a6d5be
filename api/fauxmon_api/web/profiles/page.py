"""The page `/profiles`."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.dialogs import confirmed
from fauxmon_api.web.monitoring import tree
from fauxmon_api.web.parts import panel, text
from fauxmon_api.web.profiles.form import ProfileForm
from fauxmon_model.entities import LIVE, Profile
from fauxmon_model.errors import FieldError, InvalidError, ModelError
from fauxmon_model.repository.dependants import Dependants

_CHANNEL = re.compile(r"channels\[(\d+)\]\.?")


class ProfilesPage:
    """One visitor's tree of Profiles, and the form of the one that is chosen."""

    def __init__(self, context: Context, profile_id: str) -> None:
        self._context = context
        self._chosen: Profile | None = None
        self._form: ProfileForm | None = None
        with ui.element("div").classes("fx-center"):
            with ui.element("aside"), panel("Profiles"):
                self._tree = ui.tree([], on_select=self._select).classes("fx-tree")
                self._tree.props("no-selection-unset dense no-connectors no-nodes-label=…")
                button = ui.button("New profile", icon="add", on_click=self._new).props("flat dense no-caps color=none")
                button.classes("fx-small")
            with ui.element("div").classes("fx-column"), panel("Profile"):
                self._heading = text("h1", "", "fx-title fx-form")
                self._body = ui.element("div").classes("fx-editor")
                self._wrong = ui.element("ul").classes("fx-items fx-bad").props("role=alert")
                with ui.element("div").classes("fx-form"):
                    self._save_button = ui.button("Save", on_click=self._save, color=None).props("unelevated no-caps")
                    self._save_button.classes("fx-button")
                    self._copy_button = ui.button("Copy", on_click=self._copy).props("flat no-caps color=none")
                    self._remove_button = ui.button("Delete", on_click=self._remove).props(
                        "flat no-caps color=negative"
                    )
        self._show(profile_id)

    def _read(self) -> dict[str, Profile]:
        """All by id; the tree follows."""
        profiles = self._context.repository.profiles.all()
        nodes = tree.nodes(profiles)
        if self._tree.props["nodes"] != nodes:
            self._tree.props["nodes"] = nodes
            self._tree.expand(tree.ids(nodes))
        return {profile.id: profile for profile in profiles}

    def _show(self, profile_id: str) -> None:
        profiles = self._read()
        profile = profiles.get(profile_id) or profiles[LIVE]
        self._chosen = profile
        self._tree.props["selected"] = profile.id
        self._open(profile.name, profiles, profile, profiles.get(profile.parent_id or ""))
        ui.navigate.history.replace(f"/profiles?id={quote(profile.id, safe='')}")

    def _open(
        self,
        heading: str,
        profiles: dict[str, Profile],
        profile: Profile | None,
        parent: Profile | None,
        like: Profile | None = None,
    ) -> None:
        self._heading.set_text(heading)
        self._wrong.clear()
        self._body.clear()
        with self._body:
            self._form = ProfileForm(self._context, profiles, profile, parent, like)
        is_child = profile is not None and profile.parent_id is not None
        self._copy_button.visible = self._remove_button.visible = is_child

    def _select(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value and (self._chosen is None or event.value != self._chosen.id):
            self._show(event.value)

    def _new(self) -> None:
        profiles = self._read()
        parent = self._chosen or profiles[LIVE]
        self._chosen = None
        self._open(f"New Profile below {parent.name}", profiles, None, profiles.get(parent.id, profiles[LIVE]))

    def _copy(self) -> None:
        if self._chosen is not None:
            profiles, like = self._read(), self._chosen
            self._chosen = None
            self._open(f"Copy of {like.name}", profiles, None, profiles[like.parent_id or LIVE], like)

    async def _save(self) -> None:
        if self._form is None:
            return
        profiles = self._context.repository.profiles
        try:
            draft = self._form.draft()
            kept = await asyncio.to_thread(profiles.create if draft.id is None else profiles.update, draft)
        except InvalidError as error:
            self._say(error.errors)
        except ModelError as error:
            self._say([FieldError("", str(error))])
        else:
            self._show(kept.id)
            ui.notify(f"Profile {kept.name} is saved")

    def _say(self, errors: list[FieldError] | tuple[FieldError, ...]) -> None:
        self._wrong.clear()
        with self._wrong:
            for error in errors:
                text("li", told(error))

    async def _remove(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        profiles = self._context.repository.profiles
        found = await asyncio.to_thread(profiles.dependants, chosen.id)
        title = f"Delete Profile {chosen.name}?"
        if not await confirmed(title, *_along(found), items=going(found)):
            return
        try:
            await asyncio.to_thread(profiles.remove, chosen.id)
        except ModelError as error:
            self._say([FieldError("", str(error))])
        else:
            self._show(chosen.parent_id or LIVE)
            ui.notify(f"Profile {chosen.name} is deleted")


def told(error: FieldError) -> str:
    """What is wrong, with the row of a Channel as people count them."""
    field = _CHANNEL.sub(lambda match: f"Channel {int(match[1]) + 1}, ", error.field).rstrip(", ")
    return f"{field}: {error.message}" if field else error.message


def going(found: Dependants) -> list[str]:
    """What goes along with a Profile."""
    return [
        *(f"Profile {profile.name}" for profile in found.profiles),
        *(f"Chapter {chapter.name}" for chapter in found.chapters),
    ]


def _along(found: Dependants) -> list[str]:
    return ["These go along; Widgets that show such a Chapter stay and say so:"] if going(found) else []
