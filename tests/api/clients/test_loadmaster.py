"""The LoadMaster dashboard installer: every request of one run over TLS, in their order (contract 2.11.3).

It checks no status, so the test does; it finds things by name and by regular expression, and so does the test. A Widget
that shows a Topology needs its id, so that one comes after it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

LOADMASTER = "192.168.1.123"
CLIENT = "192.0.2.1"
SERVERS = ["10.0.0.11", "10.0.0.12"]
TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}
ADMIN = {"id": 1, "login": "admin"}
RIGHTS = {"isReadOnlyForCurrentUser": False, "canBeSetAsPredefinedByUser": True, "isAvailableToOtherUsers": True}
SERIES, PIES, TILES = "TimeSeriesAndTableWidget", "TwoPiesAndTableWidget", "SummariesWidget"
STRUCTURE = ["chaptercol", "mbps", "bps", "ibyt"]
OVERALL = [
    ("Structure of Overall Traffic", SERIES, ["chaptercol", "mbps", "95bps", "bps", "95ibyt", "ibyt"]),
    ("Hosts with Top Flows", PIES, ["ip", "fl"]),
    ("Hosts with Top Download Transfers in the Network", PIES, ["dstip", "bps", "ibyt"]),
    ("Hosts with Top Upload Transfers in the Network", PIES, ["srcip", "bps", "ibyt"]),
    ("Structure of routing protocol traffic", SERIES, STRUCTURE),
    ("Top Network Services over UDP", PIES, ["portp", "proto", "ibyt"]),
    ("Top Network Services over TCP", PIES, ["portp", "proto", "ibyt"]),
    ("Structure of Service Traffic", SERIES, STRUCTURE),
    ("Structure of Email Traffic", SERIES, STRUCTURE),
]
CHAPTERS = [
    ("WebShop Total VS & RS Traffic", "*"),
    ("WebShop: Client Side", "Client Side Traffic"),
    ("WebShop: All Real Servers", "All Real Server Traffic"),
    ("WebShop: Server Side", "Server Side Traffic"),
    *((f"WebShop: RS {server}", server) for server in SERVERS),
]
"""Name, and what its Channel is found by."""
GROUND = [0.5, 0.25]
"""Where the client stands; the others are right of it."""
WIDGET = ["POST widgets", "PUT widgets"]
DASHBOARD = ["POST dashboards", "POST displayed-dashboards"]
RUN = [
    *("POST token", "GET id", *DASHBOARD, *WIDGET),
    *(["GET chapters", *WIDGET] * 9),
    *(*DASHBOARD, "POST profiles", "PUT profiles", *(["POST chapters"] * 6), *(WIDGET * 9)),
    *("POST topologies", *(["POST nodes"] * 4), *(["POST paths"] * 3), *WIDGET),
]
"""Its requests with two real servers: method, and the last part of the path."""


class Installer:
    """Speaks as the shell script does: JSON content type on everything, ids sent back in quotes."""

    def __init__(self, url: str, wire: Any) -> None:
        self._url, self._wire = url, wire
        self.trace: list[str] = []
        self.bodies: list[str] = []
        login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
        status, body = wire.form(f"{url}/resources/oauth/token", login)
        assert status == 200
        self._note("POST token", body)
        token = json.loads(body)["access_token"]
        self._headers = [f"Authorization: bearer {token}", "Content-Type: application/json", "accept: application/json"]

    def get(self, path: str) -> Any:
        """What a GET answers."""
        status, body = self._wire.request("GET", f"{self._url}{path}", self._headers, None)
        assert status == 200, body
        self._note(f"GET {path.rpartition('/')[2].partition('?')[0]}", body)
        return json.loads(body)

    def send(self, method: str, path: str, entity: dict[str, Any]) -> dict[str, Any]:
        """The one object that a write answers."""
        text = json.dumps({"entity": entity}, indent=1)
        status, body = self._wire.request(method, f"{self._url}{path}", self._headers, text)
        assert status == {"POST": 201, "PUT": 200}[method], body
        self._note(f"{method} {path.rpartition('/')[2]}", body)
        answered = json.loads(body)
        assert isinstance(answered, dict)
        return answered

    def create(self, path: str, entity: dict[str, Any]) -> dict[str, str]:
        """Id and name of what is made, as the script keeps them."""
        return {"id": str(self.send("POST", path, entity)["id"]), "name": str(entity.get("name"))}

    def dashboard(self, name: str, order: int) -> dict[str, str]:
        """Make a dashboard and show it to admin."""
        dashboard = self.create("/rest/fmd/overview/dashboards", {"name": name, "tenant": TENANT})
        entity = {"dashboard": {**dashboard, **RIGHTS}, "observingUser": ADMIN, "order": order}
        assert self.send("POST", "/rest/fmd/overview/displayed-dashboards", entity)["id"]
        return dashboard

    def widget(self, dashboard: dict[str, str], clazz: str, endpoint: str, *views: tuple[str, dict[str, Any]]) -> str:
        """Make a widget, then put it in its place; only the second request sets coordinates."""
        options = {
            "name": None,
            "clazz": clazz,
            "dataEndpoint": endpoint,
            "visualizationSettings": [
                {"index": index, "channelName": name, "settings": {"channel": name, **settings}}
                for index, (name, settings) in enumerate(views)
            ],
            "parametersSettings": [
                {"name": "aggregation", "value": None, "show": False, "relativeToForm": False, "useDefault": 1},
                {"name": "from", "value": "h12Ago", "show": True, "relativeToForm": False, "useDefault": False},
                {"name": "to", "value": "now", "show": True, "relativeToForm": False, "useDefault": False},
            ],
            "_isNico": True,
        }
        entity = {"dashboard": dashboard, "options": options, "layouts": layouts(None)}
        widget_id = str(self.send("POST", "/rest/fmd/overview/widgets", entity)["id"])
        self.send("PUT", "/rest/fmd/overview/widgets", {"id": widget_id, "layouts": layouts(widget_id)})
        return widget_id

    def _note(self, request: str, body: str) -> None:
        self.trace.append(request)
        self.bodies.append(body)


def layouts(widget_id: str | None) -> dict[str, Any]:
    """A place of its own at each of the five breakpoints."""
    sizes = {"lg": (7, 13), "md": (5, 13), "sm": (6, 9), "xs": (4, 8), "xxs": (2, 7)}
    return {
        name: {"x": 0, "y": h * 2, "w": w, "h": h, "i": widget_id, "minW": 2, "minH": 7}
        for name, (w, h) in sizes.items()
    }


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
def installer(collector: Any, https: str, wire: Any) -> Installer:
    """The script, logged in, on a collector that has heard of the LoadMaster."""
    source = collector.source(LOADMASTER, 2055)
    values = {"src": CLIENT, "dst_port": 8080, "npm_rtt": 800, "npm_srt": 2000, "npm_retransmissions": 3}
    for server in SERVERS:
        collector.flow(source, collector.clock.now + 60_000, octets=5000, dst=server, **values)
    return Installer(https, wire)


def test_run(installer: Installer, wire: Any, collector: Any) -> None:
    live = installer.get("/rest/fmc/profiles/id?id=live")
    (channel,) = [c["id"] for c in live["channels"] if re.search(LOADMASTER, c["name"])]
    assert channel == "192-168-1-123_p2055"
    widgets = _device(installer)

    application = installer.dashboard("Application WebShop", 1)
    profile = _profile(installer, channel)
    chapters = _chapters(installer, profile)
    widgets += _application(installer, application, profile, chapters)
    widgets.append(_topology(installer, application, profile))
    assert installer.trace == RUN
    assert len(RUN) == 71
    assert wire.values(installer.bodies) == [json.loads(body) for body in installer.bodies], "one value each"

    collector.clock.now += 120_000
    _check_kept(collector, widgets)
    _check_data(collector, widgets)


def _device(installer: Installer) -> list[str]:
    device = installer.dashboard(f"LoadMaster {LOADMASTER}", 0)
    sources = ("connectionsStatus", {"connectionsSettings": ""})
    widgets = [installer.widget(device, "ConnectionsWidget", "fmc_connectedInterfaces", sources)]
    for name, clazz, columns in OVERALL:
        (chapter_id,) = [c["id"] for c in installer.get("/rest/fmc/chapters") if c["name"] == name]
        settings = {"columns": columns, "colorColumn": columns[0], "summaries": ["total"], "percents": True}
        widgets.append(installer.widget(device, clazz, f"fmc_chapter_{chapter_id}", ("main", settings)))
    return widgets


def _profile(installer: Installer, live_channel: str) -> dict[str, Any]:
    """Shadow first, then real: the second request has neither group nor size, and its answer's id is not read."""
    first = {"name": "WebShop", "color": "#00cc00", "sign": "+", "parent": [live_channel], "filter": "any"}
    kind = {"group": "Applications", "type": "shadow", "maxsize": 100, "description": "WebShop profile"}
    entity = {"name": "WebShop", "parent": "live", "tenant": TENANT["id"], "channels": [first], **kind}
    made = installer.create("/rest/fmc/profiles", entity)
    both = " or ".join(f"(ip {server})" for server in SERVERS)
    wanted: list[tuple[str, str, str | list[str], str]] = [("IPv4", "+", "*", "inet"), ("IPv6", "+", "*", "inet6")]
    wanted += [(f"WebShop: RS {s} Traffic", "+", [live_channel], f"ip {s} and port 8080") for s in SERVERS]
    wanted += [
        ("WebShop: Client Side Traffic", "+", [live_channel], f"(ip {CLIENT})"),
        ("WebShop: All Real Server Traffic", "+", [live_channel], both),
        ("WebShop: Server Side Traffic", "-", [live_channel], f"(port 8080) and ({both})"),
    ]
    mode = {"enabled": True, "npmEnabled": True, "trafficEnabled": True}
    channels = [
        {"name": name, "sign": sign, "color": "#0000cc", "parent": parent, "filter": text, "mode": mode}
        for name, sign, parent, text in wanted
    ]
    entity = {"id": made["id"], "name": "WebShop", "type": "real", "parent": "live", "channels": channels}
    changed = installer.send("PUT", "/rest/fmc/profiles", entity)
    assert [channel["name"] for channel in changed["channels"]] == [name for name, *_ in wanted]
    assert (changed["id"], changed["group"], changed["maxsize"]) == (made["id"], "Applications", 100)
    return changed


