"""Business hours (contract 2.8)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import DAYS, BusinessHours
from fauxmon_model.repository import BusinessHoursDraft

ENDPOINTS = Endpoints("Business hours")

_PATH = "/rest/fmc/businessHours"
_ENTITY = {
    "label": "Office",
    "intervals": [{"from": 8, "to": 12}, {"from": 13, "to": 17}],
    "days": {day: day not in ("saturday", "sunday") for day in DAYS},
}
_FIELDS = ["id", "label"]


Interval = TypedDict("Interval", {"from": int, "to": int})


class BusinessHoursObject(TypedDict):
    """Hours of days of the week."""

    id: int
    label: str
    intervals: list[Interval]
    days: dict[str, bool]


def business_hours_object(hours: BusinessHours) -> dict[str, Any]:
    """BusinessHours as the contract has them."""
    days = {day: bool(hours.days.get(day)) for day in DAYS}
    return {"id": hours.id, "label": hours.label, "intervals": hours.intervals, "days": days}


def _draft(entity: Received) -> BusinessHoursDraft:
    intervals = entity.objects("intervals")
    draft = BusinessHoursDraft(
        id=entity.integer("id"),
        label=entity.text("label"),
        intervals=None if intervals is None else [_interval(interval) for interval in intervals],
        days=entity.flags("days"),
    )
    entity.check()
    return draft


def _interval(interval: Received) -> tuple[int, int]:
    first, end = (interval.required_integer(name) for name in ("from", "to"))
    return first, end


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 reads id and label",
    takes={"fields": _FIELDS},
    answers={200: "Business hours", 204: "There are none"},
    gives=list[BusinessHoursObject],
)
def all_business_hours(call: Bearer) -> Response:
    """All business hours."""
    rows = [business_hours_object(hours) for hours in call.context.repository.business_hours.all()]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "GET",
    f"{_PATH}/{{id}}",
    Known.DOCUMENTED,
    "guide",
    takes={"fields": _FIELDS},
    answers={200: "The business hours", 204: "No such business hours"},
    gives=BusinessHoursObject,
)
def one_business_hours(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One entity of business hours."""
    return one(
        lambda: business_hours_object(call.context.repository.business_hours.get(numbered("BusinessHours", id))),
        call.parameters.fields(),
    )


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 201 where the guide says 200, and reads id and label",
    takes={"entity": _ENTITY},
    answers={201: "The business hours with their id"},
    gives=BusinessHoursObject,
)
def create_business_hours(call: Bearer) -> Response:
    """Create business hours.

    `intervals` are hours `[from, to)` in UTC, up to 24; `days` the days of the week on which they hold.
    """
    draft = _draft(call.parameters.received("entity"))
    return answer(business_hours_object(call.context.repository.business_hours.create(draft)), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.READ,
    "FS2 needs 200",
    takes={"entity": {"id": 1, **_ENTITY}},
    answers={200: "The business hours as they are now", 404: "No such business hours"},
    gives=BusinessHoursObject,
)
def update_business_hours(call: Bearer) -> Response:
    """Change business hours. Properties that are not given keep their values; intervals and days are replaced."""
    draft = _draft(call.parameters.received("entity"))
    return answer(business_hours_object(call.context.repository.business_hours.update(draft)))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204; several ids are documented",
    answers={204: "Deleted", 404: "No such business hours"},
)
def remove_business_hours(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one entity of business hours, or several with commas between their ids."""
    call.context.repository.business_hours.remove(*numbers("BusinessHours", id))
    return nothing()
