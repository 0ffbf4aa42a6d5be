"""Results as a table for people, as JSON or as CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import click

from fauxmon.cli.tables import print_table, printable

Layout = Literal["table", "json", "csv"]


def takes_layout(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--json` and `--csv`, which become its argument `layout`."""
    for name, what in (("csv", "CSV with a heading"), ("json", "JSON, as the collector answers it")):
        command = click.option(f"--{name}", "layout", flag_value=name, default="table", help=f"Print {what}.")(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, as the collector answers it.")


def print_rows(
    layout: Layout,
    title: str,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    *,
    answer: Any = None,
    nothing: str = "Nothing.",
) -> None:
    """`columns` is heading → key of a row. JSON is `answer` where that is given, else the rows. Where a table would
    have no rows, `nothing` is said on standard error."""
    if layout == "json":
        click.echo(json.dumps(rows if answer is None else answer))
    elif layout == "csv":
        _print_csv(list(columns.values()), rows)
    elif rows:
        print_table(title, columns, rows)
    else:
        click.echo(nothing, err=True)


def print_fields(fields: Mapping[str, Any]) -> None:
    """A line for each field of one thing."""
    width = max(map(len, fields))
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value)
        click.echo(f"{name.ljust(width)}  {printable(text)}")


def _print_csv(keys: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    if not keys:  # of an empty answer nobody knows the columns
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_cell(row.get(key, "")) for key in keys] for row in rows)


def _cell(value: Any) -> Any:
    return ",".join(map(str, value)) if isinstance(value, list) else value