def _channel(profile: dict[str, Any], pattern: str) -> str:
    (found,) = [channel["id"] for channel in profile["channels"] if re.search(pattern, channel["name"])]
    return str(found)


def _chapters(installer: Installer, profile: dict[str, Any]) -> dict[str, str]:
    """Their ids by what their Channel is found by."""
    ids = {}
    for name, pattern in CHAPTERS:
        chosen = "*" if pattern == "*" else [_channel(profile, pattern)]
        made = installer.send("POST", "/rest/fmc/chapters", _chapter(name, profile["id"], chosen))
        assert made["channels"] == chosen
        ids[pattern] = made["id"]
    return ids


def _application(
    installer: Installer, dashboard: dict[str, str], profile: dict[str, Any], chapters: dict[str, str]
) -> list[str]:
    """Charts of the traffic on the left, tiles of retransmissions on the right."""

    def chart(pattern: str, *metrics: str) -> str:
        lines = [] if pattern == "*" else [f"{profile['id']}|{_channel(profile, pattern)}"]
        series = [{"id": line, "name": line, "color": "#0000cc"} for line in (*lines, *metrics)]
        traffic = {"series": series or "*", "chartOptions": {"stacked": True, "axis": "linear"}}
        columns = [f"chapter{chapters[pattern]}col", "mbps", "95bps", "bps", "95ibyt", "ibyt"]
        table = {"columns": columns, "colorColumn": columns[0], "summaries": ["total"]}
        views = (("traffic", traffic), ("main", table))
        return installer.widget(dashboard, SERIES, f"fmc_chapter_{chapters[pattern]}", *views)

    def tiles(pattern: str) -> str:
        summary = ("metricTileSummary", {"columns": ["nretr", "nrtt", "nsrt", "bps"]})
        views = (summary, ("metricPerformanceBar", {"metric": "nretr"}))
        return installer.widget(dashboard, TILES, f"fmc_chapter_{chapters[pattern]}", *views)

    charts = [chart("*"), chart("Client Side Traffic", "rtt", "srt", "jitter"), chart("Server Side Traffic")]
    charts += [chart(server) for server in SERVERS]
    return [*charts, *(tiles(pattern) for pattern in ("Client Side Traffic", "Server Side Traffic", *SERVERS))]


