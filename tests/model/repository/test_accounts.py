from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
import sqlalchemy as sa

from fauxmon_model.entities import Token, User
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository import Repository
from fauxmon_model.repository.accounts import Accounts


def logins(user: User | None) -> str | None:
    return None if user is None else user.login


def test_only_the_right_login_and_password(repository: Repository) -> None:
    accounts = repository.accounts
    assert logins(accounts.authenticate("admin", "admin")) == "admin"
    for login, password in (("admin", "Admin"), ("admin", ""), ("root", "admin"), ("", "")):
        assert accounts.authenticate(login, password) is None


def test_a_password_can_be_changed(repository: Repository) -> None:
    token = repository.accounts.issue(1)
    repository.accounts.set_password("admin", "new")
    assert repository.accounts.authenticate("admin", "admin") is None
    assert logins(repository.accounts.authenticate("admin", "new")) == "admin"
    assert logins(repository.accounts.user_of_token(token)) == "admin"
    with pytest.raises(NotFoundError, match="User root"):
        repository.accounts.set_password("root", "new")


def test_a_token_is_64_hexadecimal_digits_and_not_kept(repository: Repository) -> None:
    token = repository.accounts.issue(1)
    assert re.fullmatch("[0-9a-f]{64}", token)
    with repository.database.session() as session:
        (kept,) = session.scalars(sa.select(Token))
    assert kept.digest == hashlib.sha256(token.encode()).hexdigest()


def test_a_token_is_of_one_kind(repository: Repository) -> None:
    refresh = repository.accounts.issue(1, "refresh")
    assert repository.accounts.user_of_token(refresh) is None
    assert logins(repository.accounts.user_of_token(refresh, kind="refresh")) == "admin"


@pytest.mark.parametrize("text", ["", "0" * 64, "é"])
def test_an_unknown_token_is_nobodys(repository: Repository, text: str) -> None:
    repository.accounts.issue(1)
    assert repository.accounts.user_of_token(text) is None


def test_a_token_ends_with_its_life(repository: Repository, clock: Any) -> None:
    token = repository.accounts.issue(1, life_s=10)
    clock.advance(9_999)
    assert logins(repository.accounts.user_of_token(token)) == "admin"
    clock.advance(1)
    assert repository.accounts.user_of_token(token) is None


def test_tokens_that_are_over_are_swept_away(repository: Repository, clock: Any) -> None:
    for _ in range(5):
        repository.accounts.issue(1, life_s=10)
    clock.advance(10_000)
    repository.accounts.issue(1)
    with repository.database.session() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Token)) == 1


def test_beyond_the_bound_the_oldest_goes(repository: Repository, clock: Any) -> None:
    accounts = Accounts(repository.database, clock, token_limit=3)
    tokens = []
    for life_s in (1000, 10, 10, 10, 10):
        tokens.append(accounts.issue(1, life_s=life_s))
        clock.advance(1)
    assert [accounts.user_of_token(token) is not None for token in tokens] == [False, False, True, True, True]


def test_tokens_are_issued_to_users_only(repository: Repository) -> None:
    with pytest.raises(NotFoundError, match="User 2"):
        repository.accounts.issue(2)
    assert [user.login for user in repository.accounts.users()] == ["admin"]
