"""Tokens of the client: taken, renewed and told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from fauxmon.client import AsyncClient, Client, Login, LoginError, StatusError, Target
from fauxmon.client.request import get

if TYPE_CHECKING:
    from tests.client.conftest import Scripted

LOGIN = Login("admin", "word")


def grants(scripted: Scripted) -> list[str]:
    """What each token was asked for with."""
    forms = [parse_qs(one.body.decode()) for one in scripted.asked if one.path == "/resources/oauth/token"]
    return [form.get("refresh_token", form["grant_type"])[0] for form in forms]


def tokens(scripted: Scripted) -> list[str | None]:
    return [one.authorization for one in scripted.asked if one.path != "/resources/oauth/token"]


def test_an_expired_token_is_renewed_by_its_refresh_token(scripted: Scripted) -> None:
    scripted.login(200, {"access_token": "first", "refresh_token": "again"})
    scripted.login(200, {"access_token": "second", "refresh_token": "once more"})
    for status in (200, 401, 200):
        scripted.answer(status, {"message": "expired"})
    with Client(Target(url=scripted.url, login=LOGIN)) as client:
        for _ in range(2):
            client.send(get("/rest/version"))
    assert grants(scripted) == ["password", "again"]
    assert tokens(scripted) == ["bearer first", "bearer first", "bearer second"]


def test_a_refresh_token_that_is_refused_is_followed_by_a_login(scripted: Scripted) -> None:
    scripted.login(200, {"access_token": "first", "refresh_token": "again"})
    scripted.login(400, {"error": "invalid_grant", "error_description": "no such token"})
    scripted.login(200, {"access_token": "third"})
    for status in (200, 401, 200):
        scripted.answer(status, {"message": "expired"})
    with Client(Target(url=scripted.url, login=LOGIN)) as client:
        for _ in range(2):
            client.send(get("/rest/version"))
    assert grants(scripted) == ["password", "again", "password"]
    assert tokens(scripted)[-1] == "bearer third"


def test_a_fresh_token_that_is_refused_ends_it(scripted: Scripted) -> None:
    for _ in range(2):
        scripted.answer(401, {"message": "no permission"})
    with (
        Client(Target(url=scripted.url, login=LOGIN)) as client,
        pytest.raises(LoginError, match="refuses the token: no permission"),
    ):
        client.send(get("/rest/version"))
    assert len(grants(scripted)) == 2


def test_a_page_instead_of_a_token_is_no_collector(scripted: Scripted) -> None:
    scripted.login(200, "<html>Welcome</html>")
    with (
        Client(Target(url=scripted.url, login=LOGIN)) as client,
        pytest.raises(StatusError, match="does not answer like a collector: no JSON in /resources/oauth/token"),
    ):
        client.send(get("/rest/version"))


def test_many_calls_at_a_time_log_in_once(scripted: Scripted) -> None:
    for _ in range(5):
        scripted.answer(200, [])

    async def main() -> list[object]:
        async with AsyncClient(Target(url=scripted.url, login=LOGIN)) as client:
            return [*await asyncio.gather(*(client.profiles() for _ in range(5)))]

    assert asyncio.run(main()) == [[]] * 5
    assert grants(scripted) == ["password"]
    assert set(tokens(scripted)) == {f"bearer {'a' * 64}"}
