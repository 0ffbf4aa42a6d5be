"""Drawing WidgetData: tables and tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Table = Mapping[str, Any]


def table_html(table: Table) -> str:
    """The table with its heading, coloured first cells and summaries."""
    colors = table.get("rowsColors") or []
    body = [_row(row, colors[i] if i < len(colors) else "") for i, row in enumerate(table["rows"])]
    foot = [_row(row, "") for row in table.get("summaries") or []]
    head = "".join(f"<th scope=col>{escape(str(cell))}</th>" for cell in table["header"])
    return (
        f'<table class="fx-plain"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody><tfoot>{''.join(foot)}</tfoot></table>"
    )


def summaries_html(table: Table) -> str:
    """Tiles, and the rows below them where there are any."""
    return tiles_html(table) + (table_html({**table, "summaries": []}) if table["rows"] else "")


def tiles_html(table: Table) -> str:
    """One tile a number: those of the first summary, under their headings."""
    numbers = (table.get("summaries") or [[]])[0]
    tiles = [
        f'<div class="fx-tile"><span class="fx-label">{escape(str(title))}</span><b>{escape(str(value))}</b></div>'
        for title, value in list(zip(table["header"], numbers, strict=False))[1:]
    ]
    return f'<div class="fx-tiles">{"".join(tiles)}</div>'


def _row(cells: Sequence[str], color: str) -> str:
    swatch = f'<i class="fx-swatch" style="background:{escape(color)}"></i>' if color else ""
    first, *rest = [escape(str(cell)) for cell in cells]
    return f'<tr><td title="{first}">{swatch}{first}</td>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
