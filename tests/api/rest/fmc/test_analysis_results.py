"""Results over REST: states, codes, and who sees them."""

from typing import Any

import httpx
import pytest

from fauxmon_collector.store.base import StoreError
from fauxmon_model.entities import User
from fauxmon_model.passwords import hash_password

RESULTS = "/rest/fmc/analysis/results"
NOON_MS = 1_740_830_400_000
SEARCH = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00", "profile": "live", "channels": ["*"]}


def begin(client: httpx.Client) -> int:
    begun = client.post("/rest/fmc/analysis/flows", json={"search": SEARCH})
    return int(begun.json()["id"])


@pytest.fixture
def one_flow(collector: Any) -> Any:
    collector.flow(collector.source("192.168.1.123"), NOON_MS - 1000)
    return collector


def test_the_list(client: httpx.Client, one_flow: Any) -> None:
    assert client.get(RESULTS).status_code == 204
    first = begin(client)
    client.get(f"{RESULTS}/{first}")
    one_flow.clock.now += 61_000
    second = begin(client)
    client.get(f"{RESULTS}/{second}")
    assert client.get(RESULTS).json() == [
        {"id": first, "name": "2025-03-01 12:00:00", "state": 1, "search": SEARCH},
        {"id": second, "name": "2025-03-01 12:01:01", "state": 1, "search": SEARCH},
    ]


def test_rows_can_be_fetched_again(client: httpx.Client, one_flow: Any) -> None:
    result = f"{RESULTS}/{begin(client)}"
    first, again = client.get(result), client.get(result)
    assert first.headers["content-type"] == "application/json"
    assert first.json() == again.json() != []


@pytest.mark.parametrize("id_", ["999", "1000000"])
def test_an_unknown_result_is_nothing(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{RESULTS}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"Result {id_} does not exist"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("id_", ["nix", "0", "-1", "1.5"])
def test_what_is_no_id_is_refused(client: httpx.Client, id_: str, method: str) -> None:
    response = client.request(method, f"{RESULTS}/{id_}")
    assert response.status_code == 405
    assert response.json()["validationResults"][0]["field"] == "id"


def test_another_user_sees_nothing_of_it(client: httpx.Client, one_flow: Any) -> None:
    result = f"{RESULTS}/{begin(client)}"
    with one_flow.repository.database.session() as session:
        session.add(User(id=2, login="other", password_hash=hash_password("other"), role_id=1))
    with one_flow.client(one_flow.repository.accounts.issue(2)) as other:
        assert other.get(result).status_code == 204
        assert other.get(RESULTS).status_code == 204
        assert other.delete(result).status_code == 404
    assert client.get(result).status_code == 200


def test_deleted(client: httpx.Client, one_flow: Any) -> None:
    result = f"{RESULTS}/{begin(client)}"
    assert client.get(result).status_code == 200
    assert client.delete(result).status_code == 204
    assert client.get(result).status_code == 204
    assert client.delete(result).status_code == 404


def test_a_failure_says_why(client: httpx.Client, collector: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> Any:
        raise StoreError("the flow store is full")

    monkeypatch.setattr(collector.store, "fetch", failing)
    result = begin(client)
    response = client.get(f"{RESULTS}/{result}")
    assert response.status_code == 500
    assert response.json() == {"code": 500, "status": "error", "message": "the flow store is full"}
    (listed,) = client.get(RESULTS).json()
    assert (listed["state"], listed["message"]) == (2, "the flow store is full")


def test_without_a_token_nothing(stranger: httpx.Client) -> None:
    assert stranger.get(RESULTS).status_code == stranger.get(f"{RESULTS}/1").status_code == 401
