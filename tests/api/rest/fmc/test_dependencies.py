import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PREFIXES = ["/rest/fmc/dependencies", "/rest/dependencies"]
ALERTS = "/rest/fmc/alerts"
WIDGETS = "/rest/fmd/overview/widgets"


def _profile(client: httpx.Client, name: str, parent: str = "live") -> dict[str, Any]:
    entity = {"name": name, "type": "shadow", "parent": parent, "channels": [{"name": "all"}]}
    return client.post("/rest/fmc/profiles", json={"entity": entity}).json()


def _chapter(client: httpx.Client, profile: str) -> dict[str, Any]:
    entity = {"name": f"of {profile}", "type": "traffic", "profile": profile}
    return client.post("/rest/fmc/chapters", json={"entity": entity}).json()


def _widget(client: httpx.Client, chapter: dict[str, Any], name: str | None = None) -> dict[str, Any]:
    options = {"name": name, "dataEndpoint": f"fmc_chapter_{chapter['id']}"}
    return client.post(WIDGETS, json={"entity": {"dashboard": {"id": 1}, "options": options}}).json()


def _report(client: httpx.Client, *chapters: dict[str, Any]) -> dict[str, Any]:
    entity = {"name": "Report", "chapters": [{"chapterId": chapter["id"]} for chapter in chapters]}
    return client.post("/rest/fmc/reports", json={"entity": entity}).json()


def _email_report(client: httpx.Client, report: dict[str, Any]) -> dict[str, Any]:
    entity = {"name": "Mail", "report": report["id"]}
    return client.post("/rest/fmc/emailReports", json={"entity": entity}).json()


def _alert(client: httpx.Client, profile: str, name: str) -> dict[str, Any]:
    condition = {"metric": 1, "comparator": 1, "number": 1}
    definition = {"profile": profile, "conditionType": "Total flows", "conditions": [condition]}
    return client.post(ALERTS, json={"entity": {"name": name, "definition": definition}}).json()


