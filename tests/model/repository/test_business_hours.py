from __future__ import annotations

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.entities import BUSINESS_HOURS_LIMIT, DAYS
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import BusinessHoursDraft, Repository

OFFICE = BusinessHoursDraft(label="Office", intervals=[(8, 12), (13, 17)], days={"monday": True, "sunday": False})
ALL_DAYS = dict.fromkeys(DAYS, True)


def test_days_that_are_not_given_are_not_among_them(repository: Repository) -> None:
    made = repository.business_hours.get(repository.business_hours.create(OFFICE).id)
    assert (made.label, made.intervals) == ("Office", [{"from": 8, "to": 12}, {"from": 13, "to": 17}])
    assert made.days == {**dict.fromkeys(DAYS, False), "monday": True}


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    made = repository.business_hours.create(OFFICE)
    repository.business_hours.update(BusinessHoursDraft(id=made.id, label="Shop"))
    repository.business_hours.update(BusinessHoursDraft(id=made.id, days={"sunday": True}))
    kept = repository.business_hours.get(made.id)
    assert (kept.label, kept.intervals) == ("Shop", made.intervals)
    assert kept.days == {**dict.fromkeys(DAYS, False), "sunday": True}
    repository.business_hours.update(BusinessHoursDraft(id=made.id, intervals=[(0, 24)]))
    assert repository.business_hours.get(made.id).intervals == [{"from": 0, "to": 24}]


@pytest.mark.parametrize(
    ("intervals", "days", "fields"),
    [
        ([], ALL_DAYS, ["intervals"]),
        ([(hour, hour + 1) for hour in range(24)] + [(0, 1)], ALL_DAYS, ["intervals"]),
        ([(0, 24), (-1, 2)], ALL_DAYS, ["intervals[1].from"]),
        ([(23, 25)], ALL_DAYS, ["intervals[0].to"]),
        ([(24, 24)], ALL_DAYS, ["intervals[0].from", "intervals[0].to"]),
        ([(8, 8)], ALL_DAYS, ["intervals[0].to"]),
        ([(22, 6)], ALL_DAYS, ["intervals[0].to"]),
        ([(8, 9)], {}, ["days"]),
        ([(8, 9)], {"monday": False}, ["days"]),
        ([(8, 9)], {"monday": True, "Monday": True}, ["days.Monday"]),
    ],
)
def test_refuses(
    repository: Repository, intervals: list[tuple[int, int]], days: dict[str, bool], fields: list[str]
) -> None:
    made = repository.business_hours.create(OFFICE)
    with pytest.raises(InvalidError) as on_create:
        repository.business_hours.create(BusinessHoursDraft(label="L", intervals=intervals, days=days))
    with pytest.raises(InvalidError) as on_update:
        repository.business_hours.update(BusinessHoursDraft(id=made.id, intervals=intervals, days=days))
    assert [each.field for each in on_create.value.errors] == fields
    assert on_update.value.errors == on_create.value.errors


@pytest.mark.parametrize("label", [None, "", "l" * 256])
def test_refuses_a_label(repository: Repository, label: str | None) -> None:
    with pytest.raises(InvalidError, match="label"):
        repository.business_hours.create(BusinessHoursDraft(label=label, intervals=[(8, 9)], days=ALL_DAYS))


def test_there_are_no_more_than_the_limit(repository: Repository) -> None:
    ids = [repository.business_hours.create(OFFICE).id for _ in range(BUSINESS_HOURS_LIMIT)]
    with pytest.raises(InvalidError, match="id"):
        repository.business_hours.create(OFFICE)
    repository.business_hours.remove(*ids[:2])
    assert repository.business_hours.create(OFFICE).id == ids[-1] + 1


def test_a_reset_forgets_them_and_numbers_anew(repository: Repository) -> None:
    repository.business_hours.create(OFFICE)
    reset(repository)
    assert repository.business_hours.all() == []
    assert repository.business_hours.create(OFFICE).id == 1


def test_unknown_ids(repository: Repository) -> None:
    made = repository.business_hours.create(OFFICE)
    for ids in ((5,), (made.id, 5)):
        with pytest.raises(NotFoundError, match="BusinessHours 5 does not exist"):
            repository.business_hours.remove(*ids)
    with pytest.raises(NotFoundError):
        repository.business_hours.get(5)
    with pytest.raises(NotFoundError):
        repository.business_hours.update(BusinessHoursDraft(id=5))
    assert [each.id for each in repository.business_hours.all()] == [made.id]
