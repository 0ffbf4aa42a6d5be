"""Which Widget of a file is which on a collector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fauxmon.modelling.documents import WIDGET
from fauxmon.modelling.pairs import paired

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

HIGH, LOW, LOWER = ({"x": 0, "y": y, "w": 4, "h": 8} for y in (0, 10, 20))


def widget(place: dict[str, int] | None, clazz: str = "x") -> dict[str, Any]:
    return {**{field.name: field.default for field in WIDGET.fields}, "chapter": "C", "clazz": clazz, "place": place}


def test_each_finds_what_it_is_already() -> None:
    found = [(widget(HIGH), "high"), (widget(LOW), "low"), (widget(LOW, "y"), "other")]
    assert paired([widget(LOW, "y"), widget(LOW)], found) == ["other", "low"]
    assert paired([widget(LOWER), widget(HIGH)], found) == ["low", "high"]
    assert paired([widget(LOW, "z")], found) == ["low"]
    assert paired([widget(HIGH), widget(LOW)], []) == [None, None]


def test_one_that_may_be_anywhere_takes_what_nobody_else_wants() -> None:
    found = [(widget(HIGH), "high"), (widget(LOW), "low")]
    assert paired([widget(None), widget(HIGH)], found) == ["low", "high"]
    assert paired([widget(None, "y"), widget(LOW)], found) == ["high", "low"]


def test_a_widget_beside_others_of_its_title_stays_where_it_was_put(collector: Collector) -> None:
    """Without --prune the others stay, and none of them is taken for it later."""
    file = "dashboards: [{{name: D, widgets: [{}]}}]\n"
    line = "{{chapter: Hosts with Top Flows, clazz: x, place: {{x: 0, y: {}, w: 4, h: 8}}}}"
    collector.apply(file.format(", ".join(line.format(y) for y in (0, 10))))
    moved = file.format(line.format(20))
    collector.apply(moved)
    assert collector.plan(moved).changes == []
    places = sorted(one["layouts"]["lg"]["y"] for one in collector.client.widgets())
    assert places == [10, 20]
