"""What the API tells of itself, and that it is so."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from fauxmon_api.endpoint import Endpoint, Endpoints, Known
from fauxmon_api.openapi import answers_of, describe, kind_of
from fauxmon_api.transport.call import Anyone, Bearer


@pytest.fixture
def described(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_whoever_needs_a_token_is_told_so(described: dict[str, Any]) -> None:
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    paths = described["paths"]
    assert paths["/rest/fmc/profiles"]["get"]["security"] == [{"token": []}]
    assert paths["/_fauxmon/ledger"]["get"]["security"] == [{"token": []}, {}], "from this machine without one"
    assert paths["/_fauxmon/health"]["get"]["security"] == []
    assert paths["/resources/oauth/token"]["post"]["security"] == []


def test_what_all_of_a_kind_can_answer_is_told_at_each(described: dict[str, Any]) -> None:
    operations = [(path, operation) for path, methods in described["paths"].items() for operation in methods.values()]
    for path, operation in operations:
        answers = set(operation["responses"])
        assert not operation["security"] or {"401", "405", "413"} <= answers, path
        assert "{" not in path or {"404", "405"} <= answers, path
        assert "500" not in answers or path == "/rest/fmc/analysis/results/{id}", path
    assert "429" in described["paths"]["/rest/fmc/analysis/flows"]["post"]["responses"]
    assert "503" in described["paths"]["/rest/fmc/analysis/chart"]["get"]["responses"]


@pytest.mark.parametrize("status", ["401", "404", "405", "413"])
def test_failures_are_the_envelope(described: dict[str, Any], status: str) -> None:
    failure = described["paths"]["/rest/fmc/chapters/{id}"]["get"]["responses"][status]
    assert failure["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Failure"}
    assert set(described["components"]["schemas"]["Failure"]["required"]) == {"code", "status", "message"}


def test_a_login_fails_in_its_own_shape(described: dict[str, Any]) -> None:
    answers = described["paths"]["/resources/oauth/token"]["post"]["responses"]
    for status in ("400", "401", "413", "429"):
        assert answers[status]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Denied"}


def test_every_parameter_may_stand_in_the_query_and_in_any_body(described: dict[str, Any]) -> None:
    create = described["paths"]["/rest/fmc/chapters"]["post"]
    (entity,) = create["parameters"]
    assert (entity["name"], entity["in"]) == ("entity", "query")
    assert "schema" in entity["content"]["application/json"]
    bodies = create["requestBody"]["content"]
    assert list(bodies) == ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"]
    assert bodies["multipart/form-data"]["encoding"] == {"entity": {"contentType": "application/json"}}
    properties = bodies["application/json"]["schema"]["properties"]["entity"]["anyOf"]
    assert "showPercentile" in properties[0]["properties"]
    assert "statsBy" in properties[1]["properties"]


def test_answers_without_a_body_have_none(described: dict[str, Any]) -> None:
    for methods in described["paths"].values():
        for operation in methods.values():
            assert "content" not in operation["responses"].get("204", {})
    stream = described["paths"]["/_fauxmon/events/stream"]["get"]["responses"]["200"]
    assert list(stream["content"]) == ["text/event-stream"]


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names
    assert names <= described["components"]["schemas"].keys()


@pytest.mark.parametrize(
    "path",
    [
        "/rest/fmc/profiles",
        "/rest/fmc/chapters",
        "/rest/fmc/businessHours",
        "/rest/fmc/blacklists",
        "/rest/fmd/overview/dashboards",
    ],
)
def test_what_is_shown_as_an_example_is_not_refused(client: httpx.Client, described: dict[str, Any], path: str) -> None:
    client.post("/rest/fmc/blacklists", json={"entity": {"name": "of the example", "records": []}})
    example = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
    # A Profile begins no sooner than its parent, and that of a test begins when the test does.
    example["entity"].pop("start", None)
    response = client.post(path, json=example)
    assert response.status_code == 201, response.text


def _endpoint(**more: Any) -> Endpoint:
    theme = Endpoints("Theme", {503: "Broken"})

    def ask(call: Bearer) -> None:
        """Ask. Twice."""

    theme.on("GET", "/ask/{id}", Known.OURS, "none", **more)(ask)
    return theme[0]


def test_statuses_of_theme_kind_and_path_come_together() -> None:
    endpoint = _endpoint(answers={200: "Done", 405: "Its own"})
    assert list(answers_of(endpoint)) == [200, 401, 404, 405, 413, 503]
    assert answers_of(endpoint)[405] == "Its own"


def test_who_reads_its_request_itself_answers_for_itself() -> None:
    theme = Endpoints("Theme")

    def raw(request: httpx.Request) -> None:
        """Raw."""

    def open_(call: Anyone) -> None:
        """Open."""

    theme.on("GET", "/raw", Known.OURS, "none")(raw)
    theme.on("GET", "/open", Known.OURS, "none")(open_)
    assert (answers_of(theme[0]), kind_of(theme[0]).security) == ({200: "Done"}, [])
    assert (list(answers_of(theme[1])), kind_of(theme[1]).security) == ([200, 405, 413], [])


def test_fields_may_cut_an_answer_down() -> None:
    endpoint = _endpoint(takes={"fields": ["id"]}, gives=dict[str, int])
    described = describe("T", "1", "d", [endpoint])["paths"]["/ask/{id}"]["get"]["responses"]["200"]
    whole, part = described["content"]["application/json"]["schema"]["anyOf"]
    assert whole == {"type": "object", "additionalProperties": {"type": "integer"}}
    assert part.keys() == {"description"}
