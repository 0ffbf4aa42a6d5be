from __future__ import annotations

import dataclasses
from typing import Any

import httpx
import pytest

NOON_MS = 1_740_830_400_000
"""Saturday, 1 March 2025."""
HOUR_MS = 3_600_000
PATH = "/_fauxmon/emailreports"


@pytest.fixture
def made(client: httpx.Client) -> int:
    """The id of an e-mail report that is sent every day at midnight."""
    report = client.post("/rest/fmc/reports", json={"entity": {"name": "Lab"}}).json()
    return int(client.post("/rest/fmc/emailReports", json={"entity": {"report": report["id"]}}).json()["id"])


def test_without_any_there_is_nothing(stranger: httpx.Client) -> None:
    response = stranger.get(PATH)
    assert (response.status_code, response.content) == (204, b"")


def test_when_each_is_sent_next_and_what_became_of_the_last(stranger: httpx.Client, made: int, collector: Any) -> None:
    midnight = NOON_MS + 12 * HOUR_MS
    assert stranger.get(PATH).json() == [{"id": made, "name": "Lab", "next_ms": midnight, "last": None}]
    last = {"email_report": made, "due_ms": 1, "time_ms": 2, "to": "", "error": "refused", "tries": 1}
    collector.mailing.happened = [last, {**last, "email_report": made + 1}]
    assert stranger.get(PATH).json()[0]["last"] == last


def test_what_is_not_active_is_never_sent(client: httpx.Client, made: int) -> None:
    client.put("/rest/fmc/emailReports", json={"entity": {"id": made, "active": False}})
    assert client.get(PATH).json()[0]["next_ms"] is None


def test_one_is_sent_at_once(stranger: httpx.Client, collector: Any) -> None:
    response = stranger.post(f"{PATH}/7/send")
    assert (response.status_code, response.json()) == (
        200,
        {"to": "spool/1.eml", "octets": 4096, "from_ms": 0, "to_ms": NOON_MS},
    )
    stranger.post(f"{PATH}/7/send", json={"from": "h1Ago", "to": "now"})
    assert collector.mailing.asked == [(7, None), (7, (NOON_MS - HOUR_MS, NOON_MS))]


@pytest.mark.parametrize(
    ("sent", "fields"),
    [({"from": "now"}, ["to"]), ({"from": "soon", "to": "now"}, ["from"]), ({"from": "now", "to": "h1Ago"}, ["to"])],
)
def test_a_time_that_makes_no_sense_is_refused(stranger: httpx.Client, sent: Any, fields: list[str]) -> None:
    response = stranger.post(f"{PATH}/7/send", json=sent)
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_what_is_no_id_is_not_found(stranger: httpx.Client) -> None:
    assert stranger.post(f"{PATH}/nix/send").status_code == 404


def test_what_cannot_be_sent_says_why(stranger: httpx.Client, collector: Any) -> None:
    collector.mailing.broken = "no room"
    response = stranger.post(f"{PATH}/7/send")
    assert (response.status_code, response.json()["message"]) == (503, "no room")


def test_where_no_mails_are_sent_it_says_what_to_do(
    client: httpx.Client, made: int, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = server.app.state.context
    monkeypatch.setattr(server.app.state, "context", dataclasses.replace(context, mailing=None))
    response = client.post(f"{PATH}/{made}/send")
    assert response.status_code == 503
    assert response.json()["message"] == "No mails are sent: start the server with --mail-spool or --smtp"
    assert client.get(PATH).json() == [{"id": made, "name": "Lab", "next_ms": None, "last": None}]
