import re

import httpx

from fauxmon_api.documentation import render


def test_the_page_needs_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert not re.search(r"(?:src|href)=.?(?:https?:)?//", page.text)
    assert "<script" not in page.text


def test_the_page_shows_every_operation_and_what_is_known_of_it(client: httpx.Client) -> None:
    page = client.get("/docs").text
    paths = client.get("/openapi.json").json()["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]
    assert page.count("<details>") == len(operations) > 40
    assert all(operation["x-known-from"]["basis"] for operation in operations)
    assert page.count("Known from:") == len(operations)


def test_openapi_describes_parameters_bodies_and_answers(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    chart = paths["/rest/fmc/analysis/chart"]
    assert [parameter["name"] for parameter in chart["get"]["parameters"]] == ["search"]
    assert "search" in chart["post"]["requestBody"]["content"]["application/json"]["example"]
    assert {"200", "204", "405"} <= chart["get"]["responses"].keys()
    assert [p["name"] for p in paths["/rest/fmc/chapters/{id}"]["get"]["parameters"]] == ["id", "fields"]


def test_texts_are_escaped() -> None:
    operation = {
        "tags": ["<b>"],
        "summary": "<i>",
        "description": "`<x>` & **y**",
        "responses": {"200": {"description": "<u>"}},
    }
    page = render({"info": {"title": "T", "version": "1", "description": "d"}, "paths": {"/<p>": {"get": operation}}})
    assert "<p><code>&lt;x&gt;</code> &amp; <b>y</b></p>" in page
    for text in ("<i>", "<u>", "<b><", "/<p>"):
        assert text not in page
