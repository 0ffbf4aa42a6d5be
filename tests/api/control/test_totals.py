from typing import Any

import httpx
import pytest


def test_sums_are_exact_and_by_channel(client: httpx.Client, collector: Any) -> None:
    first, second = collector.source("192.168.1.123"), collector.source("192.168.1.124")
    now = collector.clock.now
    for source, at_ms, octets in ((first, now - 90_000, 1_234_567), (first, now - 1000, 5), (second, now, 7)):
        collector.flow(source, at_ms, octets=octets)
    rows = client.get("/_fauxmon/totals").json()
    assert [(row["name"], row["flows"], row["octets"]) for row in rows] == [
        ("192.168.1.123", 2, 1_234_572),
        ("192.168.1.124", 1, 7),
    ]
    assert (rows[0]["first_ms"], rows[0]["last_ms"]) == (now - 90_000, now - 1000)


def test_of_the_last_seconds(client: httpx.Client, collector: Any) -> None:
    source, now = collector.source("192.168.1.123"), collector.clock.now
    for at_ms in (now - 2000, now - 1000, now):
        collector.flow(source, at_ms)
    for last, flows in (("0", 1), ("0.999", 1), ("1", 2), ("60", 3), ("1e300", 3)):
        (row,) = client.get("/_fauxmon/totals", params={"last": last}).json()
        assert row["flows"] == flows


@pytest.mark.parametrize(("parameters", "status"), [({"profile": "nonsense"}, 404), ({"last": "soon"}, 405)])
def test_what_there_is_not(client: httpx.Client, parameters: dict[str, str], status: int) -> None:
    assert client.get("/_fauxmon/totals", params=parameters).status_code == status
