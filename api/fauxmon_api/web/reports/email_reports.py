"""The page `/email-reports`."""

from __future__ import annotations

from nicegui import ui

from fauxmon_api.context import NO_MAILING, Context, MailError
from fauxmon_api.web import format as fmt
from fauxmon_api.web.editor import EditorPage, Kind, copied
from fauxmon_api.web.fields import DayBoxes, choice, line
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_model.entities import DAYS, PERIODS, EmailReport
from fauxmon_model.errors import ModelError
from fauxmon_model.report_times import next_due
from fauxmon_model.repository import EmailReportDraft, Repository

_TOLD = ("The last day", "The last week", "The last month", "Hours of the day")
_PERIODS = dict(zip(PERIODS, _TOLD, strict=True))


class EmailReportsPage(EditorPage[EmailReport, EmailReportDraft]):
    """E-mail reports, with when each is sent next; one can be sent at once."""

    def __init__(self, context: Context, key: str) -> None:
        self._context = context
        of, trial = context.repository.email_reports, context.repository.trial().email_reports
        names = ("E-mail report", "E-mail reports", "/email-reports")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, key)

    def _form(self, shown: EmailReport | None, like: EmailReport | None) -> EmailReportForm:
        return EmailReportForm(self._context.repository, shown, like)

    def _more_tools(self) -> None:
        ui.button("Send now", on_click=self._send).props("flat no-caps color=none")

    def _describe(self, shown: EmailReport | None) -> None:
        if shown is None:
            return
        if self._context.mailing is None:
            text("p", NO_MAILING, "fx-form fx-muted")
            return
        now_ms = self._context.now_ms()
        due = next_due(shown.period, shown.days, now_ms) if shown.sends else None
        told = (
            "It is not sent by itself." if due is None else f"It is sent next at {fmt.moment(due.at_ms, now_ms)} UTC."
        )
        text("p", told, "fx-form fx-muted")

    async def _send(self) -> None:
        if self._chosen is None:
            return
        try:
            if self._context.mailing is None:
                raise MailError(NO_MAILING)
            sent = await self._context.mailing.send(self._chosen.id, None)
        except (MailError, ModelError) as error:
            self._say(error)
        else:
            ui.notify(f"{self._chosen.name} is sent to {sent.to}")


class EmailReportForm:
    """Of `shown`, or of a new one, which may begin like another."""

    def __init__(self, repository: Repository, shown: EmailReport | None, like: EmailReport | None) -> None:
        self._id = None if shown is None else shown.id
        reports = {report.id: report.name for report in repository.reports.all()}
        hours = {0: "all hours", **{each.id: each.label for each in repository.business_hours.all()}}
        first = shown or like or EmailReport(
            name="", report_id=next(iter(reports), None), lang="en", period={"id": "day"},
            days=dict.fromkeys(DAYS, True), active=True,
        )  # fmt: skip
        if not reports:
            text("p", "There is no Report yet that could be sent: make one first.", "fx-form")
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
            self._report = choice("Report", reports if first.report_id else {None: "none", **reports}, first.report_id)
            self._lang = ui.input("Language", value=first.lang).props("outlined dense maxlength=2")
            self._active = ui.checkbox("Active", value=first.active)
        with ui.element("div").classes("fx-form"):
            self._period = choice("About", _PERIODS, first.period["id"])
            self._from = _time_of_day("From (UTC)", first.period.get("from", "08:00"))
            self._to = _time_of_day("To (UTC)", first.period.get("to", "17:00"))
            for field in (self._from, self._to):
                field.bind_visibility_from(self._period, "value", value="custom")
            self._hours = choice("Business hours", hours, first.business_hours_id or 0)
        text("h3", "Sent on", "fx-label")
        self._days = DayBoxes(first.days)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        fields: dict[str, ui.element] = {
            "name": self._name,
            "report": self._report,
            "lang": self._lang,
            "period.from": self._from,
            "period.to": self._to,
            "period": self._period,
            "businessHours": self._hours,
            "days": self._days.box,
        }
        return among(fields, path)

    def draft(self) -> EmailReportDraft:
        """What is written; without a name it is called as its Report."""
        period = {"id": str(self._period.value)}
        if period["id"] == "custom":
            period |= {"from": self._from.value or "", "to": self._to.value or ""}
        unnamed = self._id is None and not self._name.value
        return EmailReportDraft(
            id=self._id,
            name=None if unnamed else self._name.value,
            report_id=self._report.value,
            lang=self._lang.value,
            period=period,
            business_hours_id=int(self._hours.value),
            days=self._days.value,
            active=self._active.value,
        )


def _time_of_day(label: str, value: str) -> ui.input:
    return ui.input(label, value=value).props("type=time outlined dense stack-label")
