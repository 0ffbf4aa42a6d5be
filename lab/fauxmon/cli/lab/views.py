"""What is seen of a pair while it runs: a live table in a terminal, plain lines elsewhere, or events as JSON."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

import click

from fauxmon.cli.lab.by_hand import COLUMNS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from fauxmon.simulator.live import Live
    from fauxmon.simulator.pair import Happening, Tick

LAST = 8
"""Happenings that the live view keeps in sight."""
REDRAWN_A_SECOND = 8


class View(Protocol):
    """Is told of every second."""

    def __call__(self, tick: Tick) -> None: ...


def lines(tick: Tick) -> None:
    """A line for each thing that happens."""
    for happening in tick.happenings:
        click.echo(_line(happening))


def json_lines(tick: Tick) -> None:
    """A JSON object for each thing that happens."""
    for happening in tick.happenings:
        click.echo(json.dumps(asdict(happening)))


@contextmanager
def live_view(running: Live, title: str) -> Iterator[View]:
    """Both units and what happened last, redrawn in place."""
    from rich.console import Group
    from rich.live import Live as Screen
    from rich.table import Table
    from rich.text import Text

    last: deque[str] = deque(maxlen=LAST)

    def drawn() -> RenderableType:
        status = running.status()
        table = Table(title=f"{title}: second {status['now_s']}", title_justify="left")
        for heading in COLUMNS:
            table.add_column(heading)
        for unit in status["units"]:
            cells = [_cell(unit[key]) for key in COLUMNS.values()]
            table.add_row(*cells, style="bold green" if unit["state"] == "active" else "dim")
        return Group(table, *map(Text, last))

    with Screen(drawn(), auto_refresh=False) as screen:
        shown = 0.0

        def view(tick: Tick) -> None:
            nonlocal shown
            last.extend(map(_line, tick.happenings))
            # As fast as it goes, most seconds would be drawn for nobody.
            if tick.happenings or (now := screen.console.get_time()) - shown >= 1 / REDRAWN_A_SECOND:
                shown = screen.console.get_time() if tick.happenings else now
                screen.update(drawn(), refresh=True)

        yield view
        screen.update(drawn(), refresh=True)


def _line(happening: Happening) -> str:
    unit = f"unit {happening.unit}: " if happening.unit else ""
    value = "" if happening.value is None else f" {json.dumps(happening.value)}"
    return f"{happening.at_s:>5} s  {unit}{happening.what}{value}"


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
