from typing import Any

import pytest

from fauxmon_api.rest.fmd.widget_options import WidgetOptions

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
    assert options.time("from", "h12Ago", NOON_MS) == NOON_MS - 3_600_000
    assert options.time("to", "now", NOON_MS) == NOON_MS - 1_800_000


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"name": [], "clazz": 7.5, "dataEndpoint": None, "visualizationSettings": "all", "parametersSettings": {}},
        {"visualizationSettings": [7, {"settings": []}, {"settings": None}], "parametersSettings": [[], {"name": 1}]},
        {"parametersSettings": [{"name": "from", "value": "whenever"}, {"name": "to", "value": None}]},
    ],
    ids=str,
)
def test_what_makes_no_sense_reads_as_absent(odd: dict[str, Any]) -> None:
    options = WidgetOptions(odd)
    assert options.name is options.chapter_id is None
    assert options.settings("columns").texts("columns") is None
    assert options.time("from", "h12Ago", NOON_MS) == NOON_MS - 12 * 3_600_000
    assert options.time("to", "now", NOON_MS) == NOON_MS
