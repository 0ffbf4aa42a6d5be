"""Amounts and comparisons on the command line."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable

import click

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}
_AMOUNT = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([kMGT]?)(i?)B?")
_POWERS = {"": 0, "k": 1, "M": 2, "G": 3, "T": 4}


class Amount(click.ParamType[float]):
    """`1MB`, `20k`, `3`: thousands, with an i 1,024s."""

    name = "AMOUNT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = _AMOUNT.fullmatch(str(value))
        if found is None:
            self.fail(f"{value!r} is not an amount such as 1MB, 20k or 3", param, ctx)
        base = 1024.0 if found[3] else 1000.0
        return float(found[1]) * math.pow(base, _POWERS[found[2]])


AMOUNT = Amount()
