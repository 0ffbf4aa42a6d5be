from __future__ import annotations

import pytest

from fauxmon.cli.sparkline import sparkline


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], ""),
        ([0.0, 0.0], "▁▁"),
        ([0, 1, 7], "▁▂█"),
        ([7, 0.0001], "█▂"),
        ([5], "█"),
        ([1, 2, 3, 4, 5, 6, 7], "▂▃▄▅▆▇█"),
    ],
)
def test_only_nothing_is_as_low_as_it_goes(values: list[float], line: str) -> None:
    assert sparkline(values) == line


def test_more_values_than_fit_are_means_of_neighbours() -> None:
    assert sparkline([0, 0, 7, 7, 0, 14], width=3) == "▁██"
    assert len(sparkline([1.0] * 1000)) <= 48
    assert sparkline([0, 0, 6], width=2) == "▁█"
