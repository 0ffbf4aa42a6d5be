from typing import Any

import httpx
import pytest

DASHBOARDS = "/rest/fmd/overview/dashboards"
DISPLAYED = "/rest/fmd/overview/displayed-dashboards"
TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}
FLAGS = {"isReadOnlyForCurrentUser": False, "canBeSetAsPredefinedByUser": True, "isAvailableToOtherUsers": True}
ADMIN = {"id": 1, "login": "admin", "email": ""}


def _create(client: httpx.Client, **entity: Any) -> dict[str, Any]:
    response = client.post(DASHBOARDS, json={"entity": {"name": "LoadMaster", "tenant": TENANT, **entity}})
    assert response.status_code == 201, response.text
    return response.json()


def test_create_gives_id_and_name(client: httpx.Client) -> None:
    created = _create(client, description="d")
    expected = {
        "name": "LoadMaster",
        "description": "d",
        "order": None,
        "isDefault": 0,
        "user": ADMIN,
        "tenant": TENANT,
    }
    assert created == {"id": created["id"], **expected}
    assert client.get(f"{DASHBOARDS}/{created['id']}/").json() == created
    assert created in client.get(DASHBOARDS).json()


def test_nobody_sees_a_new_one_before_it_is_displayed(client: httpx.Client) -> None:
    created = _create(client)
    assert created["id"] not in [tab["dashboard"]["id"] for tab in client.get(DISPLAYED).json()]
    shown = client.post(
        DISPLAYED,
        json={
            "entity": {
                "dashboard": {"id": str(created["id"]), "name": "LoadMaster", **FLAGS},
                "observingUser": {"id": 1, "login": "admin"},
                "order": 1,
            }
        },
    )
    assert shown.status_code == 201
    tab = shown.json()
    assert tab == {
        "id": tab["id"],
        "dashboard": {"id": created["id"], "name": "LoadMaster", **FLAGS},
        "observingUser": {"id": 1, "login": "admin"},
        "order": 1,
        "refreshInterval": 10,
    }
    assert client.get(DISPLAYED).json()[-1] == tab
    assert client.get(f"{DASHBOARDS}/{created['id']}").json()["order"] == 1


def test_tabs_stand_in_their_order_and_the_first_is_the_default(client: httpx.Client) -> None:
    (before,) = client.get(DISPLAYED).json()
    first, second = _create(client, name="first"), _create(client, name="second")
    for dashboard, order in ((second, 0), (first, -1)):
        entity = {"dashboard": {"id": dashboard["id"]}, "order": order}
        assert client.post(DISPLAYED, json={"entity": entity}).status_code == 201, "equal positions are fine"
    tabs = [tab["dashboard"]["name"] for tab in client.get(DISPLAYED).json()]
    assert tabs == ["first", before["dashboard"]["name"], "second"]
    assert [d["name"] for d in client.get(DASHBOARDS).json() if d["isDefault"]] == ["first"]


def test_put_keeps_what_is_not_given(client: httpx.Client) -> None:
    created = _create(client, description="d")
    response = client.put(DASHBOARDS, json={"entity": {"id": created["id"], "name": "Renamed"}})
    assert (response.status_code, response.json()) == (200, {**created, "name": "Renamed"})


def test_delete_takes_widgets_and_tab_along(client: httpx.Client) -> None:
    created = _create(client)
    client.post(DISPLAYED, json={"entity": {"dashboard": {"id": created["id"]}}})
    widget = {"dashboard": {"id": created["id"]}, "options": {}, "layouts": {}}
    widget_id = client.post("/rest/fmd/overview/widgets", json={"entity": widget}).json()["id"]
    response = client.delete(f"{DASHBOARDS}/{created['id']}")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(f"{DASHBOARDS}/{created['id']}").status_code == 204
    assert client.get(f"/rest/fmd/overview/widgets/{widget_id}").status_code == 204
    assert created["id"] not in [tab["dashboard"]["id"] for tab in client.get(DISPLAYED).json()]


@pytest.mark.parametrize("id_", ["999", "x"])
def test_unknown_ids(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{DASHBOARDS}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"Dashboard {id_} does not exist"
    assert client.put(DASHBOARDS, json={"entity": {"id": id_}}).status_code == 404
    assert client.delete(f"{DASHBOARDS}/{id_}").status_code == 404
    assert client.post(DISPLAYED, json={"entity": {"dashboard": {"id": id_}}}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "entity", "fields"),
    [
        ("POST", DASHBOARDS, {}, ["name"]),
        ("POST", DASHBOARDS, {"name": " "}, ["name"]),
        ("POST", DASHBOARDS, {"name": "n", "tenant": "Base"}, ["tenant"]),
        ("PUT", DASHBOARDS, {"name": "n"}, ["id"]),
        ("POST", DISPLAYED, {"order": "first"}, ["dashboard", "order"]),
        ("POST", DISPLAYED, {"dashboard": {}}, ["dashboard.id"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, method: str, path: str, entity: Any, fields: list[str]) -> None:
    response = client.request(method, path, json={"entity": entity})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_an_unknown_observer(client: httpx.Client) -> None:
    entity = {"dashboard": {"id": 1}, "observingUser": {"id": 99}}
    response = client.post(DISPLAYED, json={"entity": entity})
    assert response.status_code == 404
    assert response.json()["message"] == "User 99 does not exist"
