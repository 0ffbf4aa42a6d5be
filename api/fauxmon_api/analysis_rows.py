"""Rows of statistics and of flow listings as they are shown: what REST answers, and what pages show and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fauxmon_collector.analysis import Listing, Statistics, StatisticsRow, methods, orders, protocols
from fauxmon_collector.analysis.outputs import ORDER_BYS, OUTPUTS, Form
from fauxmon_collector.analysis.texts import written
from fauxmon_model.errors import FieldError, InvalidError

Rows = Iterator[dict[str, str]]

COLUMNS = ("ts", "te", "td", "fl", "pkt", "byt", "pps", "bps", "bpp")
"""Of rows of statistics behind their subject, unless others are asked for."""
Figure = tuple[Form, Callable[[StatisticsRow], int]]
_FIGURES: dict[str, Figure] = {
    "ts": (OUTPUTS["ts"].form, lambda row: row.start_ms or 0),
    "te": (OUTPUTS["te"].form, lambda row: row.end_ms or 0),
    "td": (OUTPUTS["td"].form, lambda row: (row.end_ms or 0) - (row.start_ms or 0)),
    "bytes": (ORDER_BYS["bytes"].form, lambda row: row.octets),
    "packets": (ORDER_BYS["packets"].form, lambda row: row.packets),
    "flows": (ORDER_BYS["flows"].form, lambda row: row.flows),
    "bps": (ORDER_BYS["bps"].form, lambda row: int(row.bps)),
    "pps": (ORDER_BYS["pps"].form, lambda row: int(row.pps)),
    "bpp": (ORDER_BYS["bpp"].form, lambda row: int(row.bpp)),
}


def columns(output: Sequence[str], by: str) -> dict[str, Figure]:
    """What is shown behind the subject, by what it is called. The subject may be named too, it comes first anyway.
    Errors: InvalidError."""
    shown = {}
    for number, id_ in enumerate(output or COLUMNS):
        figure = _FIGURES.get(orders.ALIASES.get(id_, id_))
        if figure is not None:
            shown[id_] = figure
        elif methods.canonical(id_) not in (by, "proto") and not (by == methods.RECORD and methods.puts_together(id_)):
            raise InvalidError([FieldError(f"output[{number}]", f"a statistic by {by} has no column {id_}")])
    return shown


def of_statistics(found: Statistics, by: str, figures: Mapping[str, Figure]) -> Rows:
    """A subject of several parts by their names, another one by the id of the statistic; its protocol; the figures."""
    for row in found.rows:
        yield {**_subject(by, row), **{id_: written(form, value(row)) for id_, (form, value) in figures.items()}}


def of_listing(found: Listing) -> Rows:
    """Values by what the contract calls their columns."""
    shown = [(column.key, column.form) for column in found.columns]
    for row in found.rows:
        yield {key: written(form, value) for (key, form), value in zip(shown, row, strict=True)}


def _subject(by: str, row: StatisticsRow) -> dict[str, str]:
    if row.parts:
        return dict(row.parts)
    proto = {} if row.proto is None else {"proto": protocols.name(row.proto)}
    return {by: row.subject, **proto}
