"""A Report as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fauxmon_api.mail.content import Content, Section, Table


def text(content: Content) -> str:
    """Lines, tables with their columns below each other."""
    lines = [content.title, "=" * len(content.title), *content.about]
    for number, section in enumerate(content.sections, 1):
        lines += ["", "", *_section(number, section)]
    return "\n".join(lines) + "\n"


def _section(number: int, section: Section) -> Iterator[str]:
    title = f"{number}. {section.title}"
    yield title
    yield "-" * len(title)
    yield from filter(None, (section.description, section.notice))
    for table in section.tables:
        yield ""
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    everything = [table.header, *table.rows, *table.summaries]
    widths = [max(map(len, column)) for column in zip(*everything, strict=True)]
    rule = "  ".join("-" * width for width in widths)
    yield _row(table.header, widths)
    yield rule
    yield from (_row(row, widths) for row in table.rows)
    if table.more:
        yield f"… and {table.more} more"
    yield rule
    yield from (_row(row, widths) for row in table.summaries)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers = cells
    first, *rest = widths
    aligned = (cell.rjust(width) for cell, width in zip(numbers, rest, strict=True))
    return "  ".join([name.ljust(first), *aligned]).rstrip()
