from __future__ import annotations

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dashboards.place import Place


def test_what_would_be_covered_goes_down() -> None:
    places = {1: Place(0, 0, 6, 10), 2: Place(6, 0, 6, 10), 3: Place(6, 10, 6, 7)}
    moved = editing.settled(places, 1, Place(4, 0, 6, 10))
    assert moved == {1: Place(4, 0, 6, 10), 2: Place(6, 10, 6, 10), 3: Place(6, 20, 6, 7)}


def test_only_the_wide_layout_is_changed(context: Context) -> None:
    repository = context.repository
    dashboard = repository.dashboards.create("Mine")
    lg = {"x": 0, "y": 0, "w": 6, "h": 10, "i": "7", "minW": 2, "minH": 7}
    widget = repository.widgets.create(dashboard.id, {}, {"lg": lg, "md": {"any": 1}})
    editing.put(repository, widget.id, Place.asked(11, 2, 1, 3))
    expected = {"lg": {**lg, "x": 10, "y": 2, "w": 2, "h": 7}, "md": {"any": 1}}
    assert repository.widgets.get(widget.id).layouts == expected


def test_a_time_replaces_only_the_time() -> None:
    given = {
        "clazz": "x",
        "parametersSettings": [{"name": "aggregation", "value": None}, {"name": "from", "show": True}],
    }
    assert editing.with_time(given, "d1Ago") == {
        "clazz": "x",
        "parametersSettings": [
            {"name": "aggregation", "value": None},
            {"name": "from", "show": True, "value": "d1Ago"},
            {"name": "to", "value": "now"},
        ],
    }


def test_tabs_move_and_are_numbered(context: Context) -> None:
    repository = context.repository
    first, second = (editing.open_new(repository, 1, name) for name in ("One", "Two"))
    editing.shift(repository, 1, second, -1)
    tabs = repository.dashboards.displayed(1)
    assert [tab.dashboard_id for tab in tabs][-2:] == [second, first]
    assert [tab.order for tab in tabs] == list(range(len(tabs)))
