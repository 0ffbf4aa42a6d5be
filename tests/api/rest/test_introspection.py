import re

import httpx


def test_version_is_an_object_that_a_client_can_take_apart(client: httpx.Client) -> None:
    version = client.get("/rest/version").json()
    major, minor, _patch = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version["version"]).groups()  # type: ignore[union-attr]
    assert (int(major), int(minor)) >= (10, 3)


def test_methods_are_those_that_are_answered(client: httpx.Client) -> None:
    rows = client.get("/rest/methods").json()
    assert {"url": "/rest/fmc/analysis/chart", "method": "POST"} in rows
    assert all(row.keys() == {"url", "method"} and row["url"].startswith("/rest/") for row in rows)
    for row in rows:
        if row["method"] == "GET" and "{" not in row["url"]:
            assert client.get(row["url"]).status_code in {200, 204, 404, 405}
            assert "Unknown resource" not in client.get(row["url"]).text


def test_fields(client: httpx.Client) -> None:
    rows = client.get("/rest/methods", params={"fields": '["method"]'}).json()
    assert {frozenset(row) for row in rows} == {frozenset({"method"})}
