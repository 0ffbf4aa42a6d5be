"""A plain client that is logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon.client import Login, LoginError, Target
from fauxmon.client.session import session

if TYPE_CHECKING:
    from tests.client.conftest import Scripted

ADMIN = Login("admin", "admin")


def test_it_logs_in_before_the_first_rest_call_only(scripted: Scripted) -> None:
    for _ in range(3):
        scripted.answer(200, [])
    with session(Target(url=scripted.url, login=ADMIN)) as asking:
        for path in ("/_fauxmon/sources", "/rest/fmc/profiles", "/rest/fmc/profiles"):
            assert asking.get(path).json() == []
    token = "/resources/oauth/token"
    assert [path for _, path in scripted.calls] == ["/_fauxmon/sources", token, *["/rest/fmc/profiles"] * 2]
    assert [one.authorization for one in scripted.asked if one.path != token] == [None, *[f"bearer {'a' * 64}"] * 2]


def test_it_logs_in_again_when_a_token_is_refused(scripted: Scripted) -> None:
    scripted.answer(401, {"message": "expired"})
    scripted.answer(200, [])
    with session(Target(url=scripted.url, login=ADMIN, token="old")) as asking:
        assert asking.get("/rest/fmc/profiles").json() == []
    assert [one.authorization for one in scripted.asked] == ["bearer old", None, f"bearer {'a' * 64}"]


def test_a_token_without_a_login_is_used_as_it_is(scripted: Scripted) -> None:
    scripted.answer(401, {"message": "expired"})
    with session(Target(url=scripted.url, token="old")) as asking:
        assert asking.get("/rest/fmc/profiles").status_code == 401
    assert len(scripted.asked) == 1


def test_a_refused_login_says_so(scripted: Scripted) -> None:
    scripted.login(400, {"error": "invalid_grant"})
    with (
        session(Target(url=scripted.url, login=ADMIN)) as asking,
        pytest.raises(LoginError, match="refuses the login of admin: 400"),
    ):
        asking.get("/rest/fmc/profiles")
