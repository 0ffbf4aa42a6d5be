from typing import Any

import httpx
import pytest

CHAPTERS = "/rest/fmc/chapters"
TRAFFIC = {"name": "Both nodes", "type": "traffic", "profile": "live", "channels": "*"}
TOP = {"name": "Top servers", "type": "top", "profile": "live", "statsBy": "dstip", "orderBy": "bytes", "top": "5"}


def _create(client: httpx.Client, entity: dict[str, Any]) -> dict[str, Any]:
    response = client.post(CHAPTERS, json={"entity": entity})
    assert response.status_code == 201, response.text
    return response.json()


def test_the_predefined_ones_have_their_exact_names(client: httpx.Client) -> None:
    names = {chapter["name"]: chapter for chapter in client.get(CHAPTERS).json()}
    assert names.keys() >= {
        "Structure of Overall Traffic",
        "Hosts with Top Flows",
        "Hosts with Top Download Transfers in the Network",
        "Hosts with Top Upload Transfers in the Network",
        "Structure of routing protocol traffic",
        "Top Network Services over UDP",
        "Top Network Services over TCP",
        "Structure of Service Traffic",
        "Structure of Email Traffic",
        "Hosts with Top Data Transfers",
    }
    assert names["Structure of Service Traffic"]["id"] == "330206dc-8bed-4bb4-b336-e6a5b0746cb3"


def test_a_traffic_chapter(client: httpx.Client) -> None:
    created = _create(client, {**TRAFFIC, "channelColumnName": "Node", "outputColumns": ["anything"]})
    assert created == client.get(f"{CHAPTERS}/{created['id']}").json()
    assert {**created, **TRAFFIC} == created
    assert created["outputColumns"] == ["Node", "mbps", "bps", "ibyt"], "recomputed, whatever was sent"
    assert created["channelsOrderBy"] == "ibyt"
    assert created["showPercentile"] is False
    assert created.keys().isdisjoint({"top", "statsBy"})


def test_percentiles_add_columns(client: httpx.Client) -> None:
    created = _create(client, {**TRAFFIC, "showPercentile": 1, "volumetric": {"flows": 1, "bytes": "0"}})
    assert created["showPercentile"] is True
    assert created["outputColumns"][1:] == ["mbps", "95bps", "bps", "95ibyt", "ibyt"]
    assert created["volumetric"]["flows"] is True
    assert created["volumetric"]["bytes"] is False


def test_a_top_chapter(client: httpx.Client) -> None:
    created = _create(client, {**TOP, "middleOutputColumns": ["bps"], "filter": "proto tcp", "status": True})
    assert {**created, **TOP, "top": 5, "filter": "proto tcp", "status": 1} == created
    assert created["outputColumns"] == ["da", "bps", "bytes"], "as in the guide's sample"
    assert created.keys().isdisjoint({"channelColumnName", "volumetric"})


def test_what_a_top_chapter_can_ask(client: httpx.Client) -> None:
    black = client.post("/rest/fmc/blacklists", json={"entity": {"name": "B", "records": ["10.0.0.1"]}}).json()["id"]
    mask = {"ipVersion": 4, "mask": 24}
    specific = {"bidirectional": False, "aggregateBy": ["srcip", "srcport:p", "proto"], "sourceIpMask": mask}
    entity = {**TOP, "statsBy": "record", "orderBy": "bpp", "middleOutputColumns": ["pps", "flows"]}
    created = _create(client, {**entity, "specific": specific, "blacklist": str(black), "recompute": 7})
    assert created["specific"] == {**specific, "bidirectional": 0}
    assert created["blacklist"] == black
    assert created["outputColumns"] == ["sa", "sp", "pr", "pps", "flows", "bpp"]
    assert "recompute" not in created
    kept = client.put(CHAPTERS, json={"entity": {"id": created["id"], "recompute": 1}}).json()
    assert kept == created
    without = client.put(CHAPTERS, json={"entity": {"id": created["id"], "blacklist": None, "specific": {}}}).json()
    assert "blacklist" not in without
    assert without["specific"] == {"bidirectional": 0, "aggregateBy": []}
    assert without["outputColumns"][:5] == ["sa", "sp", "da", "dp", "pr"]


def test_output_columns_are_computed(client: httpx.Client) -> None:
    created = _create(client, {**TOP, "statsBy": "portp", "outputColumns": ["mine"]})
    assert created["outputColumns"] == ["portp", "proto", "bytes"]


def test_localisation_is_kept_and_its_english_is_the_name(client: httpx.Client) -> None:
    texts = {"name": {"en": "Both nodes", "cz": "Oba uzly", "fr": ""}, "channelColumnName": {"en": "Node"}}
    created = _create(client, {**TRAFFIC, "localization": texts})
    assert created["localization"]["name"] == {**texts["name"], "jp": ""}
    assert created["channelColumnName"] == "Node"


