"""Widgets between files and the product's options and layouts (contract 2.11.1)."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.client import Widget
from fauxmon.modelling.documents import CHAPTER
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.widget_shape import describe, entity, shortened
from fauxmon_model import widget_form
from fauxmon_model.entities import Chapter

DEFAULTS = {field.name: field.default for field in CHAPTER.fields}
CHAPTERS = {
    "Both": {**DEFAULTS, "name": "Both", "showPercentile": True},
    "Top": {**DEFAULTS, "name": "Top", "type": "top"},
}
OBJECTS: Any = {"Both": {"id": "c-1", "name": "Both"}, "Top": {"id": "c-2", "name": "Top"}}
INVENTORY = Inventory(chapters=OBJECTS)
MADE_HERE = {
    "Both": Chapter(id="c-1", type="traffic", show_percentile=True),
    "Top": Chapter(id="c-2", type="top", stats_by="ip", order_by="bytes", middle_output_columns=[]),
}


def widget(options: dict[str, Any], layouts: dict[str, Any] | None = None) -> Widget:
    return Widget(id=5, dashboard={"id": 1}, options=options, layouts=layouts or {})


@pytest.mark.parametrize(("name", "clazz"), [("Both", "TimeSeriesAndTableWidget"), ("Top", "TwoPiesAndTableWidget")])
def test_one_that_we_have_made_is_told_in_short(name: str, clazz: str) -> None:
    made = widget(widget_form.options(MADE_HERE[name], clazz), widget_form.layouts(5, 1, 2, 3, 8))
    assert describe(made, INVENTORY, CHAPTERS) == {
        "name": None,
        "chapter": name,
        "topology": None,
        "endpoint": None,
        "clazz": clazz,
        "from": "h12Ago",
        "to": "now",
        "refresh": None,
        "place": {"x": 1, "y": 2, "w": 3, "h": 8},
        "layouts": None,
        "visualizationSettings": None,
        "parametersSettings": None,
    }


@pytest.mark.parametrize("name", ["Both", "Top"])
def test_what_is_made_of_it_is_the_same_again(name: str) -> None:
    made = widget(widget_form.options(MADE_HERE[name], "x"), widget_form.layouts(5, 1, 2, 3, 8))
    sent = entity(describe(made, INVENTORY, CHAPTERS), INVENTORY, None, CHAPTERS)
    assert sent["options"] == made["options"]
    assert {place.pop("i") for place in sent["layouts"].values()} == {None}
    assert sent["layouts"]["lg"] == {"x": 1, "y": 2, "w": 3, "h": 8, "minW": 2, "minH": 7}
    put = entity(describe(made, INVENTORY, CHAPTERS), INVENTORY, made, CHAPTERS)
    assert (put["id"], put["layouts"]) == (5, made["layouts"])


def test_how_often_it_is_read_goes_along() -> None:
    made = widget({**widget_form.options(MADE_HERE["Top"], "x"), "refreshInterval": 30})
    told = describe(made, INVENTORY, CHAPTERS)
    assert told["refresh"] == 30
    assert entity(told, INVENTORY, None, CHAPTERS)["options"]["refreshInterval"] == 30
    for nonsense in (None, -1, True, "30", 10**9):
        made["options"]["refreshInterval"] = nonsense
        assert describe(made, INVENTORY, CHAPTERS)["refresh"] is None
    kept = entity(describe(made, INVENTORY, CHAPTERS), INVENTORY, made, CHAPTERS)
    assert kept["options"]["refreshInterval"] == 10**9


def test_one_that_others_have_made_is_kept_with_names_for_its_ids() -> None:
    settings = [{"settings": {"columns": ["chapterc-1col", "chaptercol"], "colorColumn": "chapterc-1col"}}]
    parameters = [{"name": "from", "value": "d1Ago", "show": False}]
    layouts = {"lg": {"x": 0, "y": 0, "w": 7, "h": 13, "i": "5", "minW": 3}}
    theirs = widget(
        {
            "name": "Mine",
            "clazz": "T",
            "dataEndpoint": "fmc_chapter_c-1",
            "visualizationSettings": settings,
            "parametersSettings": parameters,
        },
        layouts,
    )
    document = describe(theirs, INVENTORY, CHAPTERS)
    assert document["visualizationSettings"] == [
        {"settings": {"columns": ["chapter:col", "chaptercol"], "colorColumn": "chapter:col"}}
    ]
    assert document["parametersSettings"] == parameters
    assert document["layouts"] == {"lg": {"x": 0, "y": 0, "w": 7, "h": 13, "minW": 3}}
    sent = entity(document, INVENTORY, theirs, CHAPTERS)
    assert sent["options"] == {**theirs["options"], "_isNico": True}
    assert sent["layouts"] == layouts
    assert shortened(document, CHAPTERS) == document


def test_what_a_file_writes_out_and_what_follows_are_one() -> None:
    options = widget_form.options(MADE_HERE["Both"], "x")
    short = describe(widget(options, widget_form.layouts(5, 0, 0, 4, 8)), INVENTORY, CHAPTERS)
    bare = Inventory(chapters=OBJECTS)
    long = {
        **short,
        "visualizationSettings": [
            {
                **options["visualizationSettings"][0],
                "settings": {
                    **options["visualizationSettings"][0]["settings"],
                    "colorColumn": "chapter:col",
                    "columns": ["chapter:col", "mbps", "95bps", "bps", "95ibyt", "ibyt"],
                },
            }
        ],
        "parametersSettings": options["parametersSettings"],
    }
    assert shortened(long, CHAPTERS) == short
    assert entity(long, bare, None, CHAPTERS) == entity(short, bare, None, CHAPTERS)


@pytest.mark.parametrize(
    "options",
    [{}, {"visualizationSettings": 3, "parametersSettings": "x", "name": 7}, {"dataEndpoint": "fmc_other"}],
)
def test_whatever_clients_have_put_there_is_told(options: dict[str, Any]) -> None:
    document = describe(widget(options, {"lg": "?"}), INVENTORY, CHAPTERS)
    assert document["chapter"] is None
    assert document["endpoint"] == options.get("dataEndpoint", "")
    assert document["layouts"] == {"lg": "?"}


@pytest.mark.parametrize(("endpoint", "kind"), [("fmc_chapter_9", "chapter"), ("TOPOLOGY_9", "topology")])
def test_what_it_draws_and_is_gone_is_told_so(endpoint: str, kind: str) -> None:
    document = describe(widget({"dataEndpoint": endpoint, "clazz": "x"}), INVENTORY, CHAPTERS)
    assert (document[kind], document["endpoint"]) == ("(gone) 9", None)


def test_states_of_pages_in_its_layouts_are_no_part_of_it() -> None:
    layouts = widget_form.layouts(5, 1, 2, 3, 8)
    theirs = {name: {**place, "moved": False, "static": False} for name, place in layouts.items()}
    document = describe(widget({"clazz": "x"}, theirs), INVENTORY, CHAPTERS)
    assert (document["place"], document["layouts"]) == ({"x": 1, "y": 2, "w": 3, "h": 8}, None)


def test_the_widget_of_sources_needs_no_settings_of_its_own() -> None:
    document = describe(
        widget({"clazz": "ConnectionsWidget", "dataEndpoint": "fmc_connectedInterfaces"}), INVENTORY, {}
    )
    sent = entity({**document, "visualizationSettings": None}, INVENTORY, None, {})
    assert [view["channelName"] for view in sent["options"]["visualizationSettings"]] == ["connectionsStatus"]
    assert sent["options"]["dataEndpoint"] == "fmc_connectedInterfaces"
    assert "layouts" not in sent
