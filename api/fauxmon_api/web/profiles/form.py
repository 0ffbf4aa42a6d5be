"""The form of one Profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web import zones
from fauxmon_api.web.editor import copied
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.monitoring.selection import read, written
from fauxmon_api.web.parts import text
from fauxmon_api.web.profiles.channel_rows import ChannelRows
from fauxmon_model.entities import LIVE, PROFILE_TYPES, Channel, Profile
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.repository import ProfileDraft
from fauxmon_model.repository.copies import copy_of_profile

_MEANT = ("real: keeps its flows from now on", "shadow: reads those of its parent")
_TYPES = dict(zip(PROFILE_TYPES, _MEANT, strict=True))


class ProfileForm:
    """Of `profile`, or of a new one below `parent`; a copy begins with the fields of another one."""

    def __init__(
        self,
        context: Context,
        profiles: Mapping[str, Profile],
        profile: Profile | None,
        parent: Profile | None,
        like: Profile | None = None,
    ) -> None:
        self._profile = profile
        self._like = like
        self._zone = zones.here()
        self._profiles = profiles
        shown = profile or like
        self._context = context
        with ui.element("div").classes("fx-form") as form:
            self._name = ui.input("Name", value=copied(shown.name, copy=shown is like) if shown else "")
            self._name.props("outlined dense")
        if parent is None:
            self._rows(None, shown)
            return
        with form:
            self._group = ui.input("Group", value=shown.group or "" if shown else "").props("outlined dense clearable")
            self._type = ui.select(_TYPES, value=shown.type if shown else "shadow", label="Type")
            self._type.props("outlined dense options-dense").classes("fx-choice")
            names = {id_: one.name for id_, one in profiles.items() if profile is None or id_ != profile.id}
            self._parent = ui.select(names, value=parent.id, label="Parent")
            self._parent.props("outlined dense options-dense").classes("fx-choice")
            self._parent.set_enabled(profile is None)
            self._parent.on_value_change(lambda event: self._of_parent(str(event.value)))
            self._start = self._moment("Start ({}), empty: as its parent", profile.start_ms if profile else None)
            self._start.set_enabled(profile is None)
            self._continuous = ui.checkbox("Continuous", value=shown is None or not shown.history)
            self._end = self._moment("End ({})", (shown.end_ms if shown else None) or context.now_ms())
            self._end.bind_visibility_from(self._continuous, "value", backward=lambda value: not value)
            self._about = ui.input("Description", value=shown.description if shown else "").props("outlined dense")
            self._about.classes("fx-wide")
        self._list = ui.element("div")
        self._of_parent(parent.id, shown)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        if path.startswith("channels["):
            return self._channels.field(path.removeprefix("channels"))
        fields: dict[str, ui.element] = {"name": self._name}
        if self._profile is None or self._profile.id != LIVE:
            fields |= {"group": self._group, "type": self._type, "parent": self._parent}
            fields |= {"start": self._start, "end": self._end}
        return among(fields, path)

    def draft(self) -> ProfileDraft:
        """What is written. Errors: InvalidError."""
        if self._profile is not None and self._profile.id == LIVE:
            return ProfileDraft(id=LIVE, name=self._name.value, channels=self._channels.drafts())
        end_ms = None if self._continuous.value else self._time("end", self._end.value)
        new = self._profile is None
        return replace(
            ProfileDraft() if self._like is None else copy_of_profile(self._like),
            id=None if self._profile is None else self._profile.id,
            name=self._name.value,
            group=self._group.value or "",
            type=self._type.value,
            parent_id=self._parent.value,
            start_ms=self._start_ms() if new else None,
            end_ms=end_ms,
            history=not self._continuous.value,
            description=self._about.value,
            channels=self._channels.drafts(),
        )

    def _start_ms(self) -> int:
        if self._start.value:
            return self._time("start", self._start.value)
        return self._profiles[str(self._parent.value)].start_ms

    def _of_parent(self, parent_id: str, like: Profile | None = None) -> None:
        self._list.clear()
        with self._list:
            self._rows(self._profiles[parent_id], like)

    def _rows(self, parent: Profile | None, like: Profile | None) -> None:
        channels: list[Channel] = list(like.channels) if like else []
        text("h3", "Channels: those above the axis first", "fx-label")
        self._channels = ChannelRows(self._context, parent, channels)
        if parent is not None and not channels:
            self._channels.add()

    def _moment(self, label: str, ms: int | None) -> ui.input:
        field = ui.input(label.format(self._zone), value="" if ms is None else written(ms, self._zone)[:16])
        field.props("type=datetime-local outlined dense stack-label")
        return field.classes("fx-choice")

    def _time(self, field: str, value: str) -> int:
        try:
            return read(value, self._zone)
        except ValueError as error:
            raise InvalidError([FieldError(field, str(error))]) from None
