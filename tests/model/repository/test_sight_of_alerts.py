"""R60 of alerts: they are there for whoever sees all that they watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_model.conditions import Condition
from fauxmon_model.entities import AlertState
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import AlertDraft

if TYPE_CHECKING:
    from tests.model.repository.conftest import Team

MINE, OTHER = "192-0-2-1_p2055", "192-0-2-2_p2055"


def draft(name: str, profile_id: str, **fields: Any) -> AlertDraft:
    condition = Condition(metric=1, comparator=1, number=1)
    return AlertDraft(name=name, profile_id=profile_id, condition_type=2, conditions=[condition], **fields)


@pytest.fixture
def watching(team: Team) -> dict[str, str | list[str]]:
    """Alerts over *All Sources*, by name: which Channels each watches."""
    chosen: dict[str, str | list[str]] = {"mine": [MINE], "other": [OTHER], "both": [MINE, OTHER], "all": "*"}
    for name, channels in chosen.items():
        team.whole.alerts.create(draft(name, "live", channels=channels))
    return chosen


def test_alerts_go_by_their_profile(team: Team) -> None:
    for name, profile_id in (("mine", team.child), ("other", team.foreign)):
        team.whole.alerts.create(draft(name, profile_id))
    alerts = team.eyes.alerts
    assert [each.name for each in alerts.all()] == ["mine"]
    with pytest.raises(NotFoundError):
        alerts.get("other")
    with pytest.raises(NotFoundError):
        alerts.remove("other")
    with pytest.raises(InvalidError, match="does not exist"):
        alerts.create(draft("new", team.foreign))
    with pytest.raises(ForbiddenError):
        alerts.create(draft("new", "live"))
    alerts.update(AlertDraft(id="mine", enabled=False))
    team.allow(write=False)
    with pytest.raises(ForbiddenError):
        alerts.update(AlertDraft(id="mine", enabled=True))
    assert [each.name for each in team.whole.alerts.enabled()] == ["other"]


def test_over_all_sources_they_go_by_their_channels(team: Team, watching: dict[str, Any]) -> None:
    alerts = team.eyes.alerts
    assert [each.name for each in alerts.all()] == ["mine"]
    assert alerts.get("mine").channels == [MINE]
    for name in ("other", "both", "all"):
        for call in (alerts.get, alerts.remove, lambda id_: alerts.update(AlertDraft(id=id_, enabled=False))):
            with pytest.raises(NotFoundError):
                call(name)
    with pytest.raises(ForbiddenError):
        alerts.remove("mine")
    assert len(team.whole.alerts.enabled()) == len(watching)


def test_the_state_of_one_that_is_hidden_is_hidden(team: Team, watching: dict[str, Any]) -> None:
    states = {name: AlertState(alert_name=name, updated_ms=1, slot_ms=0, octets=[7.0]) for name in watching}
    team.whole.alerts.keep(states, dict.fromkeys(watching, 0))
    assert [each.name for each in team.eyes.alerts.all() if each.state is not None] == ["mine"]


def test_what_may_be_told_of(team: Team, watching: dict[str, Any]) -> None:
    asked = [*watching, "gone"]
    assert team.eyes.alerts.shows(asked) == {"mine"}
    assert team.whole.alerts.shows(asked) == set(asked)
    team.allow(sources=[MINE, OTHER])
    assert team.eyes.alerts.shows(asked) == {"mine", "other", "both"}
    team.allow(full_access=True)
    assert team.eyes.alerts.shows(asked) == set(asked)


def test_a_channel_that_is_not_seen_is_answered_like_one_that_is_not_there(team: Team) -> None:
    for channel in (OTHER, "nowhere"):
        with pytest.raises(InvalidError, match=f"{channel} is not a Channel of Profile live"):
            team.eyes.alerts.create(draft("new", "live", channels=[channel]))


def test_who_made_one_is_kept_and_it_outlives_them(team: Team) -> None:
    team.eyes.alerts.create(draft("ours", team.child))
    team.whole.alerts.create(draft("of the collector", team.child))
    assert [each.user_id for each in team.whole.alerts.all()] == [None, team.user_id]
    team.whole.users.remove(team.user_id)
    assert team.whole.alerts.get("ours").user_id is None


def test_all_are_evaluated_at_once_with_full_access_only(team: Team) -> None:
    with pytest.raises(ForbiddenError, match="needs full access"):
        team.eyes.alerts.check_evaluate()
    team.allow(full_access=True)
    team.eyes.alerts.check_evaluate()
