"""Alerts (contract 2.10)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmc.alert_shape import AlertObject, alert_draft, alert_object
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_model.entities import Alert

ENDPOINTS = Endpoints("Alerts")

_PATH = "/rest/fmc/alerts"
_CONDITION = {
    "operator": {"id": 1, "name": "and"},
    "metric": {"id": 3, "name": "total bytes"},
    "comparator": {"id": 1, "name": ">"},
    "number": 1_000_000,
    "timeSpan": {"id": 1, "name": "absolute"},
    "isPercentual": 0,
}
_ENTITY = {
    "name": "Much traffic",
    "enabled": 1,
    "definition": {
        "profile": {"id": "live", "name": "All Sources"},
        "channels": "*",
        "filter": "any",
        "conditionType": {"id": 2, "name": "Total flows"},
        "conditions": [_CONDITION],
        "trigger": {"frequency": {"id": 1, "name": "each time"}, "activationThreshold": 1, "blockFor": 0},
        "reactions": {"email": {"enabled": 1, "to": "noc@example.org", "subject": "Much traffic"}},
    },
}
_FIELDS = ["id", "currentState.triggerStatus"]


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 reads the objects, SUMO lists them; what fired and lastCondition hold is inferred",
    takes={"fields": _FIELDS},
    answers={200: "Alerts", 204: "There are none"},
    gives=list[AlertObject],
)
def all_alerts(call: Bearer) -> Response:
    """Every alert, with how it stands."""
    profiles = {profile.id: profile for profile in call.context.repository.profiles.all()}
    alerts = call.context.repository.alerts.all()
    rows = [alert_object(alert, profiles[alert.profile_id]) for alert in alerts if alert.profile_id in profiles]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "GET",
    f"{_PATH}/{{id}}",
    Known.READ,
    "SUMO gets one; the guide has 204 and 404 for an unknown id: that it is 204 is inferred from its other lists",
    takes={"fields": _FIELDS},
    answers={200: "The alert", 204: "No such alert"},
    gives=AlertObject,
)
def one_alert(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One alert, with how it stands."""
    return one(lambda: _object(call, call.context.repository.alerts.get(id)), call.parameters.fields())


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 201 where the guide says 200, and may leave the id out; with an existing id it changes (guide)",
    takes={"entity": _ENTITY},
    answers={201: "The alert with its id", 200: "It existed and was changed"},
    gives=AlertObject,
)
def create_alert(call: Bearer) -> Response:
    """Create an alert, whose name becomes its id; with the id of one that exists, change that one."""
    alert, new = call.context.repository.alerts.put(alert_draft(call.parameters.received("entity")))
    return answer(_object(call, alert), 201 if new else 200)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.READ,
    "FS2 needs 200; the guide changes with a POST",
    takes={"entity": {"id": "Much traffic", **_ENTITY}},
    answers={200: "The alert as it is now", 404: "No such alert"},
    gives=AlertObject,
)
def update_alert(call: Bearer) -> Response:
    """Change an alert. Properties that are not given keep their values; name and Profile are fixed.

    With another definition, or enabled anew, it is armed again and has no past.
    """
    return answer(_object(call, call.context.repository.alerts.update(alert_draft(call.parameters.received("entity")))))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204",
    answers={204: "Deleted", 404: "No such alert"},
)
def remove_alert(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete an alert. One at a time, since there may be commas in names."""
    call.context.repository.alerts.remove(id)
    return nothing()


def _object(call: Call, alert: Alert) -> dict[str, Any]:
    return alert_object(alert, call.context.repository.profiles.get(alert.profile_id))
