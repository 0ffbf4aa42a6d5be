"""The page from which a script downloads a Report as CSV."""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import Any

import httpx
import pytest

PAGE = "/ui/reports/generate"


@pytest.fixture
def report(client: httpx.Client, collector: Any) -> str:
    """The name of a Report of a Chapter of either type, and of one without a flow."""
    source = collector.source("192.168.1.123")
    collector.flow(source, collector.clock.now - 60_000, 3000, protocol=17)
    chapters = (
        {"name": "Nodes", "type": "traffic", "profile": "live", "channelColumnName": "Node"},
        {"name": "Protocols", "type": "top", "profile": "live", "statsBy": "proto", "orderBy": "flows"},
        {"name": "Mail", "type": "traffic", "profile": "mail"},
    )
    ids = [client.post("/rest/fmc/chapters", json={"entity": each}).json()["id"] for each in chapters]
    name = "Nodes & <more>, žluť"
    entity = {"name": name, "chapters": [{"chapterId": id_} for id_ in ids]}
    assert client.post("/rest/fmc/reports", json={"entity": entity}).status_code == 201
    return name


def _asked(report: str, token: str) -> dict[str, str]:
    return {"token": token, "type": "csv", "name": report}


def test_a_script_finds_the_button_and_follows_it(collector: Any, stranger: httpx.Client, report: str) -> None:
    page = stranger.get(PAGE, params=_asked(report, collector.token()))
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<more>" not in page.text
    button = re.search(r'<a class="qa-download" href="([^"]+)"', page.text)
    assert button is not None
    file = stranger.get(page.url.join(unescape(button[1])))
    assert (file.status_code, file.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert file.headers["content-disposition"].endswith("%C5%BElu%C5%A5.csv")
    rate = f"{3000 * 8 / (300 * 289):.14g}"
    assert list(csv.reader(file.text.splitlines())) == [
        ["Nodes"],
        ["Node", "mbps", "bps", "ibyt"],
        ["192.168.1.123", "80.0", rate, "3000"],
        ["", "80.0", rate, "3000"],
        [],
        ["Protocols"],
        ["proto", "fl"],
        ["UDP", "1"],
        ["", "1"],
        [],
        ["Mail"],
        [],
    ]


def test_a_token_may_be_where_it_usually_is(client: httpx.Client, report: str) -> None:
    assert client.get(PAGE, params={"name": report}).status_code == 200


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_not_for_strangers(stranger: httpx.Client, report: str, token: str) -> None:
    refused = stranger.get(PAGE, params=_asked(report, token))
    assert (refused.status_code, refused.json()["code"]) == (401, 401)


def test_what_is_not_there(client: httpx.Client, report: str) -> None:
    assert client.get(PAGE, params={"name": "none"}).status_code == 404
    assert client.get(PAGE, params={"name": report, "type": "pdf"}).status_code == 405


def test_rest_takes_no_token_from_the_query(collector: Any, stranger: httpx.Client) -> None:
    assert stranger.get("/rest/version", params={"token": collector.token()}).status_code == 401