def _topology(installer: Installer, dashboard: dict[str, str], profile: dict[str, Any]) -> str:
    """The client, the virtual service behind it, and the real servers behind that."""
    owner = {"owningUser": ADMIN, "owningRole": {"id": 1}, "ownerCanEdit": True}
    entity = {"type": 0, **owner, "name": "WebShop", "tenant": TENANT, "trafficScale": 50}
    topology = {"id": installer.create("/rest/fmd/topologies", entity)["id"]}

    def node(name: str, icon: int, x: str, y: str) -> dict[str, str]:
        place = {"coordinates": {"x": x, "y": y}, "icon": {"id": icon, "name": "icon"}}
        return installer.create("/rest/fmd/nodes", {**place, "topology": topology, "name": name})

    def path(src: dict[str, str], dst: dict[str, str], pattern: str) -> None:
        link = {"speed": 1000, "profile": profile["id"], "channel": _channel(profile, pattern)}
        entity = {
            "srcNode": src,
            "dstNode": dst,
            "channelSrcToDst": {**link, "traffic": None, "summary": None},
            "channelDstToSrc": None,
            "topology": topology,
            "type": "symmetric",
            "calculationMode": "avg",
            "name": f"{src['name']} - {dst['name']}",
        }
        assert installer.send("POST", "/rest/fmd/paths", entity)["id"]

    client, service = node("Clients", 4, "0.50", "0.25"), node("WebShop", 5, "320.125", "0.250")
    servers = [node(server, 5, "640", f"{40 * index}.0") for index, server in enumerate(SERVERS)]
    path(client, service, "Client Side Traffic")
    for server in servers:
        path(service, server, server["name"])
    view = ("TopoVisuChannelId", {})
    return installer.widget(dashboard, "TopologyWidget", f"TOPOLOGY_{topology['id']}", view)


