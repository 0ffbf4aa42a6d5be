"""Tables for people. rich is imported only when one is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def print_table(title: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """`columns` is heading → key of a row. Text is aligned left and never cut, numbers right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    rows = list(rows)
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading, key in columns.items():
        numbers = bool(rows) and all(isinstance(row[key], int) for row in rows)
        table.add_column(heading, justify="right" if numbers else "left", no_wrap=True, overflow="fold")
    for row in rows:
        table.add_row(*(str(row[key]) for key in columns.values()))
    Console().print(table)
