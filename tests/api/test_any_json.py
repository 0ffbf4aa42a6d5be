"""Whatever JSON a client sends, it gets an answer of the contract, never a failure of ours."""

import json
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WRITES = [
    ("POST", "/rest/fmc/profiles"),
    ("PUT", "/rest/fmc/profiles"),
    ("POST", "/rest/fmc/chapters"),
    ("PUT", "/rest/fmc/chapters"),
    ("POST", "/rest/fmc/businessHours"),
    ("PUT", "/rest/fmc/businessHours"),
    ("POST", "/rest/fmc/blacklists"),
    ("PUT", "/rest/fmc/blacklist"),
    ("POST", "/rest/fmc/reports"),
    ("PUT", "/rest/fmc/reports"),
    ("POST", "/rest/fmc/emailReports"),
    ("PUT", "/rest/fmc/emailReports"),
    ("POST", "/rest/fmc/alerts"),
    ("PUT", "/rest/fmc/alerts"),
    ("POST", "/rest/fmd/overview/dashboards"),
    ("PUT", "/rest/fmd/overview/dashboards"),
    ("POST", "/rest/fmd/overview/displayed-dashboards"),
    ("POST", "/rest/fmd/overview/widgets"),
    ("PUT", "/rest/fmd/overview/widgets"),
    ("PUT", "/rest/fmd/overview/displayed-dashboards"),
    ("POST", "/rest/fmd/topologies"),
    ("PUT", "/rest/fmd/topologies"),
    ("POST", "/rest/fmd/nodes"),
    ("PUT", "/rest/fmd/nodes"),
    ("POST", "/rest/fmd/paths"),
    ("PUT", "/rest/fmd/paths"),
]
READS = [
    ("GET", "/rest/fmc/analysis/chart"),
    ("POST", "/rest/fmc/analysis/charts"),
    ("POST", "/rest/fmc/analysis/flows"),
    ("POST", "/rest/fmc/analysis/statistics"),
    ("GET", "/rest/fmc/chapterData/330206dc-8bed-4bb4-b336-e6a5b0746cb3"),
    ("GET", "/rest/fmd/overview/widgets/find"),
    ("GET", "/rest/fmd/nodes"),
    ("GET", "/rest/fmd/paths"),
]
NAMES = (
    *("id", "name", "group", "parent", "tenant", "description", "start", "end", "maxsize", "expire", "type", "history"),
    *("channels", "filter", "sign", "color", "mode", "profile", "top", "statsBy", "orderBy", "specific", "status"),
    *("localization", "middleOutputColumns", "channelColumnName", "channelsOrderBy", "showPercentile", "volumetric"),
    *("dashboard", "observingUser", "order", "options", "layouts", "lg", "x", "en", "from", "to", "chart", "measure"),
    *("listing", "aggregateBy", "sortBy", "sourceIpMask", "ipVersion", "mask", "statistics", "limit", "onColumn"),
    *("operator", "value", "forStatistics", "bidirectional"),
    *("protocol", "showOnly", "businessHours", "visualizationSettings", "parametersSettings", "settings", "columns"),
    *("label", "intervals", "days", "monday", "records", "blacklist", "bidirectional", "aggregateBy", "sourceIpMask"),
    *(
        "chapters",
        "chapterId",
        "trafficChart",
        "stacked",
        "location",
        "isDefault",
        "report",
        "lang",
        "period",
        "active",
    ),
    *(
        "topology",
        "coordinates",
        "y",
        "icon",
        "srcNode",
        "dstNode",
        "speed",
        "channel",
    ),
    *("channelSrcToDst", "channelDstToSrc", "calculationMode", "trafficScale", "owningUser", "row", "col", "series"),
    *("ipVersion", "mask", "recompute", "definition", "conditionType", "conditions", "metric", "comparator", "number"),
    *("timeSpan", "isPercentual", "subjectOfMeasurement", "trigger", "frequency", "activationThreshold", "blockFor"),
    *("reactions", "email", "script", "snmp", "enabled", "to", "subject", "parameters", "file", "data", "targetGroups"),
)
LIKELY = st.sampled_from(
    ["live", "*", "1", 1, "traffic", "top", "shadow", "+", "any", "now", "2025-03-01 11:00", "#0000cc"]
)
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | LIKELY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)
OBJECT = st.dictionaries(st.sampled_from(NAMES), ANY, max_size=8)
_LAX = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _check(response: httpx.Response) -> None:
    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert response.json()["code"] == response.status_code
    elif response.status_code == 204:
        assert response.content == b""
    else:
        json.loads(response.text)


