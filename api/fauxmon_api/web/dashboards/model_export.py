"""A Dashboard as a file of `fauxmon model`, downloaded."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from nicegui import ui

from fauxmon_api.model_files import ModelFileError, ModelFiles


async def export_model(files: Callable[[], ModelFiles], user_id: int, dashboard: str) -> None:
    """With all that it needs."""
    try:
        model = await asyncio.to_thread(lambda: files().exported(user_id, [dashboard]))
    except ModelFileError as error:
        ui.notify(str(error), type="negative")
    else:
        ui.download.content(model, file_name(dashboard), "application/yaml")


def file_name(dashboard: str) -> str:
    """Letters, digits, `-`, `_` and `.` of its name, and nothing that hides it."""
    kept = re.sub(r"[^\w.-]+", "-", dashboard).strip("-.")
    return f"{kept or 'dashboard'}.yaml"
