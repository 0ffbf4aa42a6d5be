"""Answer: the rows of a question, to be shown and to be taken along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from fauxmon_api import analysis_rows
from fauxmon_api.web.analysis.question import Question, Scope, TopQuestion
from fauxmon_api.web.live_rows import Row
from fauxmon_api.web.tables import Column
from fauxmon_collector.analysis import Analysis, methods
from fauxmon_collector.analysis.outputs import find

Rows = list[dict[str, str]]

_COUNTS = frozenset({"td", "fl", "pkt", "byt", "pps", "bps", "bpp"})
_TIMES = frozenset({"ts", "te"})
_SCALES = {"M": 1e6, "G": 1e9, "T": 1e12}
"""Of counters from a million on, as the contract writes them (2.5.6)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as REST answers them: values by the contract's names, all of them text."""

    question: Question
    rows: Rows

    @property
    def names(self) -> list[str]:
        """Of the columns."""
        return list(self.rows[0]) if self.rows else []

    def columns(self) -> list[Column]:
        """Of a table, with what people call them."""
        return [Column(name, _title(name), "number" if name in _COUNTS | _TIMES else "text") for name in self.names]

    def table(self) -> list[Row]:
        """Rows of a table, which sorts counters by what they count."""
        return [
            {"id": number, **row, **{name: _counted(row[name]) for name in _COUNTS & row.keys()}, "text": row}
            for number, row in enumerate(self.rows)
        ]

    def as_csv(self) -> str:
        """With a header line."""
        written = io.StringIO()
        writer = csv.DictWriter(written, self.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return written.getvalue()

    def as_json(self) -> str:
        """A list of objects."""
        return json.dumps(self.rows, indent=2)


def prepare(analysis: Analysis, question: Question, scope: Scope) -> Callable[[], Answer]:
    """Checked now, computed when it is called. Errors: InvalidError, FilterError, NotFoundError; of the call
    StoreError."""
    if isinstance(question, TopQuestion):
        by = methods.canonical(question.by)
        top = analysis.prepared_statistics(question.query(scope))
        figures = analysis_rows.columns((), by)
        return lambda: Answer(question, list(analysis_rows.of_statistics(top(), by, figures)))
    listing = analysis.prepared_listing(question.query(scope))
    return lambda: Answer(question, list(analysis_rows.of_listing(listing())))


def _counted(text: str) -> float:
    number, _, scale = text.partition(" ")
    return float(number) * _SCALES.get(scale, 1)


def _title(name: str) -> str:
    if name in methods.METHODS:
        return methods.METHODS[name].title
    try:
        return find(name).title
    except KeyError:
        return {"proto": "Protocol"}.get(name, name)
