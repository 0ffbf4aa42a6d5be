from typing import Any

import httpx
import pytest

DISPLAYED = "/rest/fmd/overview/displayed-dashboards"
FLAGS = {"isReadOnlyForCurrentUser": False, "canBeSetAsPredefinedByUser": True, "isAvailableToOtherUsers": True}


@pytest.fixture
def tab(client: httpx.Client) -> dict[str, Any]:
    """A Dashboard that is shown to admin."""
    dashboard = client.post("/rest/fmd/overview/dashboards", json={"entity": {"name": "Mine"}}).json()
    entity = {"dashboard": {"id": dashboard["id"]}, "order": 3}
    return client.post(DISPLAYED, json={"entity": entity}).json()


def test_one_is_as_the_list_has_it(client: httpx.Client, tab: dict[str, Any]) -> None:
    assert client.get(f"{DISPLAYED}/{tab['id']}").json() == tab == client.get(DISPLAYED).json()[-1]
    assert tab["dashboard"] == {"id": tab["dashboard"]["id"], "name": "Mine", **FLAGS}


def test_what_is_said_of_the_dashboard_is_kept(client: httpx.Client, tab: dict[str, Any]) -> None:
    said = {"id": tab["dashboard"]["id"], "isAvailableToOtherUsers": "0"}
    shown = client.post(DISPLAYED, json={"entity": {"dashboard": said, "order": 3}}).json()
    assert shown == {**tab, "dashboard": {**tab["dashboard"], "isAvailableToOtherUsers": False}}
    assert client.get(f"{DISPLAYED}/{tab['id']}").json() == shown


def test_put_moves_a_tab_and_keeps_what_is_not_given(client: httpx.Client, tab: dict[str, Any]) -> None:
    response = client.put(DISPLAYED, json={"entity": {"id": str(tab["id"]), "order": -1}})
    assert (response.status_code, response.json()) == (200, {**tab, "order": -1})
    assert client.get(DISPLAYED).json()[0]["id"] == tab["id"]
    flags = {"isReadOnlyForCurrentUser": True}
    changed = client.put(DISPLAYED, json={"entity": {"id": tab["id"], "dashboard": flags}}).json()
    assert (changed["order"], changed["dashboard"]["isReadOnlyForCurrentUser"]) == (-1, True)


def test_delete_closes_the_tab_and_leaves_the_dashboard(client: httpx.Client, tab: dict[str, Any]) -> None:
    assert client.delete(f"{DISPLAYED}/{tab['id']}").status_code == 204
    assert client.get(f"{DISPLAYED}/{tab['id']}").status_code == 204
    assert client.get(f"/rest/fmd/overview/dashboards/{tab['dashboard']['id']}").json()["order"] is None


def test_unknown_ids(client: httpx.Client) -> None:
    assert client.get(f"{DISPLAYED}/99").headers["x-fm-message"] == "DisplayedDashboard 99 does not exist"
    assert client.put(DISPLAYED, json={"entity": {"id": 99}}).status_code == 404
    assert client.delete(f"{DISPLAYED}/99").status_code == 404


def test_several_are_closed_or_none(client: httpx.Client, tab: dict[str, Any]) -> None:
    assert client.delete(f"{DISPLAYED}/{tab['id']},99").status_code == 404
    assert client.get(f"{DISPLAYED}/{tab['id']}").status_code == 200
    (first, second) = client.get(DISPLAYED).json()
    assert client.delete(f"{DISPLAYED}/{first['id']},{second['id']}").status_code == 204
    assert client.get(DISPLAYED).status_code == 204


def test_how_often_a_tab_is_read_anew(client: httpx.Client, tab: dict[str, Any]) -> None:
    assert tab["refreshInterval"] == 10
    changed = client.put(DISPLAYED, json={"entity": {"id": tab["id"], "refreshInterval": 0}}).json()
    assert changed == {**tab, "refreshInterval": 0}
    assert client.put(DISPLAYED, json={"entity": {"id": tab["id"], "order": 4}}).json()["refreshInterval"] == 0
    refused = client.put(DISPLAYED, json={"entity": {"id": tab["id"], "refreshInterval": 1}})
    assert refused.status_code == 405
    assert "must be 5 or more" in refused.text
