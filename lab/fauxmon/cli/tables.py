"""Tables for people. rich is imported only when one is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?( [kMGTPE]?([a-z]+/s)?)?|N/A")
"""Numbers as they are, and as collectors scale them: `1.3 M`, `12 kb/s`."""


def print_table(title: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """`columns` is heading → key of a row. Text is aligned left and never cut, numbers right."""
    from rich import box
    from rich.console import Console
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    shown = [[printable(_cell(row.get(key, ""))) for key in columns.values()] for row in rows]
    for place, heading in enumerate(columns):
        numbers = bool(shown) and all(_NUMBER.fullmatch(cells[place]) for cells in shown)
        table.add_column(Text(heading), justify="right" if numbers else "left", no_wrap=True, overflow="fold")
    for cells in shown:
        table.add_row(*map(Text, cells))
    console = Console()
    if not console.is_terminal:  # what reads it has no width
        console.width = max(
            console.width, Measurement.get(console, console.options.update(max_width=10_000), table).maximum
        )
    console.print(Text(printable(title)), soft_wrap=True)
    console.print(table)


def printable(text: str) -> str:
    """Text from anywhere, without anything that a terminal would obey."""
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
