"""Clocks that run faster than ours are told from those that are off, were set anew, or are seen late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.failover.pace import pace
from fauxmon_collector.failover.witnessed import ByExporter, Stream

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair

DAYS_AGO_S = -1_000_000


def stream(
    pair: type[Pair], received_s: float, exported_s: float, ahead_s: float = 0, rewound_ms: int = 0, pauses_ms: int = 0
) -> Stream:
    """Heard for so long by our clock and by its own, which was off by `ahead_s` at first."""
    first_ms = pair.T0 + round(ahead_s * 1000)
    last_ms = first_ms + round(exported_s * 1000)
    times = ByExporter(first_ms, last_ms, rewound_ms=rewound_ms, rewinding_ms=pauses_ms)
    return pair.stream(0, received_s, by_exporter=times)


@pytest.mark.parametrize(
    ("received_s", "exported_s", "times"),
    [(1, 20, 20), (30, 60, 2), (0.1, 50, 500), (60, 75, 1.25), (0, 40, 40_000)],
)
def test_clocks_that_run_fast(pair: type[Pair], received_s: float, exported_s: float, times: float) -> None:
    for ahead_s in (0, DAYS_AGO_S):
        assert pace([pair.source(pair.A, stream(pair, received_s, exported_s, ahead_s))]) == times


@pytest.mark.parametrize(
    ("received_s", "exported_s"),
    [(60, 60), (60, 61), (86_400, 86_460), (60, 74), (0.2, 5), (10, 15), (20, 10), (13, 5), (0, 0)],
)
def test_clocks_that_run_like_ours_or_have_told_too_little(
    pair: type[Pair], received_s: float, exported_s: float
) -> None:
    assert pace([pair.source(pair.A, stream(pair, received_s, exported_s))]) is None


def test_a_time_that_is_played_again_and_again_has_the_pace_of_each_time(pair: type[Pair]) -> None:
    thrice = stream(pair, 15, 30, DAYS_AGO_S, rewound_ms=60_000, pauses_ms=6_000)
    assert pace([pair.source(pair.A, thrice)]) == 10
    assert pace([pair.source(pair.A, stream(pair, 96, 30, rewound_ms=60_000, pauses_ms=6_000))]) is None


def test_all_that_were_heard_for_long_enough_take_part(pair: type[Pair]) -> None:
    one, other = stream(pair, 1, 20), stream(pair, 3, 60)
    just_begun = stream(pair, 0.1, 2)
    assert pace([pair.source(pair.A, one), pair.source(pair.B, other, just_begun)]) == 20


def test_a_clock_that_is_set_beside_one_that_runs_well_is_not_fast(pair: type[Pair]) -> None:
    set_anew, well = stream(pair, 10, 610), stream(pair, 10, 10)
    assert pace([pair.source(pair.A, set_anew), pair.source(pair.B, well)]) is None


def test_of_an_exporter_that_tells_no_times_nothing_is_known(pair: type[Pair]) -> None:
    assert pace([pair.source(pair.A, pair.stream(0, 0.1))]) is None
    assert pace([]) is None
