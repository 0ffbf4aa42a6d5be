"""One condition of an alert as a row of fields."""

from __future__ import annotations

from nicegui import ui

from fauxmon_api.web.fields import choice
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.row_list import RowList, row_box
from fauxmon_model import alert_codes
from fauxmon_model.alert_codes import ConditionType
from fauxmon_model.conditions import Condition

FIRST = {
    ConditionType.TOTAL_FLOWS: Condition(metric=1, comparator=1, number=1000),
    ConditionType.TOP_1: Condition(metric=1, comparator=1, number=1000, subject=1),
}
"""What a new row begins with."""


class ConditionRow:
    """Of an alert of this type: a top 1 has a subject, total flows have a time span."""

    def __init__(self, rows: RowList[ConditionRow], kind: int, condition: Condition) -> None:
        top = kind == ConditionType.TOP_1
        metrics = alert_codes.TOP_METRICS if top else alert_codes.TOTAL_METRICS
        comparators = alert_codes.TOP_COMPARATORS if top else alert_codes.TOTAL_COMPARATORS
        self._subject = self._span = self._percentual = None
        with row_box() as self.box:
            self._operator = choice("Joined by", alert_codes.OPERATORS, condition.operator)
            if top:
                self._subject = choice("Of the first", alert_codes.SUBJECTS, condition.subject)
            self._metric = choice("Metric", metrics, condition.metric)
            self._comparator = choice("Compared", comparators, condition.comparator)
            # Without bounds, to which the field would bend what was written without a word.
            self._number = ui.number("Number", value=condition.number).props("outlined dense").classes("fx-choice")
            if not top:
                self._span = choice("With", alert_codes.TIME_SPANS, condition.time_span)
                self._percentual = ui.checkbox("Per cent", value=condition.percentual)
            rows.buttons(self, "condition")

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        fields = {
            "operator": self._operator,
            "subjectOfMeasurement": self._subject,
            "metric": self._metric,
            "comparator": self._comparator,
            "number": self._number,
            "timeSpan": self._span,
            "isPercentual": self._percentual,
        }
        return among({name: field for name, field in fields.items() if field is not None}, path)

    def value(self) -> Condition:
        """What is written."""
        common = (self._metric.value, self._comparator.value, self._number.value, self._operator.value)
        if self._span is None or self._percentual is None:
            return Condition(*common, subject=None if self._subject is None else self._subject.value)
        return Condition(*common, time_span=self._span.value, percentual=bool(self._percentual.value))
