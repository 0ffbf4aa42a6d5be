"""Every encoding in which clients send parameters, over a real socket."""

import json
import socket
from typing import Any

import httpx
import pytest

from fauxmon_api.transport.parameters import BODY_LIMIT, Parameters
from fauxmon_model.errors import InvalidError

ENTITY = {"name": "VS & RS <Traffic> žluť", "type": "traffic", "profile": "live", "channels": "*"}
TEXT = json.dumps(ENTITY, indent=1)
CHAPTERS = "/rest/fmc/chapters"


@pytest.mark.parametrize(
    "sent",
    [
        {"params": {"entity": TEXT}},
        {"params": {"entity": TEXT}, "headers": {"Content-Type": "application/json"}, "content": b""},
        {"files": {"entity": (None, TEXT)}},
        {"files": {"entity": ("entity.json", TEXT)}},
        {"data": {"entity": TEXT}},
        {"json": {"entity": ENTITY}},
        {"json": {"entity": TEXT}},
        {"content": json.dumps({"entity": ENTITY})},
        {
            "content": json.dumps({"entity": ENTITY}),
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
    ],
    ids=[
        "query",
        "query and an empty JSON body",
        "multipart",
        "multipart as a file",
        "urlencoded",
        "JSON",
        "JSON in JSON",
        "untyped",
        "mistyped",
    ],
)
def test_every_encoding_gives_the_same(client: httpx.Client, sent: dict[str, Any]) -> None:
    response = client.post(CHAPTERS, **sent)
    assert response.status_code == 201, response.text
    assert response.json()["name"] == ENTITY["name"]


def test_the_query_comes_first(client: httpx.Client) -> None:
    response = client.post(CHAPTERS, params={"entity": TEXT}, json={"entity": {**ENTITY, "name": "body"}})
    assert response.json()["name"] == ENTITY["name"]


def test_an_absent_body_is_no_parameters(collector: Any) -> None:
    """As one client sends it: JSON announced, but neither a body nor its length."""
    host, port = collector.url.removeprefix("http://").split(":")
    head = f"POST /rest/fmc/getprofiles HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {collector.token()}\r\n"
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(f"{head}Content-Type: application/json\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"All Sources" in answer


@pytest.mark.parametrize("body", ["null", "[]", "{}", "\r\n"])
def test_an_empty_value_is_no_parameters(client: httpx.Client, body: str) -> None:
    """As PHP writes an empty array, and JavaScript what is undefined."""
    answer = client.post("/rest/fmc/getprofiles", content=body, headers={"Content-Type": "application/json"})
    assert "live" in [profile["id"] for profile in answer.json()]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"params": {"entity": "{not json"}}, "entity"),
        ({"data": {"entity": "[" * 60_000}}, "entity"),
        ({"params": {"entity": '{"name": NaN}'}}, "entity"),
        ({"params": {"entity": '{"name": 1e999}'}}, "entity"),
        ({"params": {"entity": '{"name": "\\ud800"}'}}, "entity"),
        ({"content": b'{"entity": ', "headers": {"Content-Type": "application/json"}}, "body"),
        ({"content": b"[1]", "headers": {"Content-Type": "application/json"}}, "body"),
        ({"content": b"entity=\xff\xfe"}, "body"),
        ({"content": b"&".join(b"a%d=1" % i for i in range(300))}, "body"),
        ({"content": b"no parts", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, "body"),
        ({"content": b"no parts", "headers": {"Content-Type": "multipart/form-data"}}, "body"),
        ({"files": {"entity": ("entity.json", b"\xff\xfe")}}, "body"),
        ({"params": {"entity": "7"}}, ""),
        ({}, "entity"),
    ],
    ids=[
        "no JSON",
        "deep nesting",
        "NaN",
        "infinity",
        "half a surrogate pair",
        "cut JSON body",
        "JSON list as body",
        "no UTF-8",
        "too many fields",
        "no multipart",
        "no boundary",
        "a file without text",
        "no object",
        "nothing",
    ],
)
def test_what_cannot_be_read_is_a_failed_validation(client: httpx.Client, sent: dict[str, Any], field: str) -> None:
    response = client.post(CHAPTERS, **sent)
    assert response.status_code == 405, response.text
    assert [result["field"] for result in response.json()["validationResults"]] == [field]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_huge_body_is_refused(client: httpx.Client, chunked: bool) -> None:
    body = b"{" + b" " * BODY_LIMIT
    response = client.post(CHAPTERS, content=iter([body]) if chunked else body)
    assert response.status_code == 413
    assert response.json()["code"] == 413
    assert client.get("/rest/version").status_code == 200, "the client can go on"


def test_numbers_and_ids() -> None:
    parameters = Parameters({"limit": "7", "wait": "1.5", "id": '["a", 7]', "empty": ""}, {"id": "body", "one": 7})
    assert parameters.integer("limit") == 7
    assert parameters.number("wait") == 1.5
    assert parameters.identifiers("id") == ["a", "7"]
    assert parameters.identifiers("one") == ["7"]
    assert parameters.text("one") == "7"
    assert parameters.integer("empty") is parameters.number("empty") is parameters.json("empty") is None
    assert parameters.identifiers("empty") == parameters.identifiers("absent") == []


def test_numbers_and_ids_as_json_text() -> None:
    """As clients write them that encode every parameter."""
    parameters = Parameters({"limit": '"7"', "wait": '"1.5"', "id": '"a"', "none": "null"}, {})
    assert (parameters.integer("limit"), parameters.number("wait"), parameters.identifiers("id")) == (7, 1.5, ["a"])
    assert parameters.integer("none") is parameters.number("none") is None
    assert parameters.identifiers("none") == []


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "1s", [1], {}, True and "true"])
def test_what_is_no_number(value: Any) -> None:
    with pytest.raises(InvalidError, match="wait: Must be a number"):
        Parameters({"wait": value}, {}).number("wait")


@pytest.mark.parametrize("value", [{}, [[]], "[1"])
def test_what_is_no_list_of_ids(value: Any) -> None:
    with pytest.raises(InvalidError):
        Parameters({"id": value}, {}).identifiers("id")
