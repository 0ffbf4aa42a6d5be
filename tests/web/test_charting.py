"""A chart is asked for when something came in, and goes by with time when not."""

from __future__ import annotations

from fauxmon_api.web.charting import Charting
from fauxmon_api.web.ranges import RANGES, Window
from fauxmon_collector.analysis import Chart, ChartQuery

NOON = 1_740_830_400_000
QUERY = ChartQuery("live", 0, 0)


class Analysis:
    """Notes what it is asked; the slot after the range's end is open."""

    def __init__(self) -> None:
        self.asked: list[ChartQuery] = []

    def chart(self, query: ChartQuery) -> Chart:
        self.asked.append(query)
        return Chart(query.step_ms, [], query.to_ms, [])


def window(second: int, key: str = "5 min") -> Window:
    return RANGES[key].until(NOON + 1000 * second)


def test_while_slots_settle_each_window_is_asked_for_once() -> None:
    analysis = Analysis()
    charting = Charting(analysis.chart)
    for second in (1, 1, 2):
        charting.read(QUERY, window(second), NOON, 7)
    assert [(query.from_ms, query.to_ms) for query in analysis.asked] == [
        (NOON - 299_000, NOON + 1_000),
        (NOON - 298_000, NOON + 2_000),
    ]
    charting.read(QUERY, window(2), NOON, 8)
    assert len(analysis.asked) == 3, "something came in"


def test_long_after_the_newest_flow_nothing_is_asked_and_the_open_slot_goes_on() -> None:
    analysis = Analysis()
    charting = Charting(analysis.chart)
    seen = [charting.read(QUERY, window(second), NOON, 7).open_slot_ms for second in (200, 201, 260)]
    assert seen == [NOON + 200_000, NOON + 201_000, NOON + 260_000]
    assert len(analysis.asked) == 1
    charting.read(QUERY, window(260, "15 min"), NOON, 7)
    assert len(analysis.asked) == 2, "another time"
    charting.read(QUERY, window(260, "15 min"), NOON, 8)
    assert len(analysis.asked) == 3, "something came in"
