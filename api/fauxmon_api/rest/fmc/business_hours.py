"""Business hours (contract 2.8)."""

from __future__ import annotations

from typing import Any, TypedDict

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import DAYS, BusinessHours
from fauxmon_model.repository import BusinessHoursDraft

ENDPOINTS = Endpoints("Business hours")

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


_BUSINESS_HOURS = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmc/businessHours",
    kind="BusinessHours",
    noun="business hours",
    nouns="business hours",
    kept=lambda repository: repository.business_hours,
    draft=_draft,
    shape=lambda _: business_hours_object,
    gives=BusinessHoursObject,
    example={
        "label": "Office",
        "intervals": [{"from": 8, "to": 12}, {"from": 13, "to": 17}],
        "days": {day: day not in ("saturday", "sunday") for day in DAYS},
    },
    fields=("id", "label"),
)
_BUSINESS_HOURS.on_list(Known.READ, "FS2 reads id and label", "All business hours.")
_BUSINESS_HOURS.on_one(Known.DOCUMENTED, "guide", "One entity of business hours.")
_BUSINESS_HOURS.on_post(
    Known.READ,
    "FS2 needs 201 where the guide says 200, and reads id and label",
    """Create business hours.

    `intervals` are hours `[from, to)` in UTC, up to 24; `days` the days of the week on which they hold.
    """,
)
_BUSINESS_HOURS.on_put(
    Known.READ,
    "FS2 needs 200",
    "Change business hours. Properties that are not given keep their values; intervals and days are replaced.",
)
_BUSINESS_HOURS.on_delete(
    Known.READ,
    "FS2 needs 204; several ids are documented",
    "Delete one entity of business hours, or several with commas between their ids.",
)
