"""Condition: one comparison of an alert (`definition.conditions[]` of the REST contract §2.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fauxmon_model.alert_codes import Operator, TimeSpan


@dataclass(frozen=True, slots=True)
class Condition:
    """`metric` compared with `number`; ids are those of the code lists, None where nothing was given.

    Of total flows, `time_span` says around which average the number lies, in per cent of that if `percentual`. Of a top
    1, `subject` says of what.
    """

    metric: int | None
    comparator: int | None
    number: float | None
    operator: int = Operator.AND
    time_span: int = TimeSpan.ABSOLUTE
    percentual: bool = False
    subject: int | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Condition:
        """From what `stored` gives."""
        return cls(**stored)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {name: getattr(self, name) for name in self.__slots__}
