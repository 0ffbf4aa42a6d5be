"""Alerts between the contract's objects and the model's (contract 2.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from fauxmon_api.rest.bodies import Named, Numbered
from fauxmon_api.rest.fmc.alert_state import AlertStateObject, current_state
from fauxmon_api.rest.fmc.codes import code, coded
from fauxmon_api.transport.received import Received, as_text
from fauxmon_model import alert_codes
from fauxmon_model.alert_codes import ConditionType, Operator, TimeSpan
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import ALL_CHANNELS, Alert, Profile
from fauxmon_model.repository import AlertDraft

_TOTALS = (alert_codes.TOTAL_METRICS, alert_codes.TOTAL_COMPARATORS)
_TOPS = (alert_codes.TOP_METRICS, alert_codes.TOP_COMPARATORS)


class AlertCondition(TypedDict):
    """A condition on totals has a `timeSpan` and `isPercentual`, one on the first of a statistic its subject."""

    operator: Numbered
    metric: Numbered
    comparator: Numbered
    number: float
    timeSpan: NotRequired[Numbered]
    isPercentual: NotRequired[int]
    subjectOfMeasurement: NotRequired[Numbered]


class AlertTrigger(TypedDict):
    """When an alert fires whose conditions hold."""

    frequency: Numbered
    activationThreshold: int
    blockFor: int


class AlertDefinition(TypedDict):
    """What an alert watches, and what it does."""

    profile: Named
    channels: Literal["*"] | list[Named]
    filter: str
    conditionType: Numbered
    conditions: list[AlertCondition]
    trigger: AlertTrigger
    reactions: dict[str, dict[str, Any]]


class AlertObject(TypedDict):
    """An alert; `enabled` is 0 or 1."""

    id: str
    name: str
    enabled: int
    definition: AlertDefinition
    currentState: AlertStateObject


def alert_object(alert: Alert, profile: Profile) -> dict[str, Any]:
    """An alert over that Profile as the contract has it. A Channel that is gone keeps its id as name."""
    names = {channel.id: channel.name for channel in profile.channels}
    channels = alert.channels
    return {
        "id": alert.id,
        "name": alert.name,
        "enabled": int(alert.enabled),
        "definition": {
            "profile": {"id": profile.id, "name": profile.name},
            "channels": channels
            if isinstance(channels, str)
            else [{"id": id_, "name": names.get(id_, id_)} for id_ in channels],
            "filter": alert.filter,
            "conditionType": coded(alert.condition_type, alert_codes.CONDITION_TYPES),
            "conditions": [_condition(Condition.of(each), alert.condition_type) for each in alert.conditions],
            "trigger": {
                "frequency": coded(alert.frequency, alert_codes.FREQUENCIES),
                "activationThreshold": alert.activation_threshold,
                "blockFor": alert.block_for,
            },
            "reactions": {name: _reaction(options) for name, options in alert.reactions.items()},
        },
        "currentState": current_state(alert),
    }


def alert_draft(entity: Received) -> AlertDraft:
    """What a POST or PUT asks for; `currentState` is read-only and passed over. Errors: InvalidError."""
    definition = entity.object("definition") or Received({}, "definition", entity.errors)
    trigger = definition.object("trigger") or Received({}, "definition.trigger", entity.errors)
    kind = code(definition, "conditionType", alert_codes.CONDITION_TYPES, name_first=True)
    draft = AlertDraft(
        id=entity.text("id"),
        name=entity.text("name"),
        enabled=entity.boolean("enabled"),
        profile_id=_named(definition, "profile"),
        channels=_channels(definition),
        filter=definition.text("filter"),
        condition_type=kind,
        conditions=_conditions(definition, kind),
        frequency=code(trigger, "frequency", alert_codes.FREQUENCIES),
        activation_threshold=trigger.integer("activationThreshold"),
        block_for=trigger.integer("blockFor"),
        reactions=_reactions(definition.object("reactions")),
    )
    entity.check()
    return draft


def _condition(condition: Condition, kind: int) -> dict[str, Any]:
    top = kind == ConditionType.TOP_1
    metrics, comparators = _TOPS if top else _TOTALS
    number = condition.number or 0.0
    common = {
        "operator": coded(condition.operator, alert_codes.OPERATORS),
        "metric": coded(condition.metric or 0, metrics),
        "comparator": coded(condition.comparator or 0, comparators),
        "number": int(number) if number.is_integer() else number,
    }
    if top:
        return {**common, "subjectOfMeasurement": coded(condition.subject or 0, alert_codes.SUBJECTS)}
    return {
        **common,
        "timeSpan": coded(condition.time_span, alert_codes.TIME_SPANS),
        "isPercentual": int(condition.percentual),
    }


def _reaction(options: Mapping[str, Any]) -> dict[str, Any]:
    """A `file` that there is none of is left out."""
    return {name: int(value) if name == "enabled" else value for name, value in options.items() if value is not None}


def _named(definition: Received, name: str) -> str | None:
    """The id of `{id, name}`, or an id alone."""
    if isinstance(definition.value.get(name), Mapping):
        found = definition.object(name)
        return None if found is None else found.text("id")
    return definition.text(name)


def _channels(definition: Received) -> Sequence[str] | str | None:
    given = definition.value.get("channels")
    if given is None or given == ALL_CHANNELS:
        return given
    if not isinstance(given, list):
        definition.refuse("channels", 'Must be "*" or a list of Channels')
        return None
    ids = [as_text(each.get("id") if isinstance(each, Mapping) else each) for each in given]
    for index, id_ in enumerate(ids):
        if id_ is None:
            definition.refuse(f"channels[{index}]", "Must be a Channel with its id")
    return [id_.rpartition("/")[2] for id_ in ids if id_ is not None]


def _conditions(definition: Received, kind: int | None) -> list[Condition] | None:
    given = definition.objects("conditions")
    if given is None:
        return None
    # What goes by name is of the lists of the type that is given with it; ids are as they are.
    metrics, comparators = _TOPS if kind == ConditionType.TOP_1 else _TOTALS
    return [
        Condition(
            metric=code(each, "metric", metrics),
            comparator=code(each, "comparator", comparators),
            number=each.read("number", float, "Must be a number"),
            operator=_given(code(each, "operator", alert_codes.OPERATORS), Operator.AND),
            time_span=_given(code(each, "timeSpan", alert_codes.TIME_SPANS), TimeSpan.ABSOLUTE),
            percentual=bool(each.boolean("isPercentual")),
            subject=code(each, "subjectOfMeasurement", alert_codes.SUBJECTS),
        )
        for each in given
    ]


def _given(value: int | None, default: int) -> int:
    return default if value is None else value


def _reactions(given: Received | None) -> dict[str, dict[str, Any]] | None:
    if given is None:
        return None
    found: dict[str, dict[str, Any]] = {}
    for name, texts in (("email", ("to", "subject")), ("script", ("name", "parameters")), ("syslog", ()), ("snmp", ())):
        if (reaction := given.object(name)) is not None:
            options = {"enabled": reaction.boolean("enabled"), **{text: reaction.text(text) for text in texts}}
            found[name] = {option: value for option, value in options.items() if value is not None}
            found[name] |= _file(reaction) if name == "script" else {}
            found[name] |= _target_groups(reaction) if name == "snmp" else {}
    return found


def _file(script: Received) -> dict[str, Any]:
    """An explicit null is no file."""
    if "file" not in script.value:
        return {}
    file = script.object("file")
    return {"file": None if file is None else {name: file.required(name) for name in ("name", "data")}}


def _target_groups(snmp: Received) -> dict[str, Any]:
    groups = snmp.objects("targetGroups")
    if groups is None:
        return {}
    return {"targetGroups": [{"id": group.integer("id"), "name": group.text("name")} for group in groups]}
