"""The value of every metric, of total flows and of the first one of a Top N."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_model.alert_codes import SUBJECTS, TOP_METRICS, TOTAL_METRICS, Comparator, ConditionType, TimeSpan
from fauxmon_model.conditions import Condition

if TYPE_CHECKING:
    from tests.collector.alerts.conftest import Watching
    from tests.conftest import World

FLOW = {
    "src": "10.0.0.1",
    "dst": "10.0.0.2",
    "src_port": 1000,
    "dst_port": 443,
    "src_as": 64500,
    "dst_as": 64501,
    "input_if": 3,
    "output_if": 4,
    "protocol": 6,
}
SMALL = {**FLOW, "src": "10.0.0.9", "dst": "10.0.0.8", "src_port": 9, "dst_port": 8, "src_as": 9, "dst_as": 8}
SMALL |= {"input_if": 9, "output_if": 8, "protocol": 17}


@pytest.fixture
def busy(world: World) -> World:
    """Two flows of 10.0.0.1 with 3,000 octets in 30 packets, five of 10.0.0.9 with 1,500 octets in one packet each."""
    world.receive(*({**FLOW, "octets": 1500, "packets": 15, "at": 1} for _ in range(2)))
    world.receive(*({**SMALL, "octets": 300, "packets": 1, "at": 2} for _ in range(5)))
    return world


def top(metric: int, subject: int, comparator: Comparator = Comparator.ABOVE, number: float = 0) -> Condition:
    return Condition(metric, comparator, number, subject=subject)


@pytest.mark.usefixtures("busy")
def test_total_flows(watching: Watching) -> None:
    watching.alert("A", *(Condition(metric, Comparator.ABOVE, 0) for metric in TOTAL_METRICS))
    (found,) = watching.slot()
    expected = [7, 35, 4500, 7 / 300, 35 / 300, 8 * 4500 / 300]
    assert [each.value for each in found.judged] == pytest.approx(expected)
    assert [each.average for each in found.judged] == [None] * 6


@pytest.mark.usefixtures("busy")
def test_averages_are_in_the_units_of_the_metric(watching: Watching) -> None:
    spans = [TimeSpan.MINUTES_10, TimeSpan.HOUR]
    watching.alert("A", *(Condition(6, Comparator.ABOVE, 0, time_span=span) for span in spans))
    watching.slot()
    watching.slot()
    (found,) = watching.slot()
    assert [(each.value, each.average) for each in found.judged] == [(0, 0), (0, pytest.approx(8 * 4500 / 300 / 3))]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("metric", "subject", "value"),
    [
        (1, "10.0.0.9", 5),
        (2, "10.0.0.1", 30),
        (3, "10.0.0.1", 3000),
        (4, "10.0.0.1", 0.1),
        (5, "10.0.0.1", 80),
        (6, "10.0.0.9", 300),
    ],
    ids=TOP_METRICS.values(),
)
def test_every_metric_decides_which_is_the_first(watching: Watching, metric: int, subject: str, value: float) -> None:
    watching.alert("A", top(metric, 2), condition_type=ConditionType.TOP_1)
    (found,) = watching.slot()
    assert [(each.subject, each.value) for each in found.judged] == [(subject, pytest.approx(value))]


@pytest.mark.usefixtures("busy")
def test_every_subject(watching: Watching) -> None:
    expected = [
        "10.0.0.1",
        "10.0.0.1",
        "10.0.0.2",
        "443",
        "1000",
        "443",
        "64500",
        "64500",
        "64501",
        "3",
        "3",
        "4",
        "TCP",
    ]
    found = []
    for subject in SUBJECTS:
        watching.alert(str(subject), top(3, subject), condition_type=ConditionType.TOP_1, filter="src port 1000")
    for outcome in sorted(watching.slot(), key=lambda outcome: int(outcome.alert)):
        found += [each.subject for each in outcome.judged]
    ends = {"10.0.0.1", "10.0.0.2"}, {"443", "1000"}, {"64500", "64501"}, {"3", "4"}
    for subject, either in zip((1, 4, 7, 10), ends, strict=True):
        assert found[subject - 1] in either, "both ends of the flow have as much"
        found[subject - 1] = expected[subject - 1]
    assert found == expected


def test_without_flows_the_first_one_has_nothing(watching: Watching) -> None:
    watching.alert(
        "A", top(1, 2), top(1, 2, Comparator.BELOW, 1), condition_type=ConditionType.TOP_1, filter="proto icmp"
    )
    (found,) = watching.slot(100)
    assert [(each.subject, each.value, each.holds) for each in found.judged] == [("", 0, False), ("", 0, True)]
