"""The forms of the analysis: what can be asked, from the tables that REST's code lists are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from nicegui import ui

from fauxmon_api.web.analysis.question import ListQuestion, Question, TopQuestion
from fauxmon_collector.analysis.aggregations import AGGREGATIONS
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_collector.analysis.orders import ORDERS
from fauxmon_collector.analysis.outputs import DEFINITIONS, ORDER_BYS, OUTPUTS

_OWN = "own"
"""A set of columns that somebody chooses."""
LIMITS = (10, 20, 50, 100, 200, 500, 1000, 10_000)


class Form(Protocol):
    """Some fields, of which a question is made."""

    @property
    def visible(self) -> bool:
        """Whether the fields are shown."""

    @visible.setter
    def visible(self, value: bool) -> None: ...

    def question(self, filter_text: str) -> Question:
        """What is asked."""


class _Fields:
    def __init__(self) -> None:
        self._box = ui.element("div").classes("fx-fields")

    @property
    def visible(self) -> bool:
        """Whether they are shown."""
        return bool(self._box.visible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._box.visible = value

    def _choice(self, label: str, options: Mapping[Any, str], value: Any, *, several: bool = False) -> ui.select:
        with self._box:
            chosen = ui.select(dict(options), value=value, label=label, with_input=len(options) > 12, multiple=several)
        chosen.props("outlined dense options-dense").classes("fx-choice")
        return chosen.props("use-chips") if several else chosen


class TopForm(_Fields):
    """Of statistics."""

    def __init__(self) -> None:
        super().__init__()
        default = TopQuestion()
        self._by = self._choice("Statistic", {id_: one.title for id_, one in METHODS.items()}, default.by)
        self._order = self._choice("Order by", {id_: one.title for id_, one in ORDERS.items()}, default.order)
        self._limit = self._choice("Top", {n: str(n) for n in LIMITS}, default.limit)

    def question(self, filter_text: str) -> TopQuestion:
        """What is asked."""
        return TopQuestion(self._by.value, self._order.value, int(self._limit.value), filter_text)


class ListForm(_Fields):
    """Of lists of flows."""

    def __init__(self) -> None:
        super().__init__()
        default = ListQuestion()
        together = {id_: one.method.title for id_, one in AGGREGATIONS.items()}
        self._by = self._choice("Aggregate by", together, [], several=True)
        sorts = {"": "As they came", **{id_: one.title for id_, one in ORDER_BYS.items()}}
        self._sort = self._choice("Sort by", sorts, default.sort_by)
        sets = {name: name for name in DEFINITIONS} | {_OWN: "columns of your choice"}
        self._output = self._choice("Output", sets, next(iter(DEFINITIONS)))
        every = {id_: f"{one.title} ({id_})" for id_, one in OUTPUTS.items()}
        self._columns = self._choice("Columns", every, list(default.columns), several=True)
        self._columns.classes(remove="fx-choice", add="fx-wide")
        self._columns.bind_visibility_from(self._output, "value", value=_OWN)
        self._limit = self._choice("Limit", {n: str(n) for n in LIMITS}, default.limit)

    def question(self, filter_text: str) -> ListQuestion:
        """What is asked."""
        by, sort = tuple(self._by.value), self._sort.value or ""
        columns = tuple(self._columns.value) if self._output.value == _OWN else DEFINITIONS[self._output.value]
        return ListQuestion(by, sort, columns, int(self._limit.value), filter_text)
