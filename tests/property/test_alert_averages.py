"""What alerts are compared with, held against flows added up one by one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fauxmon_collector.alerts.averages import SPANS_MS, WEEK_MS, WEEKS, averages
from fauxmon_collector.alerts.watched import Watched
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_model.conditions import Condition
from fauxmon_model.repository import AlertDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON_MS = 1_740_830_400_000
AGES_S = st.integers(0, 2 * 86_400) | st.builds(
    lambda week, off: week * 604_800 + off, st.integers(1, 5), st.integers(0, 700)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    flows=st.lists(st.tuples(AGES_S, st.integers(0, 3), st.integers(1, 10**6)), max_size=30),
    step_s=st.sampled_from([60, 300]),
    began_s=st.integers(0, 6 * 604_800),
    port=st.none() | st.integers(0, 3),
)
def test_means_and_baseline(
    open_world: Callable[[], AbstractContextManager[World]],
    flows: list[tuple[int, int, int]],
    step_s: int,
    began_s: int,
    port: int | None,
) -> None:
    """Flows are (seconds before the slot's end, destination port, octets)."""
    step_ms, since_ms = step_s * 1000, NOON_MS - began_s * 1000
    condition = Condition(metric=3, comparator=1, number=1, time_span=8)
    text = "any" if port is None else f"dst port {port}"
    with open_world() as world:
        draft = AlertDraft(name="A", condition_type=2, conditions=[condition], filter=text)
        alert = world.repository.alerts.create(draft)
        world.receive(*({"octets": octets, "dst_port": to, "at": -age - 0.001} for age, to, octets in flows))
        watched = Watched.of(alert, world.repository)._replace(since_ms=since_ms)
        (found,) = averages(world.store, [watched], Grid(NOON_MS - step_ms, NOON_MS, step_ms))

    def total(from_ms: int, to_ms: int) -> int:
        times = ((NOON_MS - age * 1000 - 1, to, octets) for age, to, octets in flows)
        return sum(octets for time, to, octets in times if from_ms <= time < to_ms and port in (None, to))

    first_ms = since_ms - since_ms % step_ms
    for span_ms, mean in zip(SPANS_MS, found.means, strict=True):
        begin_ms = min(max(NOON_MS - max(span_ms, step_ms), first_ms), NOON_MS - step_ms)
        assert mean[0] == pytest.approx(total(begin_ms, NOON_MS) / ((NOON_MS - begin_ms) / step_ms))
    ends = [NOON_MS - week * WEEK_MS for week in range(1, WEEKS + 1)]
    before = [total(end - step_ms, end) for end in ends if end - step_ms >= first_ms]
    assert (found.baseline is None) is (not before)
    if found.baseline is not None:
        assert found.baseline[0] == pytest.approx(sum(before) / len(before))
