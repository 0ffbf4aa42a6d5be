"""What every kind of failure looks like from outside."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fauxmon_api.transport import errors
from fauxmon_api.transport.answers import failure, header_text
from fauxmon_api.transport.refused import RefusedError
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError


def _failing(error: Exception) -> FastAPI:
    app = FastAPI()
    errors.install(app)

    def fail() -> None:
        raise error

    app.add_api_route("/fail", fail)
    return app


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (NotFoundError("Profile", "nix"), 404, "Profile nix does not exist"),
        (InvalidError([FieldError("name", "must not be empty")]), 405, "Validation failed"),
        (RefusedError(401, "No token"), 401, "No token"),
        (StoreError("disk /var/secret is full"), 503, "The flow store cannot answer"),
        (RuntimeError("password=secret"), 500, "Internal error"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_is_one_envelope(server: Any, error: Exception, status: int, message: str) -> None:
    server.app = _failing(error)
    response = httpx.get(f"{server.url}/fail", trust_env=False)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-fm-message"] == message
    body = response.json()
    assert (body["code"], body["status"], body["message"]) == (status, "error", message)
    assert "secret" not in response.text


def test_a_failed_validation_is_readable_both_ways(client: httpx.Client) -> None:
    search = {"from": "2025-03-01 10:00", "to": "2025-03-01 10:05", "profile": "live", "chart": {"measure": "foo"}}
    response = client.post("/rest/fmc/analysis/chart", json={"search": search})
    assert response.status_code == 405
    assert response.headers["x-fm-message"] == "Validation failed"
    assert response.json() == {
        "code": 405,
        "status": "error",
        "message": "Validation failed",
        "validationResults": [{"field": "chart.measure", "message": "Unknown value", "params": []}],
        "checkedData": search,
    }


def test_what_clients_write_cannot_break_a_header() -> None:
    assert header_text("a\r\nSet-Cookie: b\u0161") == "a  Set-Cookie: b\\u0161"
    assert len(header_text("x" * 9_000)) == 500
    assert failure(404, "č\n").headers["x-fm-message"] == "\\u010d "
