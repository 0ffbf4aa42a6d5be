from typing import Any

import httpx
import pytest

SOURCES = "/rest/fmc/sources"


def test_none_is_an_empty_answer(client: httpx.Client) -> None:
    response = client.get(SOURCES)
    assert (response.status_code, response.content) == (204, b"")


def test_each_exporter_and_port(client: httpx.Client, collector: Any) -> None:
    first, second = collector.source("192.168.1.123"), collector.source("2001:db8::1", 2055)
    assert client.get(SOURCES).json() == [
        {"id": first.id, "ip": "192.168.1.123", "name": "192.168.1.123", "hostname": ""},
        {"id": second.id, "ip": "2001:db8::1", "name": "2001:db8::1", "hostname": ""},
    ]
    assert client.get(SOURCES, params={"fields": '["ip"]'}).json() == [{"ip": "192.168.1.123"}, {"ip": "2001:db8::1"}]


def test_delete_takes_channel_and_flows_and_the_next_is_another(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    collector.flow(source, collector.clock.now)
    response = client.delete(f"{SOURCES}/{source.id}")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(SOURCES).status_code == 204
    assert client.get("/rest/fmc/profiles/id?id=live").json()["channels"] == []
    assert collector.store.count() == 0
    assert collector.source("192.168.1.123").id != source.id


@pytest.mark.parametrize("id_", ["7", "x", "1e3", "9" * 30])
def test_delete_of_an_unknown_one(client: httpx.Client, id_: str) -> None:
    response = client.delete(f"{SOURCES}/{id_}")
    assert response.status_code == 404
    assert response.json()["message"] == f"Source {id_} does not exist"
