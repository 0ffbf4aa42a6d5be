"""The panel below the chart: statistics and flows of the Profile, the Channels and the time that are looked at."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web import format as fmt
from fauxmon_api.web.analysis.answer import Answer, prepare
from fauxmon_api.web.analysis.forms import Form, ListForm, TopForm
from fauxmon_api.web.analysis.question import Question, Scope, curl
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.parts import switch, text
from fauxmon_api.web.saved_filters import SavedMenu
from fauxmon_api.web.tables import LiveTable
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import ModelError

_FORMS: dict[str, str] = {"top": "Statistics", "list": "List of flows"}
PAGE = 100
"""Rows of an answer that are shown at once."""
_log = logging.getLogger(__name__)


class AnalysisPanel:
    """`selected` gives what is looked at. Nothing is computed before somebody asks."""

    def __init__(self, context: Context, selected: Callable[[], Selection]) -> None:
        self._context = context
        self._selected = selected
        self._answer: Answer | None = None
        self._running = False
        self._url = str(ui.context.client.request.base_url).rstrip("/")
        with ui.element("section").classes("fx-panel").props('aria-label="Analysis"'):
            with ui.element("header"):
                text("h2", "Analysis", "fx-title")
                switch("Kind", _FORMS, "top").on_value_change(lambda event: self._turn(event.value))
            with ui.element("div").classes("fx-form"):
                self._forms: dict[str, Form] = {"top": TopForm(), "list": ListForm()}
                self._kind = "top"
            with ui.element("div").classes("fx-form fx-asking"):
                self._filter = FilterBox(submit=self.process)
                SavedMenu(context.repository, self._filter)
                self._process = ui.button("Process", on_click=self.process, color=None).props("unelevated no-caps")
                self._process.classes("fx-button")
            self._said = text("p", "", "fx-form fx-muted").props("role=status")
            with ui.element("div").classes("fx-form fx-taken") as self._taken:
                self._button("CSV", lambda: self._download("csv"))
                self._button("JSON", lambda: self._download("json"))
                self._button("nfdump command", lambda: self._copy(self._question().nfdump(self._scope())))
                self._button("REST call", lambda: self._copy(curl(self._question(), self._scope(), self._url)))
            self._result = ui.element("div")
        self._turn("top")

    async def process(self) -> None:
        """Ask, and show what is answered."""
        if self._running:
            return
        if self._filter.wrong:
            self._say("The filter is wrong: see below it.", wrong=True)
            return
        self._running = True
        self._process.props("loading")
        try:
            question, scope = self._question(), self._scope()
            compute = await asyncio.to_thread(prepare, self._context.analysis, question, scope)
            self._show(await asyncio.to_thread(compute), scope)
        except ModelError as error:
            self._say(str(error), wrong=True)
        except StoreError as error:
            _log.warning("the analysis cannot read the store: %s", error)
            self._say(str(error), wrong=True)
        finally:
            self._running = False
            self._process.props(remove="loading")

    def _turn(self, kind: str) -> None:
        self._kind = kind
        for name, form in self._forms.items():
            form.visible = name == kind

    def _question(self) -> Question:
        return self._forms[self._kind].question(self._filter.text.strip())

    def _scope(self) -> Scope:
        chosen = self._selected()
        return Scope(chosen.profile_id, chosen.channel_ids, chosen.window(self._context.now_ms()))

    def _show(self, answer: Answer, scope: Scope) -> None:
        self._answer = answer
        window = scope.window
        rows = fmt.exact(len(answer.rows))
        self._say(f"{rows} rows of {fmt.span(window.from_ms, window.to_ms)}" if answer.rows else "No flows match.")
        self._result.clear()
        if answer.rows:
            with self._result:
                LiveTable("Result", answer.columns(), page=PAGE).fill(answer.table())

    def _say(self, what: str, *, wrong: bool = False) -> None:
        self._said.set_text(what)
        self._said.classes(add="fx-bad" if wrong else "fx-muted", remove="fx-muted" if wrong else "fx-bad")

    def _button(self, label: str, press: Callable[[], None]) -> None:
        ui.button(label, on_click=press).props("flat dense no-caps color=none").classes("fx-small")

    def _download(self, kind: str) -> None:
        if self._answer is None or not self._answer.rows:
            self._say("There is nothing to take along yet: press Process first.")
            return
        content = self._answer.as_csv() if kind == "csv" else self._answer.as_json()
        ui.download.content(content, f"{self._answer.question.path}.{kind}")

    def _copy(self, command: str) -> None:
        ui.clipboard.write(command)
        self._say(command)
