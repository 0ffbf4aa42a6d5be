"""The dialog that brings the collector to a file of `fauxmon model`, once its plan has been seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import events, ui

from fauxmon_api.model_files import ModelFileError, ModelFiles, PlannedChange, PlannedModel
from fauxmon_api.web.dialogs import answered, opened
from fauxmon_api.web.parts import text

MOST = 500_000
"""Characters of a file that travel to the server at once."""
_READ = f"""async (event) => {{
  const file = event.target.files[0];
  if (file) emit(file.size > {MOST} ? null : await file.text());
}}"""
_SIGNS = {"create": "+", "update": "~", "waits": "?", "refused": "!"}
_WHY = {"create": "", "update": "", "waits": "waits for ", "refused": "cannot be: "}


async def import_model(files: ModelFiles, user_id: int) -> PlannedModel | None:
    """What was planned and done; None if nothing was."""
    with opened("Import a model", "fx-model") as dialog:
        text("p", "A file of fauxmon model: choose it, or paste it. Nothing is done before you have seen the plan.")
        chooser = ui.element("input").props('type=file accept=".yaml,.yml,.txt" aria-label="File"')
        area = ui.textarea("Model").props('outlined dense spellcheck=false aria-label="Model"')
        told = ui.element("div").classes("fx-plan").props("role=status")
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(None)).props("flat no-caps color=none")
            look = ui.button("Show plan").props("flat no-caps color=primary")
            do = ui.button("Apply", color=None).props("unelevated no-caps").classes("fx-button")
        view = _PlanView(told, do)

        def chosen(event: events.GenericEventArguments) -> None:
            if event.args is None:
                view.say_wrong(f"The file is longer than {MOST} characters")
            else:
                area.set_value(str(event.args))

        async def plan() -> None:
            view.show(await asyncio.to_thread(files.planned, user_id, str(area.value or "")))

        async def apply() -> None:
            if (planned := view.planned) is not None:
                await asyncio.to_thread(files.apply, user_id, str(area.value or ""), planned)
                dialog.submit(planned)

        chooser.on("change", chosen, js_handler=_READ)
        area.on_value_change(view.forget)
        look.on_click(lambda: view.attempt(plan))
        do.on_click(lambda: view.attempt(apply))
    done: PlannedModel | None = await answered(dialog)
    return done


class _PlanView:
    """What a plan says, or what is wrong with the file; it can be applied if it is shown."""

    def __init__(self, told: ui.element, do: ui.button) -> None:
        self.planned: PlannedModel | None = None
        self._told = told
        self._do = do
        self.forget()

    def forget(self) -> None:
        """Nothing is known of what is written now."""
        self.planned = None
        self._told.clear()
        self._do.disable()

    def say_wrong(self, lines: str) -> None:
        """What is wrong, a line each."""
        self.forget()
        with self._told:
            for line in lines.splitlines():
                text("p", line, "fx-bad").props("role=alert")

    def show(self, planned: PlannedModel) -> None:
        """What would be done."""
        self.forget()
        self.planned = planned
        self._do.set_enabled(planned.to_do > 0 and not planned.refused)
        with self._told:
            text("p", summary(planned), "fx-title")
            for change in planned.changes:
                text("p", line(change), "fx-bad" if change.action == "refused" else "")
                for detail in change.details if change.action == "update" else ():
                    text("p", detail, "fx-detail fx-muted")

    async def attempt(self, act: Callable[[], Awaitable[None]]) -> None:
        """Say what kept it from being done."""
        try:
            await act()
        except ModelFileError as error:
            self.say_wrong(str(error))


def summary(planned: PlannedModel) -> str:
    """How much is to be done."""
    if planned.refused:
        return "This cannot be done:"
    if not planned.to_do:
        return "Nothing can be done yet." if planned.changes else "Nothing to do: the collector has all of it."
    counted = {action: sum(change.action == action for change in planned.changes) for action in ("create", "update")}
    words = {"create": "to create", "update": "to change"}
    return f"{', '.join(f'{counted[action]} {word}' for action, word in words.items() if counted[action])}:"


def line(change: PlannedChange) -> str:
    """`+ chapter Both nodes`, `? widget Load waits for profile Pair`."""
    why = f" {_WHY[change.action]}{' and '.join(change.details)}" if _WHY[change.action] else ""
    return f"{_SIGNS[change.action]} {change.what}{why}"
