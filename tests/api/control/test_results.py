import json
from typing import Any

import httpx
import pytest

SEARCH = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00", "profile": "live"}


def _begun(client: httpx.Client) -> str:
    answered = client.get("/rest/fmc/analysis/flows", params={"search": json.dumps(SEARCH)})
    return f"/rest/fmc/analysis/results/{answered.json()['id']}"


def test_counters(client: httpx.Client, collector: Any) -> None:
    assert client.get(_begun(client)).status_code == 204
    counters = client.get("/_fauxmon/results").json()
    assert (counters["begun"], counters["finished"], counters["kept"], counters["rows"]) == (1, 1, 1, 0)


def test_a_client_that_polls_can_be_tested(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.168.1.123"), collector.clock.now - 1000)
    assert client.post("/_fauxmon/results", json={"unready": 2}).json()["unready"] == 2
    result = _begun(client)
    answers = [client.get(result) for _ in range(3)]
    assert [answered.status_code for answered in answers] == [202, 202, 200]
    assert answers[0].json() == {"code": 202, "status": "error", "message": '{_"The result is being computed"}'}
    client.post("/_fauxmon/results", json={"unready": 0})
    assert client.get(_begun(client)).status_code == 200


def test_a_reset_forgets_results(client: httpx.Client, collector: Any) -> None:
    client.post("/_fauxmon/results", json={"unready": 2})
    result = _begun(client)
    assert client.post("/_fauxmon/reset").status_code == 204
    assert client.get(result).status_code == 204
    assert client.get("/rest/fmc/analysis/results").status_code == 204
    assert client.get("/_fauxmon/results").json()["unready"] == 0


@pytest.mark.parametrize("sent", [{}, {"unready": -1}, {"unready": 1001}, {"unready": "often"}], ids=str)
def test_what_is_wrong_is_told(client: httpx.Client, sent: Any) -> None:
    response = client.post("/_fauxmon/results", json=sent)
    assert response.status_code == 405
    assert response.json()["validationResults"][0]["field"] == "unready"
