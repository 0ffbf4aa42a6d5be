"""The LoadMaster dashboard installer: the requests of one run, in their order, but for its topology.

It checks no status, so the test does; it finds things by name and by regular expression, and so does the test.
"""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

LOADMASTER = "192.168.1.123"
SERVERS = ["10.0.0.11", "10.0.0.12"]
TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}
ADMIN = {"id": 1, "login": "admin"}
OVERALL = [
    ("Structure of Overall Traffic", "TimeSeriesAndTableWidget", ["chaptercol", "mbps", "95bps", "bps", "ibyt"]),
    ("Hosts with Top Flows", "TwoPiesAndTableWidget", ["ip", "fl"]),
    ("Hosts with Top Download Transfers in the Network", "TwoPiesAndTableWidget", ["dstip", "bps", "ibyt"]),
    ("Hosts with Top Upload Transfers in the Network", "TwoPiesAndTableWidget", ["srcip", "bps", "ibyt"]),
    ("Structure of routing protocol traffic", "TimeSeriesAndTableWidget", ["chaptercol", "mbps", "bps", "ibyt"]),
    ("Top Network Services over UDP", "TwoPiesAndTableWidget", ["portp", "proto", "ibyt"]),
    ("Top Network Services over TCP", "TwoPiesAndTableWidget", ["portp", "proto", "ibyt"]),
    ("Structure of Service Traffic", "TimeSeriesAndTableWidget", ["chaptercol", "mbps", "bps", "ibyt"]),
    ("Structure of Email Traffic", "SummariesWidget", ["chaptercol", "mbps", "bps", "ibyt"]),
]


class Installer:
    """Speaks as the shell script does: JSON content type on everything, ids sent back in quotes."""

    def __init__(self, url: str) -> None:
        login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
        granted = httpx.post(f"{url}/resources/oauth/token", data=login, trust_env=False).json()
        headers = {
            "Authorization": f"bearer {granted['access_token']}",
            "Content-Type": "application/json",
            "accept": "application/json",
        }
        self.http = httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=60)

    def get(self, path: str) -> Any:
        """What a GET answers."""
        response = self.http.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    def send(self, method: str, path: str, entity: dict[str, Any]) -> dict[str, Any]:
        """The one object that a write answers."""
        response = self.http.request(method, path, json={"entity": entity})
        assert response.status_code == {"POST": 201, "PUT": 200}[method], response.text
        answered = response.json()
        assert isinstance(answered, dict)
        return answered

    def dashboard(self, name: str, order: int) -> dict[str, str]:
        """Make a dashboard and show it to admin."""
        made = self.send("POST", "/rest/fmd/overview/dashboards", {"name": name, "tenant": TENANT})
        dashboard = {"id": str(made["id"]), "name": made["name"]}
        rights = {
            "isReadOnlyForCurrentUser": False,
            "canBeSetAsPredefinedByUser": True,
            "isAvailableToOtherUsers": True,
        }
        entity = {"dashboard": {**dashboard, **rights}, "observingUser": ADMIN, "order": order}
        assert self.send("POST", "/rest/fmd/overview/displayed-dashboards", entity)["id"]
        return dashboard

    def widget(self, dashboard: dict[str, str], clazz: str, endpoint: str, settings: dict[str, Any]) -> str:
        """Make a widget, then put it in its place; only the second request sets coordinates."""
        options = {
            "name": None,
            "clazz": clazz,
            "dataEndpoint": endpoint,
            "visualizationSettings": [{"index": 0, "channelName": "main", "settings": {"channel": "main", **settings}}],
            "parametersSettings": [
                {"name": "aggregation", "value": None, "show": False, "relativeToForm": False, "useDefault": 1},
                {"name": "from", "value": "h12Ago", "show": True, "relativeToForm": False, "useDefault": False},
                {"name": "to", "value": "now", "show": True, "relativeToForm": False, "useDefault": False},
            ],
            "_isNico": True,
        }
        entity = {"dashboard": dashboard, "options": options, "layouts": _layouts(None)}
        widget_id = str(self.send("POST", "/rest/fmd/overview/widgets", entity)["id"])
        self.send("PUT", "/rest/fmd/overview/widgets", {"id": widget_id, "layouts": _layouts(widget_id)})
        return widget_id


def _layouts(widget_id: str | None) -> dict[str, Any]:
    place = {"x": 0, "y": 0, "w": 6, "h": 10, "i": widget_id, "minW": 2, "minH": 7}
    return dict.fromkeys(("lg", "md", "sm", "xs", "xxs"), place)


def _texts(text: str) -> dict[str, str]:
    return {"en": text, "cz": text, "jp": text, "de": "", "fr": "", "es": ""}


def _chapter(name: str, profile: str, channels: str | list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "description": name,
        "localization": {"name": _texts(name), "description": _texts(name), "channelColumnName": _texts("Channel")},
        "type": "traffic",
        "profile": profile,
        "channels": channels,
        "channelColumnName": "Channel",
        "channelsOrderBy": "ibyt",
        "outputColumns": ["Channel", "mbps", "95bps", "bps", "95ibyt", "ibyt"],
        "showPercentile": 1,
        "volumetric": {"flows": True, "bytes": True, "packets": True},
        "performance": {"rtt": True, "srt": True, "jitter": True, "rtr": True},
    }


