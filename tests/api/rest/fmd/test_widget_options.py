from typing import Any

import pytest

from fauxmon_api.rest.fmd.widget_options import ChosenSeries, WidgetOptions
from fauxmon_model.errors import InvalidError

NOON_MS = 1_740_830_400_000


def test_reads_what_clients_write() -> None:
    options = WidgetOptions(
        {
            "name": None,
            "clazz": "TwoPiesAndTableWidget",
            "dataEndpoint": "fmc_chapter_330206dc-8bed-4bb4-b336-e6a5b0746cb3",
            "visualizationSettings": [
                {"index": 0, "channelName": "traffic", "settings": {"series": "*"}},
                {"index": 1, "channelName": "main", "settings": {"columns": ["ip", "fl"], "metric": "fl"}},
            ],
            "parametersSettings": [{"name": "from", "value": "h1Ago"}, {"name": "to", "value": "2025-03-01 11:30"}],
        }
    )
    assert options.name is None
    assert options.clazz == "TwoPiesAndTableWidget"
    assert options.chapter_id == "330206dc-8bed-4bb4-b336-e6a5b0746cb3"
    assert options.settings("columns").texts("columns") == ["ip", "fl"]
    assert options.times(NOON_MS) == (NOON_MS - 3_600_000, NOON_MS - 1_800_000)
    assert options.topology_id is None
    assert options.series == []
    assert [(name, list(settings.value)) for name, settings in options.views()] == [
        ("traffic", ["series"]),
        ("main", ["columns", "metric"]),
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"name": [], "clazz": 7.5, "dataEndpoint": None, "visualizationSettings": "all", "parametersSettings": {}},
        {"visualizationSettings": [7, {"settings": []}, {"settings": None}], "parametersSettings": [[], {"name": 1}]},
        {"parametersSettings": [{"name": "from", "value": []}, {"name": "to", "value": None}]},
    ],
    ids=str,
)
def test_what_makes_no_sense_reads_as_absent(odd: dict[str, Any]) -> None:
    options = WidgetOptions(odd)
    assert options.name is options.chapter_id is None
    assert options.settings("columns").texts("columns") is None
    assert options.times(NOON_MS) == (NOON_MS - 12 * 3_600_000, NOON_MS)


def test_series_are_those_of_all_views() -> None:
    chosen = [{"id": "p|a", "name": "A", "color": "#111111"}, {"id": "rtt"}, {"name": "without id"}]
    views = [{"channelName": "traffic", "settings": {"series": chosen}}, {"settings": {"series": [{"id": "p|b"}]}}]
    series = WidgetOptions({"visualizationSettings": views}).series
    assert series == [ChosenSeries("p|a", "#111111"), ChosenSeries("rtt", None), ChosenSeries("p|b", None)]


def test_a_topology_is_named_by_its_number() -> None:
    assert WidgetOptions({"dataEndpoint": "TOPOLOGY_7"}).topology_id == "7"


@pytest.mark.parametrize("text", ["whenever", "h12", "nowish", "12hAgo"])
def test_an_unknown_time_is_refused_with_what_is_known(text: str) -> None:
    parameters = [{"name": "aggregation", "value": None}, {"name": "from", "value": text}]
    with pytest.raises(InvalidError) as refused:
        WidgetOptions({"parametersSettings": parameters}).times(NOON_MS)
    (error,) = refused.value.errors
    assert error.field == "options.parametersSettings[1].value"
    assert error.message.endswith(f"; not {text}")
    assert "yesterday" in error.message


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    parameters = [{"name": "from", "value": "now"}, {"name": "to", "value": "h1Ago"}]
    with pytest.raises(InvalidError, match=r"parametersSettings\[1\].value: Must not lie before from"):
        WidgetOptions({"parametersSettings": parameters}).times(NOON_MS)
