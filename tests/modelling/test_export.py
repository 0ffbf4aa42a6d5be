"""What a collector has comes out as a file, and out of that file again on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.problems import RefusedError
from fauxmon.modelling.writing import write
from fauxmon_model import widget_form

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

NODE = "127.0.2.7"


def export(collector: Collector, *only: str) -> str:
    return write(exported(Inventory.of(collector.client), only or ("*",)).model)


def made_by_others(collector: Collector) -> None:
    """What clients make that know nothing of files: of Sources, in several languages, with settings of their own."""
    client = collector.client
    collector.hear(NODE)
    live = client.profile("live")
    assert live is not None
    (source,) = live["channels"]
    black = client.create_blacklist({"name": "Bad", "records": ["192.0.2.0/24"]})
    shop = client.create_profile(
        {
            "name": "Shop ${x}",
            "group": "Applications",
            "type": "shadow",
            "parent": "live",
            "expire": 48,
            "channels": [
                {"name": "Node", "sign": "+", "color": "#0000CC", "parent": [source["id"]], "filter": "any"},
                {
                    "name": "on",
                    "sign": "-",
                    "parent": "*",
                    "filter": "port 443\n or port 80",
                    "mode": {"enabled": False},
                },
            ],
        }
    )
    languages = {"en": "Shop traffic", "cz": "Provoz", "jp": ""}
    traffic = client.create_chapter(
        {
            "name": "Shop traffic",
            "type": "traffic",
            "profile": shop["id"],
            "channels": [shop["channels"][0]["id"]],
            "localization": {"name": languages, "channelColumnName": {"en": "Shop"}},
            "volumetric": {"flows": False},
            "performance": {"rtt": True},
        }
    )
    client.create_chapter(
        {
            "name": "443",
            "type": "top",
            "profile": "live",
            "channels": [source["id"]],
            "statsBy": "record",
            "orderBy": "flows",
            "blacklist": black["id"],
            "status": 0,
            "specific": {"aggregateBy": ["srcip"], "sourceIpMask": {"ipVersion": 4, "mask": 24}},
            "middleOutputColumns": ["bps", "packets"],
        }
    )
    dashboard = client.create_dashboard({"name": "- Page: #1", "description": "two\nlines"})
    settings = {
        "channel": "traffic",
        "series": [
            {"id": f"{shop['id']}|{shop['channels'][0]['id']}", "name": "Node", "color": "#0000cc"},
            {"id": "rtt"},
        ],
        "columns": [f"chapter{traffic['id']}col", "mbps", "nrtt"],
    }
    options = {
        "name": None,
        "clazz": "TimeSeriesAndTableWidget",
        "dataEndpoint": f"fmc_chapter_{traffic['id']}",
        "visualizationSettings": [{"index": 0, "channelName": "traffic", "settings": settings}],
        "parametersSettings": [{"name": "from", "value": "h12Ago", "show": True}],
    }
    place = {"x": 0, "y": 0, "w": 7, "h": 11, "i": None}
    for layouts in ({"lg": place, "md": {**place, "w": 5}}, {}):
        client.create_widget({"dashboard": {"id": dashboard["id"]}, "options": options, "layouts": layouts})
    for endpoint in ("TOPOLOGY_7", f"fmc_chapter_{NODE}"):
        client.create_widget(
            {"dashboard": {"id": dashboard["id"]}, "options": {"dataEndpoint": endpoint, "clazz": "x"}}
        )
    client.create_widget({"dashboard": {"id": dashboard["id"]}, "options": {"visualizationSettings": {"a": 1}}})


def test_export_apply_export_is_the_same_file(collector: Collector, another: Collector) -> None:
    made_by_others(collector)
    another.hear(NODE)
    another.client.create_blacklist({"name": "Bad", "records": []})
    port, other_port = collector.udp[1], another.udp[1]
    assert port != other_port
    first = export(collector)
    another.apply(first)
    assert export(another) == first
    for one in (collector, another):
        plan = one.plan(first)
        assert not plan.changes
        assert not plan.waiting


def test_what_is_told_is_names(collector: Collector) -> None:
    made_by_others(collector)
    text = export(collector)
    ids = [one["id"] for one in collector.client.profiles() if "/" in one["id"]]
    ids += [one["id"] for one in collector.client.chapters() if one["id"] not in collector.factory]
    assert not [id_ for id_ in ids if id_ in text]
    assert "blacklist: Bad" in text
    assert "id: {profile: 'Shop $${x}', channel: Node}" in text
    assert "chapter:col" in text
    (profile,) = read(text)["profiles"]
    assert profile["name"] == "Shop ${x}"
    assert profile["channels"][0]["parent"] == [NODE]
    (chapter,) = [one for one in read(text)["chapters"] if one["type"] == "traffic"]
    assert chapter["localization"]["name"] == {"cz": "Provoz"}


def test_an_empty_collector_has_nothing_to_tell(collector: Collector) -> None:
    assert export(collector) == "version: 1\n"


def test_of_some_what_they_need_comes_along(collector: Collector) -> None:
    made_by_others(collector)
    collector.client.create_profile({"name": "Other"})
    model = read(export(collector, "Shop traffic"))
    assert [profile["name"] for profile in model["profiles"]] == ["Shop ${x}"]
    assert [chapter["name"] for chapter in model["chapters"]] == ["Shop traffic"]
    assert model["dashboards"] == []
    model = read(export(collector, "- *"))
    assert [chapter["name"] for chapter in model["chapters"]] == ["Shop traffic"]
    assert len(model["dashboards"][0]["widgets"]) == 3


def test_what_shows_what_is_gone_is_left_out_and_told(collector: Collector) -> None:
    made_by_others(collector)
    shop = next(one for one in collector.client.profiles() if one["name"].startswith("Shop"))
    collector.client.create_report({"name": "R", "chapters": [{"chapterId": chapter_of(collector, "Shop traffic")}]})
    left_out = exported(Inventory.of(collector.client)).left_out
    assert {(str(key), str(need)) for key, need in left_out} == {
        (f"- Page: #1: (gone) {NODE}", f"the chapter (gone) {NODE}"),
        ("- Page: #1: (gone) 7", "the topology (gone) 7"),
    }
    collector.client.update_profile({"id": shop["id"], "channels": [shop["channels"][1]]})
    model, more = exported(Inventory.of(collector.client))
    assert {str(key) for key, _ in more} - {str(key) for key, _ in left_out} == {
        "Shop traffic",
        "R",
        "- Page: #1: Shop traffic",
        "- Page: #1: Shop traffic #2",
    }
    assert [chapter["name"] for chapter in model["chapters"]] == ["443"]
    assert read(write(model)) == model


def test_widgets_that_lie_upon_each_other_go_as_they_are(collector: Collector, another: Collector) -> None:
    """As pages let them, which push them apart; a file of one's own may not place them so."""
    dashboard = collector.client.create_dashboard({"name": "D"})
    options = {"clazz": "x", "dataEndpoint": "fmc_connectedInterfaces"}
    for row in (0, 3, 20):
        layouts = widget_form.layouts(0, 0, row, 6, 10)
        collector.client.create_widget({"dashboard": {"id": dashboard["id"]}, "options": options, "layouts": layouts})
    first = export(collector)
    assert [widget["place"] is None for widget in read(first)["dashboards"][0]["widgets"]].count(True) == 1
    assert collector.plan(first, prune=True).changes == []
    another.apply(first)
    assert export(another) == first


def chapter_of(collector: Collector, name: str) -> str:
    return next(one["id"] for one in collector.client.chapters() if one["name"] == name)


def test_two_of_one_name_cannot_be_told_apart(collector: Collector) -> None:
    for name in ("Twice", "Twice", "Once"):
        collector.client.create_dashboard({"name": name})
    with pytest.raises(RefusedError, match="there are two dashboards named Twice"):
        export(collector)
    assert "Once" in export(collector, "Once")


def test_the_order_of_a_file_is_not_that_of_making(collector: Collector, another: Collector) -> None:
    for one, names in ((collector, "abcde"), (another, "dbeca")):
        for name in names:
            one.client.create_profile({"name": name, "channels": [{"name": "a", "color": "#010203"}]})
            one.client.create_chapter({"name": name, "type": "traffic", "profile": "live"})
            one.client.create_dashboard({"name": name})
    assert export(collector) == export(another)
