import json
from typing import Any

import httpx
import pytest

WIDGETS = "/rest/fmd/overview/widgets"
OPTIONS = {"name": None, "clazz": "SummariesWidget", "dataEndpoint": "fmc_chapter_x", "_isNico": True}
LAYOUTS = {"lg": {"x": 6, "y": 13, "w": 6, "h": 10, "i": None, "minW": 2, "minH": 7}}


@pytest.fixture
def dashboard(client: httpx.Client) -> dict[str, Any]:
    """An empty Dashboard."""
    response = client.post("/rest/fmd/overview/dashboards", json={"entity": {"name": "LoadMaster"}})
    return {"id": response.json()["id"], "name": "LoadMaster"}


def _create(client: httpx.Client, dashboard: dict[str, Any], **changed: Any) -> dict[str, Any]:
    entity = {"dashboard": {**dashboard, "id": str(dashboard["id"])}, "options": OPTIONS, "layouts": LAYOUTS, **changed}
    response = client.post(WIDGETS, json={"entity": entity})
    assert response.status_code == 201, response.text
    return response.json()


def test_create_keeps_options_and_layouts_as_they_come(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    created = _create(client, dashboard)
    assert created == {
        "id": created["id"],
        "row": 13,
        "col": 6,
        "dashboard": {**dashboard, "user": {"id": 1, "login": "admin", "email": ""}},
        "options": OPTIONS,
        "layouts": LAYOUTS,
    }
    assert client.get(f"{WIDGETS}/{created['id']}").json() == created


def test_put_of_layouts_keeps_the_options(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    created = _create(client, dashboard)
    layouts = {"lg": {**LAYOUTS["lg"], "x": 0, "i": str(created["id"])}}
    response = client.put(WIDGETS, json={"entity": {"id": str(created["id"]), "layouts": layouts}})
    assert (response.status_code, response.json()) == (200, {**created, "layouts": layouts, "col": 0})


def test_put_of_options_keeps_the_layouts(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    created = _create(client, dashboard)
    response = client.put(WIDGETS, json={"entity": {"id": created["id"], "options": {"clazz": "other"}}})
    assert response.json() == {**created, "options": {"clazz": "other"}}


@pytest.mark.parametrize("layouts", [{}, {"lg": 7}, {"lg": {"x": "a"}}])
def test_odd_layouts_do_no_harm(client: httpx.Client, dashboard: dict[str, Any], layouts: Any) -> None:
    created = _create(client, dashboard, layouts=layouts)
    assert (created["row"], created["col"], created["layouts"]) == (0, 0, layouts)


@pytest.mark.parametrize("number", [int, str])
def test_find_by_dashboard(client: httpx.Client, dashboard: dict[str, Any], number: Any) -> None:
    created = _create(client, dashboard)
    query = {"search": json.dumps({"dashboard": number(dashboard["id"])})}
    assert client.get(f"{WIDGETS}/find", params=query).json() == [created]


def test_find_without_a_search_gives_all(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    created = _create(client, dashboard)
    everything = client.get(f"{WIDGETS}/find").json()
    assert created in everything
    assert len({widget["dashboard"]["id"] for widget in everything}) == 2
    assert client.get(f"{WIDGETS}/find", params={"search": "{}"}).json() == everything


def test_find_on_an_empty_dashboard(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    response = client.get(f"{WIDGETS}/find", params={"search": json.dumps({"dashboard": dashboard["id"]})})
    assert (response.status_code, response.content) == (204, b"")


def test_delete(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    created = _create(client, dashboard)
    assert client.delete(f"{WIDGETS}/{created['id']}").status_code == 204
    assert client.get(f"{WIDGETS}/{created['id']}").status_code == 204
    assert client.delete(f"{WIDGETS}/{created['id']}").status_code == 404


def test_unknown_ids(client: httpx.Client) -> None:
    assert client.get(f"{WIDGETS}/x").headers["x-fm-message"] == "Widget x does not exist"
    assert client.put(WIDGETS, json={"entity": {"id": 999, "layouts": {}}}).status_code == 404
    assert client.post(WIDGETS, json={"entity": {"dashboard": {"id": 999}}}).status_code == 404


@pytest.mark.parametrize(
    ("method", "entity", "fields"),
    [
        ("POST", {}, ["dashboard.id"]),
        ("POST", {"dashboard": {"id": 1}, "options": [], "layouts": "wide"}, ["options", "layouts"]),
        ("PUT", {"layouts": {}}, ["id"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, method: str, entity: Any, fields: list[str]) -> None:
    response = client.request(method, WIDGETS, json={"entity": entity})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_five_breakpoints_are_kept_exactly(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    text = '{"x":1.50,"y":-0.0,"w":12345678901234567890,"h":1e2,"i":null,"minW":2,"minH":7,"static":false,"é":[{}]}'
    layouts = "{" + ",".join(f'"{name}":{text}' for name in ("xxs", "xs", "sm", "md", "lg")) + "}"
    body = f'{{"entity":{{"dashboard":{{"id":{dashboard["id"]}}},"layouts":{layouts}}}}}'
    made = client.post(WIDGETS, content=body.encode(), headers={"Content-Type": "application/json"}).json()
    stored = client.get(f"{WIDGETS}/{made['id']}").json()["layouts"]
    assert json.dumps(stored) == json.dumps(json.loads(layouts)), "values, kinds of numbers and order"


@pytest.mark.parametrize("encoding", ["params", "data", "files"])
def test_the_older_generation(client: httpx.Client, dashboard: dict[str, Any], encoding: str) -> None:
    """Whole numbers as ids, row and column instead of layouts, the entity in the query or in a form."""
    entity = json.dumps({"dashboard": {"id": dashboard["id"]}, "row": 3, "col": 7, "options": OPTIONS})
    sent: Any = {encoding: {"entity": (None, entity) if encoding == "files" else entity}}
    made = client.post(WIDGETS, **sent).json()
    assert (made["row"], made["col"], type(made["id"])) == (3, 7, int)
    assert made["layouts"]["lg"] == {"x": 7, "y": 3, "w": 5, "h": 11, "i": str(made["id"]), "minW": 2, "minH": 7}
    moved = client.put(WIDGETS, data={"entity": json.dumps({"id": made["id"], "col": 0})}).json()
    assert (moved["row"], moved["col"], moved["options"]) == (3, 0, OPTIONS)
    assert client.get(f"{WIDGETS}/find", params={"search": json.dumps({"dashboard": dashboard["id"]})}).json() == [
        moved
    ]


def test_a_place_outside_of_the_grid_is_told(client: httpx.Client, dashboard: dict[str, Any]) -> None:
    entity = {"dashboard": {"id": dashboard["id"]}, "row": -1, "col": 12}
    results = client.post(WIDGETS, json={"entity": entity}).json()["validationResults"]
    assert [result["field"] for result in results] == ["row", "col"]
