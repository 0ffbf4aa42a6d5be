from typing import Any

import httpx
import pytest

NOON_MS = 1_740_830_400_000


def test_health(client: httpx.Client) -> None:
    assert client.get("/_fauxmon/health").json() == {
        "status": "ok",
        "version": "0.1.0",
        "product_version": "12.04.00",
        "engine": 12,
        "time_ms": NOON_MS,
    }


def test_events_after_a_number(client: httpx.Client, collector: Any) -> None:
    collector.collecting.happened = [{"id": n, "kind": "source_added", "text": "t"} for n in (1, 2, 3)]
    everything = client.get("/_fauxmon/events").json()
    assert ([event["id"] for event in everything["events"]], everything["last"]) == ([1, 2, 3], 3)
    later = client.get("/_fauxmon/events", params={"since": 1, "limit": 1}).json()
    assert ([event["id"] for event in later["events"]], later["last"]) == ([2], 2)


def test_no_event_is_answered_at_once_or_waited_for(client: httpx.Client, collector: Any) -> None:
    assert client.get("/_fauxmon/events", params={"since": 7}).json() == {"events": [], "last": 7}
    waited = client.get("/_fauxmon/events", params={"since": 7, "wait": 0.5}).json()
    assert waited == {"events": [{"id": 8, "kind": "source_added", "text": "within 0.5 s"}], "last": 8}
    longest = client.get("/_fauxmon/events", params={"since": 8, "wait": 9999}).json()
    assert longest["events"][0]["text"] == "within 60.0 s"


@pytest.mark.parametrize("query", [{"since": "x"}, {"wait": "-1"}, {"limit": "all"}], ids=str)
def test_what_is_wrong_is_told(client: httpx.Client, query: dict[str, str]) -> None:
    response = client.get("/_fauxmon/events", params=query)
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == list(query)


def test_ledger(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.0.2.1"), NOON_MS)
    assert client.get("/_fauxmon/ledger").json() == {"records": 1, "stored": 1, "balanced": True}


def test_store(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.0.2.1"), NOON_MS)
    collector.flow(collector.source("192.0.2.2"), NOON_MS - 1)
    collector.store.remove_source(1)
    told = client.get("/_fauxmon/store").json()
    assert told == collector.store.stats()
    counters = {"before": 0, "appended": 2, "flows": 1, "expired": 0, "removed": 1, "oldest_ms": NOON_MS - 1}
    assert told | counters | {"limit_rows": 1_000_000} == told


def test_listeners(client: httpx.Client) -> None:
    (listener,) = client.get("/_fauxmon/listeners").json()
    assert (listener["host"], listener["port"]) == ("127.0.0.1", 2055)


@pytest.mark.parametrize(
    ("query", "count"), [({}, 100), ({"limit": 3}, 3), ({"limit": 9999}, 1000), ({"limit": 0}, 100)]
)
def test_problems_are_bounded(client: httpx.Client, collector: Any, query: dict[str, int], count: int) -> None:
    collector.collecting.noted = [{"code": "empty", "offset": n} for n in range(2000)]
    rows = client.get("/_fauxmon/problems", params=query).json()
    assert rows == collector.collecting.noted[:count]


def test_problems_are_counted_by_exporter(
    client: httpx.Client, collector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"exporter": "192.0.2.1", "listening_port": 2055, "codes": {"empty": 3}}]
    asked: list[tuple[str | None, int | None]] = []

    def counts(exporter: str | None, port: int | None) -> list[dict[str, Any]]:
        asked.append((exporter, port))
        return rows

    monkeypatch.setattr(collector.collecting, "problem_counts", counts, raising=False)
    for query in ({}, {"exporter": "192.0.2.1", "port": 2055}):
        assert client.get("/_fauxmon/problems/counts", params=query).json() == rows
    assert asked == [(None, None), ("192.0.2.1", 2055)]


@pytest.mark.parametrize(
    ("query", "offsets"), [({"exporter": "192.0.2.1"}, [0, 1]), ({"exporter": "192.0.2.1", "port": 3000}, [1])]
)
def test_problems_of_one_exporter(
    client: httpx.Client, collector: Any, query: dict[str, str | int], offsets: list[int]
) -> None:
    whose = [("192.0.2.1", 2055), ("192.0.2.1", 3000), ("192.0.2.2", 2055)]
    collector.collecting.noted = [
        {"exporter": exporter, "listening_port": port, "offset": number}
        for number, (exporter, port) in enumerate(whose)
    ]
    assert [row["offset"] for row in client.get("/_fauxmon/problems", params=query).json()] == offsets


def test_sources_with_live_counters_and_state(client: httpx.Client, collector: Any) -> None:
    first, second = collector.source("192.168.1.123"), collector.source("192.168.1.123", 2055)
    collector.collecting.counters = {first.id: {"last_seen_ms": NOON_MS - 9_999, "messages": 7, "version": 9}}
    rows = client.get("/_fauxmon/sources").json()
    assert [(row["id"], row["state"], row["messages"], row["version"]) for row in rows] == [
        (first.id, "active", 7, 9),
        (second.id, "silent", 0, 0),
    ]
    assert (rows[1]["address"], rows[1]["listening_port"], rows[1]["channel_id"]) == (
        "192.168.1.123",
        2055,
        "192-168-1-123_p2055",
    )
    collector.clock.now += 2
    assert client.get("/_fauxmon/sources").json()[0]["state"] == "silent"


def test_no_sources_is_an_empty_list(client: httpx.Client) -> None:
    response = client.get("/_fauxmon/sources")
    assert (response.status_code, response.json()) == (200, [])


def test_a_source_with_what_its_exporter_has_told(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    domain = {"domain": 7, "sampling": [{"selector": 1, "rate": 100.0}]}
    collector.collecting.told = {source.id: {"not_sent": 9, "not_sent_octets": 900, "domains": [domain]}}
    collector.collecting.counters = {source.id: {"lost": 3, "not_sent": 9}}
    shown = client.get(f"/_fauxmon/sources/{source.id}").json()
    assert (shown["address"], shown["lost"], shown["domains"]) == ("192.168.1.123", 3, [domain])
    assert (shown["not_sent"], shown["not_sent_octets"]) == (9, 900)
    first, *others = shown["channels"]
    assert first == {
        "profile": "live",
        "profile_name": "All Sources",
        "id": "192-168-1-123_p3000",
        "name": "192.168.1.123",
    }
    assert {"profile": "mail", "profile_name": "Email", "id": "smtp", "name": "SMTP"} in others
    assert client.get("/_fauxmon/sources").json()[0]["not_sent"] == 9


@pytest.mark.parametrize("id_", ["99", "x"])
def test_a_source_that_is_not_there(client: httpx.Client, id_: str) -> None:
    assert client.get(f"/_fauxmon/sources/{id_}").status_code == 404