def _short(entity: dict[str, Any]) -> dict[str, Any]:
    return {"id": entity["id"], "name": entity["name"]}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_a_profile(client: httpx.Client, prefix: str) -> None:
    parent = _profile(client, "parent")
    child = _profile(client, "child", parent["id"])
    chapter = _chapter(client, child["id"])
    alert = _alert(client, child["id"], "Much")
    _alert(client, "live", "All")
    response = client.get(f"{prefix}/profiles/id", params={"id": parent["id"]})
    assert response.json() == {
        "action": "delete",
        "items": [_short(parent)],
        "dependent": [
            {"action": "delete", "type": "chapter", "items": [_short(chapter)]},
            {"action": "delete", "type": "profile", "items": [_short(child)]},
            {"action": "delete", "type": "alert", "items": [_short(alert)]},
        ],
    }
    alone = client.get(f"{prefix}/profiles/id", params={"id": _profile(client, "alone")["id"]}).json()
    assert alone["dependent"] == []


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_a_chapter(client: httpx.Client, prefix: str) -> None:
    chapter = _chapter(client, "live")
    response = client.get(f"{prefix}/chapters/{chapter['id']}")
    assert response.json() == {"action": "delete", "items": [_short(chapter)], "dependent": []}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_a_black_list(client: httpx.Client, prefix: str) -> None:
    used, unused = (
        client.post("/rest/fmc/blacklists", json={"entity": {"name": name}}).json() for name in ("used", "unused")
    )
    entity = {"name": "Black", "type": "top", "blacklist": used["id"]}
    chapter = client.post("/rest/fmc/chapters", json={"entity": entity}).json()
    assert client.get(f"{prefix}/blacklists/{used['id']}").json() == {
        "action": "delete",
        "items": [_short(used)],
        "dependent": [{"action": "update", "type": "chapter", "items": [_short(chapter)]}],
    }
    assert client.get(f"{prefix}/blacklists/{unused['id']}").json()["dependent"] == []
    client.delete(f"/rest/fmc/blacklists/{used['id']}")
    assert "blacklist" not in client.get(f"/rest/fmc/chapters/{chapter['id']}").json()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_chapters_that_widgets_show(client: httpx.Client, prefix: str) -> None:
    one, other = _chapter(client, "live"), _chapter(client, "services")
    widgets = [_widget(client, one, "Mine"), _widget(client, one), _widget(client, other)]
    names = ["Mine", "of live", "of services"]
    items = [{"id": widget["id"], "name": name} for widget, name in zip(widgets, names, strict=True)]
    response = client.get(f"{prefix}/chapters/{one['id']},{other['id']}")
    assert response.json() == {
        "action": "delete",
        "items": [_short(one), _short(other)],
        "dependent": [{"action": "update", "type": "widget", "items": items}],
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_chapters_that_reports_have(client: httpx.Client, prefix: str) -> None:
    one, other, third = (_chapter(client, profile) for profile in ("live", "services", "mail"))
    report = _report(client, one, third, other)
    _report(client, third)
    response = client.get(f"{prefix}/chapters/{one['id']},{other['id']}")
    assert response.json()["dependent"] == [{"action": "update", "type": "report", "items": [_short(report)]}]
    client.delete(f"/rest/fmc/chapters/{one['id']},{other['id']}")
    kept = client.get(f"/rest/fmc/reports/{report['id']}").json()
    assert kept == {**report, "chapters": [{"chapterId": third["id"]}]}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_reports(client: httpx.Client, prefix: str) -> None:
    one, other = _report(client), _report(client)
    mails = [_email_report(client, one), _email_report(client, other)]
    response = client.get(f"{prefix}/reports/{one['id']}")
    assert response.json() == {
        "action": "delete",
        "items": [_short(one)],
        "dependent": [{"action": "update", "type": "emailReports", "items": [_short(mails[0])]}],
    }
    both = client.get(f"{prefix}/reports/{one['id']},{other['id']}").json()
    assert both["dependent"][0]["items"] == [_short(mail) for mail in mails]
    assert client.get(f"{prefix}/reports/{_report(client)['id']}").json()["dependent"] == []


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_several_profiles_at_once(client: httpx.Client, prefix: str) -> None:
    parent = _profile(client, "parent")
    child = _profile(client, "child", parent["id"])
    other = _profile(client, "other")
    chapter = _chapter(client, other["id"])
    response = client.get(f"{prefix}/profiles/id", params={"id": json.dumps([other["id"], parent["id"]])})
    assert response.json() == {
        "action": "delete",
        "items": [_short(other), _short(parent)],
        "dependent": [
            {"action": "delete", "type": "chapter", "items": [_short(chapter)]},
            {"action": "delete", "type": "profile", "items": [_short(child)]},
        ],
    }


def test_of_what_does_not_exist(client: httpx.Client) -> None:
    for missing in (
        "profiles/id?id=nix",
        "profiles/id",
        'profiles/id?id=["services","nix"]',
        "chapters/nix",
        "blacklists/7",
        "reports/nix",
    ):
        assert client.get(f"/rest/fmc/dependencies/{missing}").status_code == 404


def test_all_sources_has_no_dependencies_since_it_cannot_be_deleted(client: httpx.Client) -> None:
    response = client.get("/rest/fmc/dependencies/profiles/id", params={"id": '["services", "live"]'})
    assert response.status_code == 405
    assert response.json()["validationResults"][0]["message"] == "All Sources cannot be deleted"


places = st.integers(0, 6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(places, min_size=1, max_size=7),
    chapters=st.lists(places, max_size=5),
    alerts=st.lists(places, max_size=5),
    widgets=st.lists(places, max_size=5),
    reports=st.lists(st.lists(places, max_size=3), max_size=3),
    chosen=st.lists(places, min_size=1, max_size=3),
    grouped=st.booleans(),
)
def test_what_is_listed_is_what_is_gone_afterwards(
    client: httpx.Client,
    parents: list[int],
    chapters: list[int],
    alerts: list[int],
    widgets: list[int],
    reports: list[list[int]],
    chosen: list[int],
    grouped: bool,
) -> None:
    """A tree of Profiles, each under one before it or *All Sources*, with Chapters, alerts, and Widgets and Reports of
    those."""
    for alert in _list(client, ALERTS):
        client.delete(f"{ALERTS}/{alert['id']}")
    ids = ["live"]
    for number, place in enumerate(parents):
        entity = {"name": str(number), "parent": ids[place % len(ids)], **({"group": "G"} if grouped else {})}
        ids.append(client.post("/rest/fmc/profiles", json={"entity": entity}).json()["id"])
    made = [_chapter(client, ids[place % len(ids)]) for place in chapters]
    for number, place in enumerate(alerts):
        assert _alert(client, ids[place % len(ids)], f"alert {number}")["id"] == f"alert {number}"
    for place in widgets if made else []:
        _widget(client, made[place % len(made)])
    for places_ in reports:
        _report(client, *(made[place % len(made)] for place in places_ if made))
    asked = {"id": json.dumps([ids[1 + place % (len(ids) - 1)] for place in chosen])}

    listed = client.get("/rest/fmc/dependencies/profiles/id", params=asked).json()
    before = _everything(client)
    assert client.delete("/rest/fmc/profiles/id", params=asked).status_code == 204
    after = _everything(client)

    groups = {(group["action"], group["type"]): _ids(group["items"]) for group in listed["dependent"]}
    assert all(groups.values()), "no empty group"
    assert len(groups) == len(listed["dependent"]), "each once"
    below = groups.get(("delete", "profile"), set())
    assert below.isdisjoint(_ids(listed["items"]))
    assert before["profile"].keys() - after["profile"].keys() == _ids(listed["items"]) | below
    gone = before["chapter"].keys() - after["chapter"].keys()
    assert gone == groups.get(("delete", "chapter"), set())
    assert before["alert"].keys() - after["alert"].keys() == groups.get(("delete", "alert"), set())
    assert after["widget"].keys() == before["widget"].keys(), "they stay"
    lost = {f"fmc_chapter_{chapter}" for chapter in gone}
    losing = {id_ for id_, widget in after["widget"].items() if widget["options"]["dataEndpoint"] in lost}
    assert losing == groups.get(("update", "widget"), set())
    changed = {id_ for id_, report in after["report"].items() if report != before["report"][id_]}
    assert changed == groups.get(("update", "report"), set())
    assert after["report"].keys() == before["report"].keys(), "they stay"
    left = {chapter["chapterId"] for report in after["report"].values() for chapter in report["chapters"]}
    assert left <= after["chapter"].keys()
    known = {
        *(("delete", kind) for kind in ("chapter", "profile", "alert")),
        ("update", "report"),
        ("update", "widget"),
    }
    assert groups.keys() <= known


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reports=st.lists(st.lists(places, max_size=3), min_size=1, max_size=4),
    mails=st.lists(places, max_size=4),
    chosen=st.lists(places, min_size=1, max_size=2, unique=True),
    kind=st.sampled_from(["chapters", "reports"]),
)
def test_what_is_listed_of_chapters_and_reports_is_what_changes(
    client: httpx.Client, reports: list[list[int]], mails: list[int], chosen: list[int], kind: str
) -> None:
    """Reports of some Chapters, and e-mail reports of those."""
    chapters = [_chapter(client, "live") for _ in range(3)]
    made = [_report(client, *(chapters[place % 3] for place in places_)) for places_ in reports]
    for place in mails:
        _email_report(client, made[place % len(made)])
    among = chapters if kind == "chapters" else made
    ids = ",".join({among[place % len(among)]["id"] for place in chosen})

    listed = client.get(f"/rest/fmc/dependencies/{kind}/{ids}").json()
    before = _everything(client)
    assert client.delete(f"/rest/fmc/{kind}/{ids}").status_code == 204
    after = _everything(client)

    expected = {(group["action"], group["type"]): _ids(group["items"]) for group in listed["dependent"]}
    changed = {
        ("update", type_): {id_ for id_, entity in after[type_].items() if entity != before[type_][id_]}
        for type_ in before
    }
    assert {group: found for group, found in changed.items() if found} == expected
    gone = [before[type_].keys() - after[type_].keys() for type_ in before]
    assert set().union(*gone) == set(ids.split(","))


def _ids(items: list[dict[str, Any]]) -> set[Any]:
    assert len({item["id"] for item in items}) == len(items), "each once"
    return {item["id"] for item in items}


def _everything(client: httpx.Client) -> dict[str, dict[Any, dict[str, Any]]]:
    paths = {
        "profile": "/rest/fmc/profiles",
        "chapter": "/rest/fmc/chapters",
        "alert": ALERTS,
        "report": "/rest/fmc/reports",
        "emailReports": "/rest/fmc/emailReports",
        "widget": f"{WIDGETS}/find",
    }
    return {kind: {entity["id"]: entity for entity in _list(client, path)} for kind, path in paths.items()}


def _list(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    response = client.get(path)
    return response.json() if response.status_code == 200 else []
