"""The page `/alerts`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.alerts.form import AlertForm
from fauxmon_api.web.alerts.standing import standing, tree_of
from fauxmon_api.web.editor import EditorPage, Kind
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.parts import Banner, text
from fauxmon_collector.store.base import StoreError
from fauxmon_model.entities import Alert
from fauxmon_model.errors import FieldError, ForbiddenError
from fauxmon_model.repository import AlertDraft

SETTLE_S = 5.0
_CONDITION = re.compile(r"conditions\[(\d+)\]\.?")


class AlertsPage(EditorPage[Alert, AlertDraft]):
    """Alerts with how they stand, which is drawn anew by `live`."""

    def __init__(self, context: Context, key: str) -> None:
        self._context = context
        banner = Banner()
        of, trial = context.repository.alerts, context.repository.trial().alerts
        names = ("Alert", "Alerts", "/alerts")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, key)
        self.live = LiveView(of.all, self._draw, banner.show)

    def _nodes(self, kept: Sequence[Alert]) -> list[dict[str, Any]]:
        return tree_of(kept)

    def _form(self, shown: Alert | None, like: Alert | None) -> AlertForm:
        profiles = {profile.id: profile for profile in self._context.repository.profiles.all()}
        return AlertForm(self._context, profiles, shown, like)

    def _more_tools(self) -> None:
        ui.button("Evaluate now", on_click=self._evaluate).props(
            'flat no-caps color=none title="All enabled alerts, on the slot that is still open"'
        )

    def _describe(self, shown: Alert | None) -> None:
        self._facts = ui.element("dl").classes("fx-form fx-standing")
        if shown is not None:
            self._tell(shown)

    def _tell(self, alert: Alert) -> None:
        self._facts.clear()
        with self._facts:
            for label, value in standing(alert, self._context.now_ms()):
                with ui.element("div").classes("fx-fact"):
                    text("dt", label)
                    text("dd", value)

    def _draw(self, alerts: list[Alert]) -> None:
        self._list(alerts)
        chosen = self._chosen
        now = next((alert for alert in alerts if chosen is not None and alert.id == chosen.id), None)
        if now is not None and chosen is not None and _told_of(now) != _told_of(chosen):
            self._chosen = now
            self._tell(now)

    def _told(self, error: FieldError) -> str:
        field = error.field.removeprefix("definition.")
        field = _CONDITION.sub(lambda match: f"Condition {int(match[1]) + 1}, ", field).rstrip(", ")
        return super()._told(FieldError(field, error.message))

    async def _evaluate(self) -> None:
        try:
            self._context.repository.alerts.check_evaluate()
            await self._context.collecting.settle(SETTLE_S)
            outcomes = await asyncio.to_thread(self._context.alerts.evaluate_open)
        except (ForbiddenError, StoreError) as error:
            self._say(error)
            return
        await self.live.refresh()
        fired = [outcome.alert for outcome in outcomes if outcome.fires]
        ui.notify(f"{len(outcomes)} evaluated; fired: {', '.join(fired) or 'none'}")


def _told_of(alert: Alert) -> list[tuple[str, str]]:
    return standing(alert, 0)
