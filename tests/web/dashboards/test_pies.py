from __future__ import annotations

from fauxmon_api.web.dashboards.pies import pie_options, whole_caption


def test_pies_leave_out_what_is_nothing() -> None:
    values = [{"name": "a", "value": "2048", "color": "#111"}, {"name": "b", "value": "0", "color": "#222"}]
    (pie,) = pie_options(values, 4096, binary=True)["series"]
    assert [(part["name"], part["text"]) for part in pie["data"]] == [("a", "2 KiB · 50.0 %")]
    assert pie_options(values, 4096, binary=False)["series"][0]["data"][0]["text"] == "2.05 k · 50.0 %"


def test_the_second_pie_is_said_in_words() -> None:
    top, rest = {"name": "Top 10", "value": "30", "color": "#111"}, {"name": "Other", "value": "10", "color": "#222"}
    assert whole_caption([top, rest], 40) == "Top 10: 75.0 % of all"


def test_without_a_rest_there_is_no_second_pie() -> None:
    top, rest = {"name": "Top 10", "value": "30", "color": "#111"}, {"name": "Other", "value": "0", "color": "#222"}
    assert whole_caption([top, rest], 30) == ""
