from __future__ import annotations

import click
import pytest

from fauxmon.cli.amount import AMOUNT, COMPARISONS


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("1MB", 1e6), ("20k", 2e4), ("1.5G", 1.5e9), ("2kiB", 2048)])
def test_amounts(text: str, value: float) -> None:
    assert AMOUNT.convert(text, None, None) == value


@pytest.mark.parametrize("text", ["", "MB", "-1", "1e5", "1 million"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        AMOUNT.convert(text, None, None)


def test_comparisons_are_what_they_look_like() -> None:
    assert [sign for sign, holds in COMPARISONS.items() if holds(2, 1)] == [">", ">="]
    assert [sign for sign, holds in COMPARISONS.items() if holds(1, 1)] == [">=", "==", "<="]
