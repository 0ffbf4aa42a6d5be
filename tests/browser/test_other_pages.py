from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

EXPORTER = "127.0.1.123"


def test_widgets_of_the_dashboard_are_drawn(browser: Any, served: Any) -> None:
    served.send(EXPORTER)
    browser.open("/dashboards")
    browser.until(lambda: EXPORTER in browser.find(".fx-grid section:first-child table").text)
    browser.find(".fx-grid section:first-child svg path")
    assert "Structure of Overall Traffic" in browser.find(".fx-grid section:first-child h2").text
    browser.until(lambda: "10.0.0.1" in browser.find(".fx-grid section:nth-child(2) table").text)
    browser.find(".fx-grid section:nth-child(2) .fx-pie svg path")
    assert "last 12 h" in browser.find(".fx-grid section:first-child header").text
    browser.press("[aria-label='Time range'] button:nth-of-type(2)")
    browser.until(lambda: "last 60 min" in browser.find(".fx-grid section:first-child header").text)


def test_a_topology_is_drawn_with_what_its_paths_carry(browser: Any, served: Any, rest: Any) -> None:
    served.send(EXPORTER)
    topology = {"id": rest.make("/fmd/topologies", {"name": "Lab"})}
    places = {"client": ("0", "10"), "WebShop": ("1.5", "10"), "10.0.0.11": ("3", "0"), "10.0.0.12": ("3", "20")}
    nodes = {
        name: rest.make("/fmd/nodes", {"topology": topology, "name": name, "coordinates": {"x": x, "y": y}})
        for name, (x, y) in places.items()
    }
    channel = f"{EXPORTER.replace('.', '-')}_p{served.udp[1]}"
    for name, speed, known in (("client", 0.001, channel), ("10.0.0.11", 1000, channel), ("10.0.0.12", 1, "gone")):
        ends = {"srcNode": {"id": nodes["WebShop"]}, "dstNode": {"id": nodes[name]}}
        link = {"speed": speed, "profile": "live", "channel": known}
        rest.make("/fmd/paths", {"topology": topology, "name": name, **ends, "channelSrcToDst": link})
    options = {"clazz": "TopologyWidget", "dataEndpoint": f"TOPOLOGY_{topology['id']}"}
    dashboard = {"id": rest.make("/fmd/overview/dashboards", {"name": "Lab"})}
    rest.make("/fmd/overview/displayed-dashboards", {"dashboard": dashboard, "order": 1})
    rest.make("/fmd/overview/widgets", {"dashboard": dashboard, "options": options})
    browser.open(f"/dashboards/{dashboard['id']}")
    browser.find("svg.fx-map circle:nth-of-type(4)")
    assert len(browser.driver.find_elements("css selector", "svg.fx-map line")) == 3
    browser.until(lambda: "Channel live|gone does not exist" in browser.find("section table").text)
    assert browser.find("section h2").text == "Lab"


def test_a_dashboard_that_is_not_there_is_said(browser: Any) -> None:
    browser.open("/dashboards/999")
    browser.until(lambda: browser.find(".fx-empty strong").text == "No such Dashboard")
