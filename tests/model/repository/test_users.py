from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from fauxmon_model.entities import USER_LIMIT, Dashboard, DisplayedDashboard, Role, User, Widget
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import NodeDraft, Repository, RoleDraft, TopologyDraft, UserDraft
from fauxmon_model.repository.users import PASSWORD_LIMIT


@pytest.fixture
def readers(repository: Repository) -> int:
    """The id of a role that is not the administrators'."""
    return repository.roles.create(RoleDraft(name="Readers")).id


def anna(repository: Repository, role_id: int, **changed: Any) -> int:
    return repository.users.create(
        UserDraft(**{"login": "anna", "password": "secret", "role_id": role_id, **changed})
    ).id


def logins(repository: Repository) -> list[str]:
    return [user.login for user in repository.users.all()]


def test_a_new_user_may_come_in(repository: Repository, readers: int) -> None:
    id_ = anna(repository, readers)
    (_, user) = repository.users.all()
    assert (user.id, user.login, user.role.name) == (id_, "anna", "Readers")
    assert "secret" not in user.password_hash
    found = repository.accounts.authenticate("anna", "secret")
    assert found is not None
    assert found.id == id_
    assert repository.accounts.authenticate("anna", "admin") is None


def test_a_password_does_not_show() -> None:
    assert "secret" not in repr(UserDraft(login="anna", password="secret"))


def test_what_is_given_changes(repository: Repository, readers: int) -> None:
    id_ = anna(repository, readers)
    token = repository.accounts.issue(id_)
    changed = repository.users.update(UserDraft(id=id_, login="bert", password="new", role_id=1))
    assert (changed.login, changed.role.name) == ("bert", "Administrator")
    assert repository.accounts.authenticate("bert", "secret") is None
    assert repository.accounts.authenticate("bert", "new") is not None
    repository.users.update(UserDraft(id=id_, role_id=readers))
    assert repository.accounts.authenticate("bert", "new") is not None
    assert repository.accounts.user_of_token(token) is not None
    assert repository.users.all()[1].role.name == "Readers"


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ({"login": None}, ["login"]),
        ({"login": "admin"}, ["login"]),
        ({"login": "a" * 256}, ["login"]),
        ({"password": None}, ["password"]),
        ({"password": ""}, ["password"]),
        ({"password": "p" * (PASSWORD_LIMIT + 1)}, ["password"]),
        ({"role_id": None}, ["role"]),
        ({"role_id": 9}, ["role"]),
        ({"login": " ", "password": "", "role_id": 9}, ["login", "role", "password"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_refused(repository: Repository, readers: int, draft: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(InvalidError) as error:
        anna(repository, **{"role_id": readers, **draft})
    assert [each.field for each in error.value.errors] == wrong
    assert logins(repository) == ["admin"]


def test_what_is_refused_of_a_change(repository: Repository, readers: int) -> None:
    id_ = anna(repository, readers)
    with pytest.raises(InvalidError) as error:
        repository.users.update(UserDraft(id=id_, login="admin", password="", role_id=9))
    assert [each.field for each in error.value.errors] == ["login", "role", "password"]
    assert repository.accounts.authenticate("anna", "secret") is not None
    with pytest.raises(NotFoundError, match="User 9"):
        repository.users.update(UserDraft(id=9, password="new"))


def test_the_last_administrator_stays_one(repository: Repository, readers: int) -> None:
    for change in (
        lambda: repository.users.remove(1),
        lambda: repository.users.update(UserDraft(id=1, role_id=readers)),
    ):
        with pytest.raises(InvalidError, match="there must be an administrator"):
            change()
    assert repository.users.all()[0].role.administrator
    second = anna(repository, 1)
    repository.users.remove(1)
    assert logins(repository) == ["anna"]
    with pytest.raises(InvalidError):
        repository.users.remove(second)


def test_a_user_takes_tokens_and_dashboards_along(repository: Repository, readers: int) -> None:
    id_ = anna(repository, readers)
    token = repository.accounts.issue(id_)
    mine = repository.dashboards.create("Mine", user_id=id_)
    repository.widgets.create(mine.id, {}, {})
    repository.dashboards.display(mine.id, 1, 1)
    (overview, _) = repository.dashboards.all()
    repository.dashboards.display(overview.id, id_)
    repository.users.remove(id_)
    assert repository.accounts.user_of_token(token) is None
    with repository.database.session() as session:
        counts = [
            session.scalar(sa.select(sa.func.count()).select_from(kind))
            for kind in (Dashboard, DisplayedDashboard, Widget)
        ]
    assert counts == [1, 1, 4]


def test_several_are_deleted_or_none(repository: Repository, readers: int) -> None:
    ids = [anna(repository, readers, login=login) for login in ("anna", "bert")]
    with pytest.raises(NotFoundError, match="User 9"):
        repository.users.remove(ids[0], 9)
    assert logins(repository) == ["admin", "anna", "bert"]
    repository.users.remove(*ids)
    assert logins(repository) == ["admin"]
    assert anna(repository, readers) > max(ids), "results and sessions go by the id, so nobody gets it again"


def test_what_is_theirs_goes_with_them(repository: Repository, readers: int) -> None:
    user_id = anna(repository, readers)
    dashboard = repository.dashboards.create("hers", user_id=user_id)
    topology = repository.topologies.create(TopologyDraft(name="hers", user_id=user_id))
    repository.nodes.create(NodeDraft(topology_id=topology.id, name="a"))
    repository.users.remove(user_id)
    assert dashboard.id not in {each.id for each in repository.dashboards.all()}
    assert (repository.topologies.all(), repository.nodes.all()) == ([], [])


def test_so_many_and_no_more(repository: Repository) -> None:
    with repository.database.session() as session:
        role = session.get_one(Role, 1)
        session.add_all(User(login=f"user{number}", password_hash="", role=role) for number in range(USER_LIMIT - 1))
    with pytest.raises(InvalidError, match=f"there are {USER_LIMIT} already"):
        anna(repository, 1)


def test_others_see_themselves_and_change_their_password(repository: Repository) -> None:
    role = repository.roles.create(RoleDraft(name="Readers", full_access=True)).id
    id_, other = (anna(repository, role, login=login) for login in ("anna", "bert"))
    users = repository.seen_by(id_).users
    assert [user.login for user in users.all()] == ["anna"]
    users.update(UserDraft(id=id_, login="anna", password="new", role_id=role))
    assert repository.accounts.authenticate("anna", "new") is not None
    with pytest.raises(NotFoundError):
        users.update(UserDraft(id=other, password="new"))
    for change in (
        lambda: users.update(UserDraft(id=id_, role_id=1)),
        lambda: users.update(UserDraft(id=id_, login="root")),
        lambda: users.create(UserDraft(login="carl", password="p", role_id=role)),
        lambda: users.remove(id_),
    ):
        with pytest.raises(ForbiddenError):
            change()
    assert logins(repository) == ["admin", "anna", "bert"]
