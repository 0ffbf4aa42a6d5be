from __future__ import annotations

from fauxmon_model import widget_form


def test_a_time_replaces_only_the_time() -> None:
    aggregation = {"name": "aggregation", "value": None}
    given = {"clazz": "x", "parametersSettings": [aggregation, {"name": "from", "show": True}, "junk"]}
    assert widget_form.with_times(given, {"from": "2025-03-01 10:00", "to": "2025-03-01 11:00"}) == {
        "clazz": "x",
        "parametersSettings": [
            aggregation,
            {"name": "from", "show": True, "value": "2025-03-01 10:00"},
            {"name": "to", "value": "2025-03-01 11:00"},
        ],
    }


def test_an_end_that_is_not_given_is_as_by_default() -> None:
    (first, last) = widget_form.with_times({"parametersSettings": None}, {"from": "d1Ago"})["parametersSettings"]
    assert (first, last) == ({"name": "from", "value": "d1Ago"}, {"name": "to", "value": "now"})


def test_row_and_column_touch_the_wide_page_alone() -> None:
    ours = widget_form.layouts(7, 3, 2, 6, 11)
    assert widget_form.placed(7, {"md": {"any": 1}}, 2, 3) == {"md": {"any": 1}, "lg": ours["lg"]}
    assert widget_form.placed(7, {}, 2, 3) == ours
    assert widget_form.placed(7, {"lg": {"w": 4}}, None, 3) == {"lg": {"w": 4, "x": 3}}


def test_what_is_no_chapter_has_the_usual_time() -> None:
    options = widget_form.options_of("fmc_connectedInterfaces", "ConnectionsWidget")
    assert (options["dataEndpoint"], options["clazz"]) == ("fmc_connectedInterfaces", "ConnectionsWidget")
    assert [one["value"] for one in options["parametersSettings"]] == [None, "h12Ago", "now"]
