"""The page `/business-hours`."""

from __future__ import annotations

import re

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import DayBoxes, line
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_api.web.row_list import RowList, add_button, row_box
from fauxmon_model.entities import DAYS, BusinessHours
from fauxmon_model.errors import FieldError
from fauxmon_model.repository import BusinessHoursDraft

_INTERVAL = re.compile(r"intervals\[(\d+)\]\.")


class BusinessHoursPage(EditorPage[BusinessHours, BusinessHoursDraft]):
    """Business hours: intervals on some days of the week."""

    def __init__(self, context: Context, key: str) -> None:
        self._email_reports = context.repository.email_reports
        of, trial = context.repository.business_hours, context.repository.trial().business_hours
        names = ("Business hours", "Business hours", "/business-hours")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, key)

    def _name(self, one: BusinessHours) -> str:
        return one.label

    def _form(self, shown: BusinessHours | None, like: BusinessHours | None) -> BusinessHoursForm:
        return BusinessHoursForm(shown, like)

    def _losses(self, chosen: BusinessHours) -> Losses:
        using = [f"E-mail report {each.name}" for each in self._email_reports.of_business_hours(chosen.id)]
        return Losses("These tell of all hours from then on:", using) if using else Losses()

    def _told(self, error: FieldError) -> str:
        field = _INTERVAL.sub(lambda match: f"Hours {int(match[1]) + 1}, ", error.field)
        return super()._told(FieldError(field, error.message))


class BusinessHoursForm:
    """Of `shown`, or of a new one, which may begin like another."""

    def __init__(self, shown: BusinessHours | None, like: BusinessHours | None) -> None:
        self._id = None if shown is None else shown.id
        office = {day: day not in ("saturday", "sunday") for day in DAYS}
        first = shown or like or BusinessHours(label="", intervals=[{"from": 8, "to": 17}], days=office)
        with ui.element("div").classes("fx-form"):
            self._label = line("Name", copied(first.label, copy=first is like))
        self._days = DayBoxes(first.days)
        text("h3", "Hours of those days, in UTC", "fx-label")
        self._hours: RowList[_Interval] = RowList("Hours")
        for each in first.intervals:
            self._hours.append(_Interval(self._hours, each["from"], each["to"]))
        add_button("Add hours").on_click(lambda: self._hours.append(_Interval(self._hours, None, None)))

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        if path.startswith("intervals["):
            return self._hours.field(path.removeprefix("intervals"))
        return among({"label": self._label, "days": self._days.box}, path)

    def draft(self) -> BusinessHoursDraft:
        """What is written."""
        intervals = [interval.value for interval in self._hours.rows]
        return BusinessHoursDraft(id=self._id, label=self._label.value, intervals=intervals, days=self._days.value)


class _Interval:
    def __init__(self, rows: RowList[_Interval], first: int | None, end: int | None) -> None:
        with row_box() as self.box:
            self._from = (
                ui.number("From (hour)", value=first, min=0, max=23, precision=0)
                .props("outlined dense")
                .classes("fx-choice")
            )
            self._to = (
                ui.number("To (hour)", value=end, min=1, max=24, precision=0)
                .props("outlined dense")
                .classes("fx-choice")
            )
            rows.buttons(self, "interval", ordered=False)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        return among({"from": self._from, "to": self._to}, path)

    @property
    def value(self) -> tuple[int, int]:
        """From and to; what is empty is no hour."""
        first, end = (-1 if field.value is None else int(field.value) for field in (self._from, self._to))
        return first, end
