# ruff: noqa: A002 - an id is called id here as in the product
"""What the collector says about itself and its Sources (contract 2.1.8, 2.9)."""

from __future__ import annotations

from fauxmon.client.calls.entities import part
from fauxmon.client.calls.profiles import FMC
from fauxmon.client.errors import StatusError
from fauxmon.client.exchange import Exchange
from fauxmon.client.request import delete, get, several
from fauxmon.client.types import Method, Source


def version() -> Exchange[str]:
    """The product's release. Its guide shows the object by itself and inside a list."""
    answer = yield get("/rest/version")
    body = answer.body[0] if isinstance(answer.body, list) and answer.body else answer.body
    if not isinstance(body, dict) or "version" not in body:
        raise StatusError(answer.status, "the collector does not tell its version")
    return str(body["version"])


def methods() -> Exchange[list[Method]]:
    """Every method that it answers."""
    return several((yield get("/rest/methods")))


def sources() -> Exchange[list[Source]]:
    """Every Source."""
    return several((yield get(f"{FMC}/sources")))


def delete_source(id: int) -> Exchange[None]:
    """Delete a Source, its Channel and its flows."""
    yield delete(f"{FMC}/sources/{part(id)}")