def _check_kept(collector: Any, widgets: list[str]) -> None:
    """Nothing of what it has written is lost or changed."""
    with collector.client() as http:
        stored = {str(widget["id"]): widget for widget in http.get("/rest/fmd/overview/widgets/find").json()}
        for widget in widgets:
            assert stored[widget]["layouts"] == layouts(widget)
            assert len(stored[widget]["options"]["parametersSettings"]) == 3, "a PUT of the layouts keeps the options"
        tabs = http.get("/rest/fmd/overview/displayed-dashboards").json()
        assert [(tab["dashboard"]["name"], tab["order"]) for tab in tabs[1:]] == [
            (f"LoadMaster {LOADMASTER}", 0),
            ("Application WebShop", 1),
        ]
        places = [tuple(node["coordinates"].values()) for node in http.get("/rest/fmd/nodes").json()]
        assert places == [("0.50", "0.25"), ("320.125", "0.250"), ("640", "0.0"), ("640", "40.0")]


def _check_data(collector: Any, widgets: list[str]) -> None:
    """Every Widget is drawn from what the LoadMaster has sent."""
    with collector.client() as http:
        drawn = [http.get(f"/rest/fmd/overview/widget/data/{widget}") for widget in widgets]
    # It has sent neither UDP nor e-mail nor routing.
    assert [response.status_code for response in drawn] == [200] * 5 + [204, 204, 200, 200, 204] + [200] * 10
    data = [response.json() if response.content else {} for response in drawn]
    assert data[0]["table"]["rows"][0][1] == LOADMASTER
    assert [found["name"] for found in data[10:15]] == [
        "WebShop Total VS & RS Traffic",
        "WebShop: Client Side",
        "WebShop: Server Side",
        *(f"WebShop: RS {server}" for server in SERVERS),
    ]
    assert {line["name"] for line in data[11]["npmChart"]["lines"]} == {"RTT", "SRT", "Jitter"}
    assert data[15]["table"]["summaries"][0][1:4] == ["3", "800 µs", "2 ms"]
    paths = data[-1]["topology"]["paths"]
    assert [path["channelSrcToDst"]["summary"]["ibyt"] for path in paths] == [10_000, 5_000, 5_000]
    for path in paths:
        there = path["channelSrcToDst"]
        assert there["traffic"] == there["summary"]["bps"] > 0
        assert there["summary"]["utilization"] == round(there["traffic"] / 10_000_000, 5)
