from __future__ import annotations

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.entities import SAVED_FILTER_LIMIT
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import Repository, RoleDraft, UserDraft


@pytest.fixture
def admin(repository: Repository) -> Repository:
    return repository.seen_by(1)


def kept(repository: Repository) -> dict[str, str]:
    return {each.name: each.text for each in repository.saved_filters.all()}


def test_a_filter_is_kept_under_its_name_in_place_of_an_older_one(admin: Repository) -> None:
    first = admin.saved_filters.keep(" Web ", "port 80 ")
    admin.saved_filters.keep("DNS", "port 53")
    assert admin.saved_filters.keep("Web", "port 443").id == first.id
    assert kept(admin) == {"DNS": "port 53", "Web": "port 443"}
    admin.saved_filters.remove(first.id)
    assert kept(admin) == {"DNS": "port 53"}


def test_they_are_a_users_own(repository: Repository, admin: Repository) -> None:
    role = repository.roles.create(RoleDraft(name="Team"))
    anna = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    theirs = repository.seen_by(anna.id)
    mine, other = admin.saved_filters.keep("Web", "port 80"), theirs.saved_filters.keep("Web", "port 8080")
    assert (kept(admin), kept(theirs)) == ({"Web": "port 80"}, {"Web": "port 8080"})
    with pytest.raises(NotFoundError):
        theirs.saved_filters.remove(mine.id)
    repository.users.remove(anna.id)
    with pytest.raises(NotFoundError):
        theirs.saved_filters.remove(other.id)
    assert kept(repository) == {}, "the collector itself has none"
    with pytest.raises(ForbiddenError):
        repository.saved_filters.keep("Web", "port 80")


def test_what_is_no_filter_is_not_kept(admin: Repository) -> None:
    with pytest.raises(InvalidError) as error:
        admin.saved_filters.keep(" ", "prt 80")
    assert [each.field for each in error.value.errors] == ["name", "text"]
    with pytest.raises(InvalidError, match="text: must not be empty"):
        admin.saved_filters.keep("Nothing", " ")


def test_there_are_so_many_at_most(admin: Repository) -> None:
    for number in range(SAVED_FILTER_LIMIT):
        admin.saved_filters.keep(f"port {number}", f"port {number}")
    with pytest.raises(InvalidError, match="no more may be made"):
        admin.saved_filters.keep("one more", "any")
    admin.saved_filters.keep("port 0", "any")
    reset(admin.whole)
    assert kept(admin) == {}
