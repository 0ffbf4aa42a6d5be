from __future__ import annotations

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.entities import BLACKLIST_LIMIT, RECORD_LIMIT
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import BlacklistDraft, ChapterDraft, Repository

RECORDS = ["192.0.2.7", "198.51.100.0/24", "10.0.0.1/255.0.0.0", "2001:DB8::1", "2001:db8::/32", "192.0.2.7"]


def problems(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {each.field: each.message for each in error.value.errors}


def test_records_are_kept_as_they_were_written(repository: Repository) -> None:
    made = repository.blacklists.create(BlacklistDraft(name="Botnets", records=RECORDS))
    assert repository.blacklists.get(made.id).records == RECORDS
    assert [each.name for each in repository.blacklists.all()] == ["Botnets"]


def test_an_id_is_assigned_whatever_was_asked_for_and_is_never_given_twice(repository: Repository) -> None:
    ids = [repository.blacklists.create(BlacklistDraft(id=77, name="B")).id for _ in range(2)]
    repository.blacklists.remove(ids[1])
    ids.append(repository.blacklists.create(BlacklistDraft(name="B")).id)
    assert ids == [1, 2, 3]


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    made = repository.blacklists.create(BlacklistDraft(name="Botnets", records=RECORDS))
    repository.blacklists.update(BlacklistDraft(id=made.id, name="Bots"))
    kept = repository.blacklists.get(made.id)
    assert (kept.name, kept.records) == ("Bots", RECORDS)
    repository.blacklists.update(BlacklistDraft(id=made.id, records=[]))
    emptied = repository.blacklists.get(made.id)
    assert (emptied.name, emptied.records) == ("Bots", [])


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (BlacklistDraft(), ["name"]),
        (BlacklistDraft(name=" "), ["name"]),
        (BlacklistDraft(name="n" * 256), ["name"]),
        (BlacklistDraft(name="B", records=["10.0.0.1", "host", "10.0.0.0/33"]), ["records[1]", "records[2]"]),
        (BlacklistDraft(name="B", records=["fe80::1%eth0"]), ["records[0]"]),
        (BlacklistDraft(name="B", records=["10.0.0.0/" + "0" * 100 + "8"]), ["records[0]"]),
        (
            BlacklistDraft(name="B", records=["010.0.0.1", "1.2.3", "", "10.0.0.1\0"]),
            [f"records[{n}]" for n in range(4)],
        ),
        (BlacklistDraft(name="B", records=["10.0.0.1"] * (RECORD_LIMIT + 1)), ["records"]),
    ],
    ids=range(8),
)
def test_refuses(repository: Repository, draft: BlacklistDraft, fields: list[str]) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.blacklists.create(draft)
    assert list(problems(caught)) == fields
    assert repository.blacklists.all() == []


def test_of_very_many_wrong_records_a_hundred_are_told(repository: Repository) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.blacklists.create(BlacklistDraft(name="B", records=["wrong"] * 5000))
    assert len(caught.value.errors) == 100


def test_a_list_may_be_as_long_as_the_limit(repository: Repository) -> None:
    records = [f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in range(RECORD_LIMIT)]
    made = repository.blacklists.create(BlacklistDraft(name="Long", records=records))
    assert repository.blacklists.get(made.id).records == records


def test_there_are_no_more_than_the_limit(repository: Repository) -> None:
    for number in range(BLACKLIST_LIMIT):
        repository.blacklists.create(BlacklistDraft(name=f"B{number}"))
    with pytest.raises(InvalidError) as caught:
        repository.blacklists.create(BlacklistDraft(name="one more"))
    assert problems(caught) == {"id": f"there are {BLACKLIST_LIMIT} already, and no more may be made"}


def test_chapters_go_on_without_a_list_that_is_deleted(repository: Repository) -> None:
    black, other = (repository.blacklists.create(BlacklistDraft(name=name)) for name in "BO")
    chapter = repository.chapters.create(ChapterDraft(name="C", type="top", blacklist_id=black.id))
    assert [each.id for each in repository.chapters.of_blacklist(black.id)] == [chapter.id]
    assert repository.chapters.of_blacklist(other.id) == []
    repository.blacklists.remove(black.id)
    assert repository.chapters.get(chapter.id).blacklist_id is None
    with pytest.raises(NotFoundError, match=f"Blacklist {black.id} does not exist"):
        repository.blacklists.get(black.id)


def test_several_are_deleted_together_or_not_at_all(repository: Repository) -> None:
    ids = [repository.blacklists.create(BlacklistDraft(name=name)).id for name in "ABC"]
    with pytest.raises(NotFoundError):
        repository.blacklists.remove(ids[0], 99)
    repository.blacklists.remove(ids[0], ids[2], ids[0])
    assert [each.id for each in repository.blacklists.all()] == [ids[1]]


def test_a_reset_forgets_them_and_numbers_anew(repository: Repository) -> None:
    black = repository.blacklists.create(BlacklistDraft(name="B"))
    repository.chapters.create(ChapterDraft(name="C", type="top", blacklist_id=black.id))
    reset(repository)
    assert repository.blacklists.all() == []
    assert repository.blacklists.create(BlacklistDraft(name="B")).id == 1


def test_unknown_ids(repository: Repository) -> None:
    for call in (repository.blacklists.get, repository.blacklists.remove):
        with pytest.raises(NotFoundError):
            call(5)
    with pytest.raises(NotFoundError):
        repository.blacklists.update(BlacklistDraft(id=5, name="B"))
