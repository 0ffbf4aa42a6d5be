"""What a Widget draws, `visualizationSettings` (contract 2.11.1): its lines and columns, which have ids on the wire, by
names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.lines import Line, changed, of_channel

COLUMN = "chapter:col"
"""In a file, the column of a Chapter's Channels; on the wire the Chapter's id stands in it."""
SEPARATOR = "|"
"""Between the ids of a Profile and of a Channel (contract 2.3.4)."""


def told(views: Any, inventory: Inventory, chapter_id: str) -> Any:
    """As a file has it."""

    def named(line: Line) -> Any:
        if not isinstance(line.id, str) or SEPARATOR not in line.id:
            return line.id
        profile, _, channel = line.id.partition(SEPARATOR)
        return of_channel(*inventory.channel_name(profile, channel))

    column = f"chapter{chapter_id}col"
    return changed(_mapped(views, lambda text: COLUMN if chapter_id and text == column else text), named)


def renamed(views: Any, change: Callable[[str, str], tuple[str, str]]) -> Any:
    """A file's, with other names for the Channels of its lines."""
    return changed(views, lambda line: line.id if line.channel is None else of_channel(*change(*line.channel)))


def sent(views: Any, inventory: Inventory, chapter_id: str) -> Any:
    """As the product has it. Errors: LookupError (a Profile or a Channel that is not there)."""

    def numbered(line: Line) -> Any:
        return line.id if line.channel is None else SEPARATOR.join(inventory.channel_id(*line.channel))

    column = f"chapter{chapter_id}col"
    return changed(_mapped(views, lambda text: column if chapter_id and text == COLUMN else text), numbered)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The value with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(each, change) for key, each in value.items()}
    return [_mapped(each, change) for each in value] if isinstance(value, list) else value
