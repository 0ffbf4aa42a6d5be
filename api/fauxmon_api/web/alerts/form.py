"""The form of one alert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.alerts.condition_row import FIRST, ConditionRow
from fauxmon_api.web.editor import copied
from fauxmon_api.web.fields import channel_choice, choice, line, offer
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.filter_preview import Asked, FilterPreview
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_api.web.row_list import RowList, add_button
from fauxmon_api.web.saved_filters import SavedMenu
from fauxmon_model.alert_codes import CONDITION_TYPES, FREQUENCIES, ConditionType, Frequency
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import ALL_CHANNELS, LIVE, REACTIONS, Alert, Profile
from fauxmon_model.repository import AlertDraft
from fauxmon_model.repository.copies import copy_of_alert

_REACTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "email": ("E-mail", {"to": "To", "subject": "Subject"}),
    "script": ("Script", {"name": "Name of the script", "parameters": "Parameters"}),
    "syslog": ("Syslog", {}),
    "snmp": ("SNMP", {}),
}


class AlertForm:
    """Of `shown`, or of a new one, which may begin like another. Name and Profile are fixed once it is kept."""

    def __init__(
        self, context: Context, profiles: Mapping[str, Profile], shown: Alert | None, like: Alert | None
    ) -> None:
        self._id = None if shown is None else shown.id
        self._like = like
        self._profiles = profiles
        first = shown or like or Alert(
            name="", enabled=True, profile_id=LIVE, channels=ALL_CHANNELS, filter="any",
            condition_type=int(ConditionType.TOTAL_FLOWS), conditions=[FIRST[ConditionType.TOTAL_FLOWS].stored()],
            frequency=int(Frequency.EACH_TIME), activation_threshold=1, block_for=0, reactions=REACTIONS,
        )  # fmt: skip
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
            self._name.set_enabled(shown is None)
            self._enabled = ui.checkbox("Enabled", value=first.enabled)
        with ui.element("div").classes("fx-form"):
            self._profile = choice("Profile", {id_: one.name for id_, one in profiles.items()}, first.profile_id)
            self._profile.set_enabled(shown is None)
            self._channels = channel_choice()
            self._offer(first.profile_id, [] if first.channels == ALL_CHANNELS else list(first.channels))
            self._profile.on_value_change(lambda event: self._offer(str(event.value), []))
        with ui.element("div").classes("fx-form"):
            self._filter = FilterBox("Filter of the alert")
            self._filter.text = "" if first.filter == "any" else first.filter
            SavedMenu(context.repository, self._filter)
            preview = FilterPreview(context, self._filter, self._asked)
            for chosen in (self._profile, self._channels):
                chosen.on_value_change(lambda _: preview.soon())
        text("h3", "Conditions", "fx-label")
        with ui.element("div").classes("fx-form"):
            self._type = choice("Of", CONDITION_TYPES, first.condition_type)
        self._type.on_value_change(lambda event: self._turn([FIRST[event.value]]))
        self._conditions = ui.element("div")
        self._turn([Condition.of(each) for each in first.conditions])
        self._trigger(first)
        self._reactions(first.reactions)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        path = path.removeprefix("definition.")
        if path.startswith("conditions["):
            return self._rows.field(path.removeprefix("conditions"))
        fields: dict[str, ui.element] = {
            "name": self._name,
            "profile": self._profile,
            "channels": self._channels,
            "filter": self._filter,
            "conditionType": self._type,
            "trigger.frequency": self._frequency,
            "trigger.activationThreshold": self._threshold,
            "trigger.blockFor": self._block,
        }
        for name, options in self._options.items():
            fields |= {f"reactions.{name}.{option}": field for option, field in options.items()}
        return among(fields, path)

    def draft(self) -> AlertDraft:
        """What is written."""
        return replace(
            AlertDraft() if self._like is None else copy_of_alert(self._like),
            id=self._id,
            name=self._name.value,
            enabled=self._enabled.value,
            profile_id=self._profile.value,
            channels=[str(id_) for id_ in self._channels.value] or ALL_CHANNELS,
            filter=self._filter.text.strip() or "any",
            condition_type=self._type.value,
            conditions=[row.value() for row in self._rows.rows],
            frequency=self._frequency.value,
            activation_threshold=int(self._threshold.value or 0),
            block_for=int(self._block.value or 0),
            reactions={name: self._kept(name) | self._reaction(options) for name, options in self._options.items()},
        )

    def _asked(self) -> Asked:
        return str(self._profile.value), [str(id_) for id_ in self._channels.value] or None

    def _kept(self, reaction: str) -> dict[str, Any]:
        """What of the one that this is a copy of is not shown."""
        return {} if self._like is None else dict(self._like.reactions[reaction])

    def _reaction(self, options: Mapping[str, ui.checkbox | ui.input]) -> dict[str, Any]:
        return {option: field.value or ("" if option != "enabled" else False) for option, field in options.items()}

    def _offer(self, profile_id: str, chosen: list[str]) -> None:
        offer(self._channels, {one.id: one.name for one in self._profiles[profile_id].channels}, chosen)

    def _turn(self, conditions: list[Condition]) -> None:
        kind = ConditionType(self._type.value)
        self._conditions.clear()
        with self._conditions:
            rows: RowList[ConditionRow] = RowList("Conditions")
            for condition in conditions:
                rows.append(ConditionRow(rows, kind, condition))
            add_button("Add condition").on_click(lambda: rows.append(ConditionRow(rows, kind, FIRST[kind])))
        self._rows = rows

    def _trigger(self, first: Alert) -> None:
        text("h3", "Trigger", "fx-label")
        with ui.element("div").classes("fx-form"):
            self._frequency = choice("Fires", FREQUENCIES, first.frequency)
            self._threshold = ui.number(
                "After evaluations in a row", value=first.activation_threshold, min=1, precision=0
            )
            self._block = ui.number("Then passes over", value=first.block_for, min=0, precision=0)
            for field in (self._threshold, self._block):
                field.props("outlined dense")

    def _reactions(self, reactions: Mapping[str, Mapping[str, Any]]) -> None:
        text("h3", "Reactions", "fx-label")
        self._options: dict[str, dict[str, ui.checkbox | ui.input]] = {}
        for name, (title, texts) in _REACTIONS.items():
            kept = reactions[name]
            with ui.element("div").classes("fx-form"):
                enabled = ui.checkbox(title, value=bool(kept["enabled"]))
                fields = {option: line(f"{title}: {label}", kept[option]) for option, label in texts.items()}
                for field in fields.values():
                    field.bind_visibility_from(enabled, "value")
            self._options[name] = {"enabled": enabled, **fields}
