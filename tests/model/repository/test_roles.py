from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import ROLE_LIMIT
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import ProfileDraft, Repository, RoleDraft, UserDraft
from fauxmon_model.repository.roles import MORE_LIMIT, SOURCES_LIMIT


def fields(error: pytest.ExceptionInfo[InvalidError]) -> list[str]:
    return [each.field for each in error.value.errors]


def test_the_role_of_the_administrators_is_there(repository: Repository) -> None:
    (role,) = repository.roles.all()
    assert (role.id, role.name, role.administrator) == (1, "Administrator", True)
    assert repository.users.all()[0].role.id == 1


def test_a_new_role_may_nothing(repository: Repository) -> None:
    role = repository.roles.create(RoleDraft(id=1, name="Guests"))
    assert role.id == 2
    assert (role.administrator, role.full_access, role.write) == (False, False, False)
    assert (role.sources, role.roots, role.more) == ([], [], {})


def test_what_is_not_given_is_kept(repository: Repository) -> None:
    root = repository.profiles.create(ProfileDraft(name="Root")).id
    made = repository.roles.create(
        RoleDraft(name="Team", write=True, roots=[root, root], sources=["a", "b", "a"], more={"color": "red", "x": [1]})
    )
    changed = repository.roles.update(RoleDraft(id=made.id, name="Crew", more={"x": None}))
    assert (changed.name, changed.write, changed.sources) == ("Crew", True, ["a", "b"])
    assert [each.id for each in changed.roots] == [root]
    assert changed.more == {"color": "red", "x": None}
    emptied = repository.roles.update(RoleDraft(id=made.id, roots=[], sources=[], write=False))
    assert (emptied.roots, emptied.sources, emptied.write) == ([], [], False)
    assert repository.roles.all()[1].name == "Crew"


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ({"name": None}, "name"),
        ({"name": " "}, "name"),
        ({"name": "n" * 256}, "name"),
        ({"name": "Administrator"}, "name"),
        ({"roots": ["nix"]}, "rootProfiles[0]"),
        ({"roots": ["live"]}, "rootProfiles[0]"),
        ({"sources": ["s"] * (SOURCES_LIMIT + 1)}, "sources"),
        ({"more": {"text": "x" * MORE_LIMIT}}, "entity"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_refused(repository: Repository, draft: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidError) as error:
        repository.roles.create(RoleDraft(**{"name": "Team", **draft}))
    assert fields(error) == [wrong]
    assert len(repository.roles.all()) == 1


@pytest.mark.parametrize("unfit", [{"type": "shadow"}, {"start_ms": 0, "end_ms": 300_000, "history": True}], ids=str)
def test_a_root_is_real_and_continuous(repository: Repository, unfit: dict[str, Any]) -> None:
    repository.sources.add("192.0.2.1", 2055, 0)
    id_ = repository.profiles.create(ProfileDraft(name="Unfit", **unfit)).id
    with pytest.raises(InvalidError, match="no real, continuous Profile directly below All Sources"):
        repository.roles.create(RoleDraft(name="Team", roots=[id_]))


def test_a_root_is_directly_below_all_sources(repository: Repository) -> None:
    root = repository.profiles.create(ProfileDraft(name="Root")).id
    below = repository.profiles.create(ProfileDraft(name="Below", parent_id=root)).id
    with pytest.raises(InvalidError) as error:
        repository.roles.create(RoleDraft(name="Team", roots=[root, below]))
    assert fields(error) == ["rootProfiles[1]"]


def test_there_is_always_an_administrator(repository: Repository) -> None:
    with pytest.raises(InvalidError, match="administrator: of this role is fixed"):
        repository.roles.update(RoleDraft(id=1, administrator=False))
    second = repository.roles.create(RoleDraft(name="Second", administrator=True)).id
    repository.users.create(UserDraft(login="anna", password="secret", role_id=second))
    repository.users.remove(1)
    with pytest.raises(InvalidError, match="there must be an administrator"):
        repository.roles.update(RoleDraft(id=second, administrator=False))
    assert repository.roles.all()[1].administrator
    assert repository.accounts.first_administrator() == 2


def test_deletion(repository: Repository) -> None:
    root = repository.profiles.create(ProfileDraft(name="Root")).id
    one, two = (repository.roles.create(RoleDraft(name=name, roots=[root])).id for name in ("One", "Two"))
    repository.users.create(UserDraft(login="anna", password="secret", role_id=two))
    with pytest.raises(InvalidError, match=f"Role {two} has users"):
        repository.roles.remove(one, two)
    with pytest.raises(InvalidError, match="Role 1 cannot be deleted"):
        repository.roles.remove(1)
    with pytest.raises(NotFoundError, match="Role 9"):
        repository.roles.remove(one, 9)
    repository.roles.remove(one)
    assert [role.id for role in repository.roles.all()] == [1, two]
    assert repository.roles.create(RoleDraft(name="Three")).id > two, "an id is never given twice"
    with pytest.raises(NotFoundError):
        repository.roles.update(RoleDraft(id=one, name="Again"))


def test_so_many_and_no_more(repository: Repository) -> None:
    for number in range(ROLE_LIMIT - 1):
        repository.roles.create(RoleDraft(name=f"Role {number}"))
    with pytest.raises(InvalidError, match=f"there are {ROLE_LIMIT} already"):
        repository.roles.create(RoleDraft(name="One more"))


def test_others_see_their_own_role_and_change_none(repository: Repository) -> None:
    role = repository.roles.create(RoleDraft(name="Readers", full_access=True)).id
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role)).id
    roles = repository.seen_by(user).roles
    assert [each.name for each in roles.all()] == ["Readers"]
    for change in (
        lambda: roles.create(RoleDraft(name="Mine")),
        lambda: roles.update(RoleDraft(id=role, administrator=True)),
        lambda: roles.remove(role),
    ):
        with pytest.raises(ForbiddenError, match="needs an administrator"):
            change()
