"""The product's arithmetic of rates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.analysis import rates
from fauxmon_collector.analysis.sums import Sums


@given(st.integers(0, 10**15), st.sampled_from([1, 5, 30, 60, 300]))
def test_traffic_is_eight_times_the_rounded_rate_of_octets(octets: int, seconds: int) -> None:
    found = rates.bits(np.array([octets], dtype=np.float64), seconds * 1000)

    assert found.tolist() == pytest.approx([8 * round(octets / seconds, 5)], rel=1e-15)


@pytest.mark.parametrize("octets", [1, 37, 1001, 123_456_789, 987_654_321_012])
def test_for_five_minutes_it_is_the_very_same_number(octets: int) -> None:
    assert rates.bits(np.array([float(octets)]), 300_000)[0] == 8 * round(octets / 300, 5)


def test_fields_are_taken_from_the_last_axis() -> None:
    sums = np.array([[[300.0, 600.0, 900.0]]])

    assert [rates.of_field(sums, field, 300_000).tolist() for field in Sums._fields] == [[[8.0]], [[2.0]], [[3.0]]]
