"""api-profiles (PHP): turns shadow Profiles into real ones and back."""

import httpx


def test_shadow_conversion(client: httpx.Client) -> None:
    for name, group in (("Web", None), ("Mail", "Applications")):
        entity = {"name": name, "group": group, "type": "real", "channels": [{"name": "all", "filter": "any"}]}
        assert client.post("/rest/fmc/profiles", json={"entity": entity}).status_code == 201

    # The list is asked for by a POST without a body that is announced as JSON.
    listed = client.post("/rest/fmc/getprofiles", headers={"Content-Type": "application/json"}).json()
    shown = [
        p for p in listed if p["name"] != "All Sources" and p.get("group", "") != "Sources" and p["type"] == "real"
    ]
    assert {profile["name"] for profile in shown} == {"Web", "Mail"}

    for profile in shown:
        whole = client.get("/rest/fmc/profiles/id", params={"id": profile["id"]}).json()
        whole["type"] = "shadow"
        assert client.put("/rest/fmc/profiles", json={"entity": whole}).status_code == 200
        converted = client.get("/rest/fmc/profiles/id", params={"id": profile["id"]}).json()
        assert converted == {**whole, "type": "shadow"}
