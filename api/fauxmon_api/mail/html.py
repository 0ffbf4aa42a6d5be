"""A Report as HTML: styles in place, since readers of mail know no others, and pictures by their content ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from fauxmon_api.mail.content import Content, Section, Table

_TAGS = {"cz": "cs", "jp": "ja"}
"""Languages that the product calls otherwise than the web does."""
_BODY = "font-family:Roboto,Helvetica,Arial,sans-serif;font-size:14px;color:#1d2733;max-width:980px"
_MUTED = "color:#5b6875"
_CELL = "padding:3px 10px;border-bottom:1px solid #e3e8ed"
_TOTAL = "padding:3px 10px;border-top:2px solid #5b6875"


def html(content: Content, pictures: Mapping[int, str]) -> str:
    """The whole page. `pictures` are content ids by the place of their section, from 0."""
    title, lang = escape(content.title), escape(_TAGS.get(content.lang, content.lang))
    lines = [
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>',
        f'<body style="{_BODY}"><h1 style="font-size:22px">{title}</h1>',
        *(f'<p style="{_MUTED};margin:2px 0">{escape(line)}</p>' for line in content.about),
    ]
    for place, section in enumerate(content.sections):
        lines += _section(place + 1, section, pictures.get(place))
    return "\n".join([*lines, "</body></html>\n"])


def _section(number: int, section: Section, picture: str | None) -> Iterator[str]:
    title = escape(section.title)
    yield f'<h2 style="font-size:17px;margin:28px 0 6px">{number}. {title}</h2>'
    for line in filter(None, (section.description, section.notice)):
        yield f'<p style="{_MUTED}">{escape(line)}</p>'
    if picture is not None:
        yield f'<p><img src="cid:{escape(picture)}" alt="Chart: {title}" width="960" style="max-width:100%"></p>'
    for table in section.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield '<table style="border-collapse:collapse;margin:8px 0">'
    yield _row(table.header, "th", f"{_CELL};{_MUTED}")
    yield from (_row(row, "td", _CELL) for row in table.rows)
    if table.more:
        yield _row([f"… and {table.more} more", *([""] * (len(table.header) - 1))], "td", f"{_CELL};{_MUTED}")
    yield from (_row(row, "td", _CELL if place else _TOTAL) for place, row in enumerate(table.summaries))
    yield "</table>"


def _row(cells: Sequence[str], tag: str, style: str) -> str:
    aligns = ["left", *(["right"] * (len(cells) - 1))]
    columns = (
        f'<{tag} style="{style};text-align:{align}">{escape(cell)}</{tag}>'
        for cell, align in zip(cells, aligns, strict=True)
    )
    return f"<tr>{''.join(columns)}</tr>"
