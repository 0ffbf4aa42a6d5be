from typing import Any

import httpx
import pytest

from fauxmon_api.context import Receipt

RECEIPT = {"exporter": "192.168.1.123", "listening_port": 2055, "domain": 0, "sequence": 1200}


def test_settled(client: httpx.Client, collector: Any) -> None:
    receipts = [RECEIPT, {"exporter": "2001:db8::1", "messages": "12"}]
    response = client.post("/_fauxmon/settle", json={"timeout_s": 2.5, "receipts": receipts})
    assert (response.status_code, response.json()) == (200, {"settled": True, "waited_ms": 1.5, "missing": []})
    asked = (Receipt("192.168.1.123", 2055, 0, 1200), Receipt("2001:db8::1", messages=12))
    assert collector.collecting.asked == [(2.5, asked)]


def test_not_settled_in_time_is_a_failure_that_names_what_is_missing(client: httpx.Client, collector: Any) -> None:
    collector.collecting.outstanding = (Receipt("192.168.1.123", domain=0, sequence=1200),)
    response = client.post("/_fauxmon/settle", json={"timeout_s": 0})
    assert response.status_code == 504
    assert response.json()["settled"] is False
    assert response.json()["missing"] == [{"exporter": "192.168.1.123", "domain": 0, "sequence": 1200}]
    assert collector.collecting.asked == [(0, ())]


@pytest.mark.parametrize(("sent", "seconds"), [({}, 10), ({"timeout_s": 1e6}, 300), ({"timeout_s": "3"}, 3)], ids=str)
def test_the_time_is_bounded(client: httpx.Client, collector: Any, sent: Any, seconds: float) -> None:
    assert client.post("/_fauxmon/settle", json=sent).status_code == 200
    assert collector.collecting.asked == [(seconds, ())]


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"timeout_s": "soon"}, ["timeout_s"]),
        ({"receipts": {}}, ["receipts"]),
        ({"receipts": [{}] * 10_001}, ["receipts"]),
        ({"receipts": [7]}, ["receipts[0]", "receipts[0].exporter", "receipts[0].sequence"]),
        ({"receipts": [RECEIPT, {"exporter": "192.0.2.1"}]}, ["receipts[1].sequence"]),
    ],
    ids=["time", "no list", "too many", "no object", "says nothing"],
)
def test_what_is_wrong_is_told(client: httpx.Client, sent: Any, fields: list[str]) -> None:
    response = client.post("/_fauxmon/settle", json=sent)
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_reset(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.168.1.123"), collector.clock.now)
    response = client.post("/_fauxmon/reset")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get("/rest/fmc/sources").status_code == 204
    assert collector.store.count() == 0
