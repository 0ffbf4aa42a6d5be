from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import Profile
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import ProfileDraft, Repository

MINUTE, HOUR = 60_000, 3_600_000


@pytest.fixture
def start(repository: Repository, clock: Any) -> int:
    """A day after the first packet of All Sources."""
    repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    clock.advance(24 * HOUR)
    return int(clock.now_ms)


def refused(repository: Repository, draft: ProfileDraft) -> dict[str, str]:
    with pytest.raises(InvalidError) as caught:
        repository.profiles.create(draft) if draft.id is None else repository.profiles.update(draft)
    return {error.field: error.message for error in caught.value.errors}


def history(repository: Repository, start: int, **more: Any) -> Profile:
    return repository.profiles.create(ProfileDraft(name="H", start_ms=start - 2 * HOUR, end_ms=start - HOUR, **more))


def test_a_start_alone_is_continuous(repository: Repository, start: int) -> None:
    profile = repository.profiles.create(ProfileDraft(name="P", start_ms=start - HOUR))
    assert (profile.start_ms, profile.end_ms, profile.history) == (start - HOUR, None, False)


def test_start_and_end_are_history(repository: Repository, start: int) -> None:
    profile = history(repository, start)
    assert (profile.start_ms, profile.end_ms, profile.history) == (start - 2 * HOUR, start - HOUR, True)


def test_an_end_is_passed_over_when_history_is_denied(repository: Repository, start: int) -> None:
    draft = ProfileDraft(name="P", start_ms=start - HOUR, end_ms=start, history=False)
    profile = repository.profiles.create(draft)
    assert profile.end_ms is None
    sent_back = ProfileDraft(id=profile.id, start_ms=start - HOUR, end_ms=start, history=False)
    assert repository.profiles.update(sent_back).end_ms is None


@pytest.mark.parametrize(
    ("from_now", "to_now", "expected"),
    [
        (MINUTE, None, {"start": "must not lie in the future"}),
        (-25 * HOUR, None, {"start": "must not lie before the start of the parent live"}),
        (-HOUR, MINUTE, {"end": "must not lie in the future"}),
        (-HOUR, -HOUR, {"end": "must lie after the start"}),
    ],
)
def test_refuses(
    repository: Repository, start: int, from_now: int, to_now: int | None, expected: dict[str, str]
) -> None:
    end_ms = None if to_now is None else start + to_now
    assert refused(repository, ProfileDraft(name="P", start_ms=start + from_now, end_ms=end_ms)) == expected


def test_history_needs_an_end(repository: Repository, start: int) -> None:
    assert refused(repository, ProfileDraft(name="P", history=True)) == {"end": "a History Profile has an end"}


def test_the_minute_of_the_parents_start_is_inside(repository: Repository, clock: Any) -> None:
    clock.advance(MINUTE)
    live_ms = repository.profiles.get("live").start_ms
    profile = repository.profiles.create(ProfileDraft(name="P", start_ms=live_ms - live_ms % MINUTE))
    assert profile.start_ms <= live_ms


def test_a_child_of_history_lies_within_it(repository: Repository, start: int) -> None:
    parent = history(repository, start)
    late = "must not lie after the end of the parent " + parent.id
    child = ProfileDraft(name="C", parent_id=parent.id, start_ms=start - 2 * HOUR)
    assert refused(repository, child) == {"end": late}
    longer = ProfileDraft(name="C", parent_id=parent.id, start_ms=start - 2 * HOUR, end_ms=start)
    assert refused(repository, longer) == {"end": late}
    inside = ProfileDraft(name="C", parent_id=parent.id, start_ms=start - 2 * HOUR, end_ms=start - HOUR)
    assert repository.profiles.create(inside).history


def test_the_start_is_fixed_but_for_its_seconds(repository: Repository, start: int) -> None:
    profile = repository.profiles.create(ProfileDraft(name="P"))
    without_seconds = start - start % MINUTE
    kept = repository.profiles.update(ProfileDraft(id=profile.id, start_ms=without_seconds))
    assert kept.start_ms == start
    moved = ProfileDraft(id=profile.id, start_ms=start - HOUR)
    assert refused(repository, moved) == {"start": "is fixed when the Profile is created"}


def test_a_continuous_profile_can_be_closed_once(repository: Repository, start: int, clock: Any) -> None:
    profile = repository.profiles.create(ProfileDraft(name="P"))
    clock.advance(HOUR)
    too_late = ProfileDraft(id=profile.id, end_ms=clock.now_ms + 1)
    assert refused(repository, too_late) == {"end": "must not lie in the future"}
    assert repository.profiles.update(ProfileDraft(id=profile.id, end_ms=clock.now_ms)).end_ms == clock.now_ms
    fixed = {"end": "of a History Profile is fixed"}
    assert refused(repository, ProfileDraft(id=profile.id, end_ms=clock.now_ms - HOUR // 2)) == fixed
    assert refused(repository, ProfileDraft(id=profile.id, history=False)) == fixed
    sent_back = ProfileDraft(id=profile.id, end_ms=clock.now_ms - clock.now_ms % MINUTE, history=True)
    assert repository.profiles.update(sent_back).end_ms == clock.now_ms
    assert refused(repository, ProfileDraft(id=repository.profiles.create(ProfileDraft(name="Q")).id, history=True))


def test_a_profile_is_not_closed_over_an_open_child(repository: Repository, start: int, clock: Any) -> None:
    parent = repository.profiles.create(ProfileDraft(name="P"))
    child = repository.profiles.create(ProfileDraft(name="C", parent_id=parent.id))
    clock.advance(HOUR)
    closed = ProfileDraft(id=parent.id, end_ms=clock.now_ms)
    assert refused(repository, closed) == {"end": f"must not lie before the end of the child {child.id}"}
    repository.profiles.update(ProfileDraft(id=child.id, end_ms=clock.now_ms - MINUTE))
    assert repository.profiles.update(closed).history
