"""Requests, logins and failures, against a server that answers by script."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from fauxmon.client import Client, Login, LoginError, StatusError, Target, UnreachableError, ValidationError
from fauxmon.client.request import Answer, ask, create, delete, get, replace

if TYPE_CHECKING:
    from tests.client.conftest import Scripted

LOGIN = Login("admin", "päss&word")


@pytest.fixture
def client(scripted: Scripted) -> Iterator[Client]:
    with Client(Target(url=scripted.url, login=LOGIN)) as opened:
        yield opened


def test_it_logs_in_once_as_the_contract_says(scripted: Scripted, client: Client) -> None:
    scripted.answer(200, [1])
    scripted.answer(200, [2])
    assert [client.send(get("/rest/fmc/profiles")).body for _ in range(2)] == [[1], [2]]
    login, first, second = scripted.asked
    assert (login.path, login.kind) == ("/resources/oauth/token", "application/x-www-form-urlencoded")
    assert parse_qs(login.body.decode()) == {
        "grant_type": ["password"],
        "client_id": ["invea-tech"],
        "username": ["admin"],
        "password": ["päss&word"],
    }
    assert first.authorization == second.authorization == "bearer " + "a" * 64


def test_a_token_that_has_expired_is_replaced_and_the_call_repeated(scripted: Scripted, client: Client) -> None:
    for status in (200, 401, 200):
        scripted.answer(status, {"status": status})
    scripted.login(200, {"access_token": "first"})
    scripted.login(200, {"access_token": "second"})
    assert [client.send(get("/rest/version")).body["status"] for _ in range(2)] == [200, 200]
    assert [one.authorization for one in scripted.asked if one.path == "/rest/version"] == [
        "bearer first",
        "bearer first",
        "bearer second",
    ]


def test_a_given_token_is_used_and_its_refusal_told(scripted: Scripted) -> None:
    scripted.answer(401, {"code": 401, "status": "error", "message": "expired"})
    with (
        Client(Target(url=scripted.url, token="given")) as client,
        pytest.raises(LoginError, match="refuses the token: expired"),
    ):
        client.send(get("/rest/version"))
    assert [one.authorization for one in scripted.asked] == ["bearer given"]


def test_what_needs_no_token_is_asked_without_a_login(scripted: Scripted, client: Client) -> None:
    scripted.answer(200, {"status": "ok"})
    assert client.send(get("/_fauxmon/health")).body == {"status": "ok"}
    assert scripted.calls == [("GET", "/_fauxmon/health")]


@pytest.mark.parametrize("status", [400, 401, 429])
def test_a_refused_login_says_why(scripted: Scripted, client: Client, status: int) -> None:
    scripted.login(status, {"error": "invalid_grant", "error_description": "Invalid username and password"})
    with pytest.raises(LoginError, match="refuses the login of admin: Invalid username and password"):
        client.send(get("/rest/version"))


def test_parameters_travel_as_text_or_json(scripted: Scripted, client: Client) -> None:
    for _ in range(5):
        scripted.answer(204)
    client.send(get("/rest/a", id="Applications/x 1", fields=["id"]))
    client.send(ask("/rest/b", search={"from": "2025-03-01 10:00"}, showonly=3))
    client.send(create("/rest/c", {"name": "R&D <1>"}))
    client.send(replace("/rest/d", {"id": 1}))
    client.send(delete("/rest/e", id="x"))
    got, question, created, replaced, deleted = scripted.asked[1:]
    assert got.query == {"id": ["Applications/x 1"], "fields": ['["id"]']}
    assert (question.method, question.kind) == ("POST", "multipart/form-data")
    assert b'name="search"\r\n\r\n{"from":"2025-03-01 10:00"}\r\n' in question.body
    assert b'name="showonly"\r\n\r\n3\r\n' in question.body
    assert (created.method, created.kind, created.body) == (
        "POST",
        "application/json",
        b'{"entity":{"name":"R&D <1>"}}',
    )
    assert (replaced.method, replaced.body) == ("PUT", b'{"entity":{"id":1}}')
    assert (deleted.method, deleted.query) == ("DELETE", {"id": ["x"]})


def test_an_answer_without_a_body_is_none(scripted: Scripted, client: Client) -> None:
    scripted.answer(204)
    assert client.send(get("/rest/a")) == Answer(204, None)


def test_validation_results_name_their_fields(scripted: Scripted, client: Client) -> None:
    scripted.answer(
        405,
        {
            "message": "Validation failed",
            "validationResults": [
                {"field": "chart.measure", "message": "Unknown value", "params": []},
                {"field": "to", "message": "Is missing", "params": []},
            ],
            "checkedData": {"from": "x"},
        },
    )
    with pytest.raises(ValidationError) as caught:
        client.send(get("/rest/a"))
    assert [(one.field, one.message) for one in caught.value.problems] == [
        ("chart.measure", "Unknown value"),
        ("to", "Is missing"),
    ]
    assert caught.value.checked == {"from": "x"}
    assert str(caught.value) == "chart.measure: Unknown value; to: Is missing"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (404, {"code": 404, "status": "error", "message": "Profile x does not exist"}, "404: Profile x does not exist"),
        (405, {"code": 405, "status": "error", "message": "Not so"}, "405: Not so"),
        (500, "<html>Oops</html>", "500: Internal Server Error"),
        (502, None, "502: Bad Gateway"),
        (302, ["a", "list"], "302: Found"),
    ],
)
def test_other_answers_are_told_with_their_status(
    scripted: Scripted, client: Client, status: int, body: object, told: str
) -> None:
    scripted.answer(status, body)
    with pytest.raises(StatusError) as caught:
        client.send(get("/rest/a"))
    assert (caught.value.status, str(caught.value)) == (status, f"{scripted.url} answers {told}")


def test_a_page_instead_of_json_is_no_collector(scripted: Scripted, client: Client) -> None:
    scripted.answer(200, "<html>Welcome</html>")
    with pytest.raises(StatusError, match="does not answer like a collector: no JSON in /rest/a"):
        client.send(get("/rest/a"))


def test_nobody_there() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        target = Target(url=f"http://127.0.0.1:{unheard.getsockname()[1]}", login=LOGIN)
        with Client(target) as client, pytest.raises(UnreachableError, match="no collector answers at http"):
            client.send(get("/rest/a"))


def test_one_who_listens_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        target = Target(url=url, token="x", timeout_s=0.05)
        with Client(target) as client, pytest.raises(UnreachableError, match=r"does not answer within 0\.05 s"):
            client.send(get("/rest/a"))