def test_localisation_has_every_language_of_the_guide(client: httpx.Client) -> None:
    for chapter in client.get(CHAPTERS).json():
        english = {name: texts.pop("en") for name, texts in chapter["localization"].items()}
        names = ("name", "description", *(["channelColumnName"] if chapter["type"] == "traffic" else []))
        assert english == {name: chapter[name] for name in names}
        assert all(texts == {"cz": "", "jp": ""} for texts in chapter["localization"].values())


def test_chosen_channels_come_back_as_they_were_sent(client: httpx.Client, collector: Any) -> None:
    collector.source("192.168.1.123")
    collector.source("192.168.1.124")
    created = _create(client, {**TRAFFIC, "channels": ["192-168-1-124_p3000"]})
    assert created["channels"] == ["192-168-1-124_p3000"]


def test_put_keeps_what_is_not_given(client: httpx.Client) -> None:
    created = _create(client, {**TRAFFIC, "description": "d", "showPercentile": True})
    response = client.put(CHAPTERS, json={"entity": {"id": created["id"], "name": "Renamed"}})
    assert response.status_code == 200
    changed = response.json()
    assert changed["name"] == changed["localization"]["name"]["en"] == "Renamed"
    assert {**changed, "name": created["name"], "localization": created["localization"]} == created


def test_put_takes_what_get_gives(client: httpx.Client) -> None:
    for chapter in client.get(CHAPTERS).json():
        response = client.put(CHAPTERS, json={"entity": chapter})
        assert (response.status_code, response.json()) == (200, chapter)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"type": "pie"}, ["type"]),
        ({"profile": "nix"}, ["profile"]),
        ({"channels": ["ipv4"]}, ["channels[0]"]),
        ({"channels": 7}, ["channels"]),
        ({"type": "top", "top": 0, "statsBy": "mac", "orderBy": "age"}, ["statsBy", "orderBy", "top"]),
        ({"filter": "port ("}, ["filter"]),
        ({"blacklist": 7}, ["blacklist"]),
        ({"blacklist": {"id": 7}, "recompute": "often"}, ["blacklist", "recompute"]),
        ({"middleOutputColumns": ["age"], "recompute": -1}, ["recompute", "middleOutputColumns[0]"]),
        (
            {"specific": {"aggregateBy": "srcip", "sourceIpMask": {"mask": 8}}},
            ["specific.aggregateBy", "specific.sourceIpMask.ipVersion"],
        ),
        ({"specific": {"targetIpMask": {"ipVersion": 4, "mask": 64}}}, ["specific.targetIpMask.mask"]),
        ({"type": "top", "specific": {"bidirectional": 1}}, ["specific.bidirectional"]),
        ({"localization": {"name": {"en": {}}}, "showPercentile": "often"}, ["localization.name.en", "showPercentile"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    response = client.post(CHAPTERS, json={"entity": {**TRAFFIC, **changed}})
    assert response.status_code == 405, response.text
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_a_report_is_no_chapter(client: httpx.Client) -> None:
    """A client posts its reports here when it synchronises for the first time."""
    report = {"id": None, "name": "Weekly", "chapters": [{"chapterId": "1"}], "owner": "admin"}
    response = client.post(CHAPTERS, json={"entity": report})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == ["type"]


def test_unknown_ids(client: httpx.Client) -> None:
    response = client.get(f"{CHAPTERS}/nix")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "Chapter nix does not exist"
    assert client.put(CHAPTERS, json={"entity": {"id": "nix"}}).status_code == 404
    assert client.delete(f"{CHAPTERS}/nix").status_code == 404


def test_delete_one_or_several(client: httpx.Client) -> None:
    ids = [_create(client, TRAFFIC)["id"] for _ in range(3)]
    assert client.delete(f"{CHAPTERS}/{ids[0]}").status_code == 204
    assert client.delete(f"{CHAPTERS}/{ids[1]},nix").status_code == 404
    response = client.delete(f"{CHAPTERS}/{ids[1]},{ids[2]}")
    assert (response.status_code, response.content) == (204, b"")
    assert {chapter["id"] for chapter in client.get(CHAPTERS).json()}.isdisjoint(ids)


def test_no_chapters_at_all_is_an_empty_answer(client: httpx.Client) -> None:
    ids = ",".join(chapter["id"] for chapter in client.get(CHAPTERS).json())
    client.delete(f"{CHAPTERS}/{ids}")
    response = client.get(CHAPTERS)
    assert (response.status_code, response.content) == (204, b"")


def test_fields(client: httpx.Client) -> None:
    created = _create(client, TRAFFIC)
    query = {"fields": '["name","localization.name.en"]'}
    expected = {"name": "Both nodes", "localization": {"name": {"en": "Both nodes"}}}
    assert client.get(f"{CHAPTERS}/{created['id']}", params=query).json() == expected
    assert expected in client.get(CHAPTERS, params=query).json()