@pytest.fixture
def installer(collector: Any) -> Any:
    """The script, logged in, on a collector that has heard of the LoadMaster."""
    source = collector.source(LOADMASTER, 2055)
    for server in SERVERS:
        collector.flow(source, collector.clock.now + 60_000, octets=5000, dst=server, dst_port=8080)
    script = Installer(collector.url)
    yield script
    script.http.close()


def test_run(installer: Installer, collector: Any) -> None:
    live = installer.get("/rest/fmc/profiles/id?id=live")
    (channel,) = [c["id"] for c in live["channels"] if re.search(LOADMASTER, c["name"])]
    assert channel == "192-168-1-123_p2055"

    device = installer.dashboard(f"LoadMaster {LOADMASTER}", 0)
    widgets = [installer.widget(device, "ConnectionsWidget", "fmc_connectedInterfaces", {"connectionsSettings": ""})]
    for name, clazz, columns in OVERALL:
        (chapter_id,) = [c["id"] for c in installer.get("/rest/fmc/chapters") if c["name"] == name]
        widgets.append(installer.widget(device, clazz, f"fmc_chapter_{chapter_id}", {"columns": columns}))

    application = installer.dashboard("Application WebShop", 1)
    profile_id = _profile(installer, channel)
    for chapter_id in _chapters(installer, profile_id):
        series = [{"id": f"{profile_id}|{channel}", "name": "n", "color": "#000000"}]
        for settings in ({"series": "*", "columns": [f"chapter{chapter_id}col", "mbps", "ibyt"]}, {"series": series}):
            endpoint = f"fmc_chapter_{chapter_id}"
            widgets.append(installer.widget(application, "TimeSeriesAndTableWidget", endpoint, settings))

    collector.clock.now += 120_000
    drawn = [installer.http.get(f"/rest/fmd/overview/widget/data/{widget}") for widget in widgets]
    assert {response.status_code for response in drawn} == {200, 204}
    assert drawn[0].json()["table"]["rows"][0][1] == LOADMASTER
    names = {response.json()["name"] for response in drawn if response.status_code == 200}
    assert {"WebShop Total VS & RS Traffic", *(f"WebShop: RS {server}" for server in SERVERS)} <= names
    for widget in widgets:
        stored = installer.get(f"/rest/fmd/overview/widgets/{widget}")
        assert stored["layouts"]["lg"]["i"] == widget
        assert stored["options"]["parametersSettings"], "a PUT of the layouts keeps the options"
    assert [tab["order"] for tab in installer.get("/rest/fmd/overview/displayed-dashboards")][-1] == 1


def _profile(installer: Installer, live_channel: str) -> str:
    """Shadow first, then real: the second request has neither group nor size, and its answer's id is not read."""
    first = {"name": "WebShop", "color": "#00cc00", "sign": "+", "parent": [live_channel], "filter": "any"}
    made = installer.send(
        "POST",
        "/rest/fmc/profiles",
        {
            "name": "WebShop",
            "group": "Applications",
            "parent": "live",
            "tenant": TENANT["id"],
            "description": "WebShop profile",
            "type": "shadow",
            "maxsize": 100,
            "channels": [first],
        },
    )
    mode = {"enabled": True, "npmEnabled": True, "trafficEnabled": True}
    wanted: list[tuple[str, str, str | list[str], str]] = [("IPv4", "+", "*", "inet"), ("IPv6", "+", "*", "inet6")]
    wanted += [(f"WebShop: RS {s} Traffic", "+", [live_channel], f"ip {s} and port 8080") for s in SERVERS]
    both = " or ".join(f"(ip {server})" for server in SERVERS)
    wanted += [
        ("WebShop: Client Side Traffic", "+", [live_channel], "(ip 192.0.2.1)"),
        ("WebShop: All Real Server Traffic", "+", [live_channel], both),
        ("WebShop: Server Side Traffic", "-", [live_channel], f"(port 8080) and ({both})"),
    ]
    channels = [
        {"name": name, "sign": sign, "color": "#0000cc", "parent": parent, "filter": text, "mode": mode}
        for name, sign, parent, text in wanted
    ]
    entity = {"id": made["id"], "name": "WebShop", "type": "real", "parent": "live", "channels": channels}
    changed = installer.send("PUT", "/rest/fmc/profiles", entity)
    assert [channel["name"] for channel in changed["channels"]] == [name for name, *_ in wanted]
    stored = installer.get(f"/rest/fmc/profiles/id?id={made['id']}")
    assert (stored["id"], stored["group"], stored["maxsize"]) == (made["id"], "Applications", 100)
    return str(made["id"])


def _chapters(installer: Installer, profile_id: str) -> list[str]:
    channels = installer.get(f"/rest/fmc/profiles/id?id={profile_id}")["channels"]
    wanted: list[tuple[str, str | list[str]]] = [("WebShop Total VS & RS Traffic", "*")]
    for name, pattern in [
        ("WebShop Server Side", "Server Side Traffic"),
        ("WebShop All Real Servers", "All Real Server Traffic"),
        ("WebShop Client Side", "Client Side Traffic"),
        *((f"WebShop: RS {server}", server) for server in SERVERS),
    ]:
        found = [channel["id"] for channel in channels if re.search(pattern, channel["name"])]
        assert len(found) == 1
        wanted.append((name, found))
    ids = []
    for name, chosen in wanted:
        made = installer.send("POST", "/rest/fmc/chapters", _chapter(name, profile_id, chosen))
        assert made["channels"] == chosen
        ids.append(made["id"])
    return ids