@_LAX
@given(request=st.sampled_from(WRITES), entity=OBJECT)
def test_entities(client: httpx.Client, request: tuple[str, str], entity: Any) -> None:
    method, path = request
    _check(client.request(method, path, json={"entity": entity}))


@_LAX
@given(request=st.sampled_from(READS), search=OBJECT | st.lists(OBJECT, max_size=3))
def test_searches(client: httpx.Client, collector: Any, request: tuple[str, str], search: Any) -> None:
    collector.source("192.168.1.123")
    method, path = request
    _check(client.request(method, path, json={"search": search}))


@settings(_LAX, max_examples=20)
@given(source=OBJECT, node=OBJECT, path=OBJECT)
def test_whatever_is_on_a_topology_it_is_drawn(client: httpx.Client, source: Any, node: Any, path: Any) -> None:
    def made(kind: str, entity: Any) -> Any:
        response = client.post(f"/rest/fmd/{kind}", json={"entity": entity})
        _check(response)
        return response.json().get("id")

    topology = {"topology": {"id": made("topologies", {"name": "T"})}}
    ends = [made("nodes", {**given, "name": "n", **topology}) for given in (source, node, {})]
    link = {"speed": 1, "profile": "live", "channel": "1"}
    joined = {"name": "p", "srcNode": {"id": ends[0] or ends[2]}, "dstNode": {"id": ends[1] or ends[2]}}
    made("paths", {"channelSrcToDst": link, **path, **joined, **topology})
    options = {"clazz": "TopologyWidget", "dataEndpoint": f"TOPOLOGY_{topology['topology']['id']}"}
    entity = {"dashboard": {"id": 1}, "options": options}
    widget = client.post("/rest/fmd/overview/widgets", json={"entity": entity}).json()
    _check(client.get(f"/rest/fmd/overview/widget/data/{widget['id']}"))
    _check(client.delete(f"/rest/fmd/overview/widgets/{widget['id']}"))
    _check(client.delete(f"/rest/fmd/topologies/{topology['topology']['id']}"))


@_LAX
@given(options=OBJECT, layouts=OBJECT)
def test_widgets_draw_or_say_why_not(client: httpx.Client, options: Any, layouts: Any) -> None:
    endpoint = {"clazz": "TimeSeriesAndTableWidget", "dataEndpoint": "fmc_chapter_330206dc-8bed-4bb4-b336-e6a5b0746cb3"}
    entity = {"dashboard": {"id": 1}, "options": {**options, **endpoint}, "layouts": layouts}
    widget = client.post("/rest/fmd/overview/widgets", json={"entity": entity}).json()
    _check(client.get(f"/rest/fmd/overview/widgets/{widget['id']}"))
    _check(client.get(f"/rest/fmd/overview/widget/data/{widget['id']}"))
    _check(client.delete(f"/rest/fmd/overview/widgets/{widget['id']}"))


@_LAX
@given(body=st.binary(max_size=200), kind=st.sampled_from(["application/json", "multipart/form-data; boundary=b", ""]))
def test_bodies(client: httpx.Client, body: bytes, kind: str) -> None:
    _check(client.post("/rest/fmc/getprofiles", content=body, headers={"Content-Type": kind}))
