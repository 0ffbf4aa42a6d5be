from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.alert_codes import Comparator, ConditionType, Frequency
from fauxmon_model.bootstrap import reset
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import ALERT_LIMIT, REACTIONS, Alert, AlertState, Profile
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import AlertDraft, ChannelDraft, ProfileDraft, Repository

BYTES = Condition(metric=3, comparator=Comparator.ABOVE, number=1000)


def create(repository: Repository, name: str = "A", **fields: Any) -> Alert:
    given = {"condition_type": ConditionType.TOTAL_FLOWS, "conditions": [BYTES], **fields}
    return repository.alerts.create(AlertDraft(name=name, **given))


def update(repository: Repository, alert: str = "A", **fields: Any) -> Alert:
    return repository.alerts.update(AlertDraft(id=alert, **fields))


def profile(repository: Repository, name: str = "P", **fields: Any) -> Profile:
    channels = [ChannelDraft(name=each, filter="any") for each in ("one", "two")]
    return repository.profiles.create(ProfileDraft(name=name, channels=channels, **fields))


def evaluated(repository: Repository, alert: Alert, **fields: Any) -> AlertState:
    """Evaluate it, as far as the model is concerned."""
    state = AlertState(alert_name=alert.id, **{"updated_ms": 1, "slot_ms": 0, **fields})
    assert repository.alerts.keep({alert.id: state}, {alert.id: alert.revision}) == {alert.id}
    return state


def problems(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {each.field: each.message for each in error.value.errors}


def test_by_default_it_watches_all_sources_and_does_nothing(repository: Repository) -> None:
    made = create(repository)
    for alert in (made, repository.alerts.get("A")):
        assert (alert.id, alert.name, alert.enabled, alert.profile_id, alert.channels) == ("A", "A", True, "live", "*")
        assert (alert.filter, alert.frequency, alert.activation_threshold, alert.block_for) == ("any", 1, 1, 0)
        assert (alert.conditions, alert.reactions, alert.state) == ([BYTES.stored()], REACTIONS, None)


def test_the_id_of_a_draft_is_a_name_too(repository: Repository) -> None:
    repository.alerts.create(AlertDraft(id="B", condition_type=ConditionType.TOTAL_FLOWS, conditions=[BYTES]))
    assert [alert.name for alert in repository.alerts.all()] == ["B"]


def test_a_name_is_given_once(repository: Repository) -> None:
    create(repository)
    with pytest.raises(InvalidError) as caught:
        create(repository)
    assert problems(caught) == {"name": "there is an alert of this name already: give its id to change it"}


def test_put_changes_what_there_is_and_creates_what_there_is_not(repository: Repository) -> None:
    draft = AlertDraft(id="A", condition_type=ConditionType.TOTAL_FLOWS, conditions=[BYTES])
    assert [repository.alerts.put(draft)[1] for _ in range(2)] == [True, False]


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    chosen = profile(repository)
    mail = {"enabled": True, "to": "me@example.org"}
    file = {"name": "f", "data": "AAAA"}
    create(
        repository,
        profile_id=chosen.id,
        channels=[chosen.channels[1].id],
        filter="port 1",
        frequency=Frequency.ONLY_ONCE,
        reactions={"email": mail, "script": {"file": file}},
    )
    changed = update(repository, block_for=7, reactions={"email": {"subject": "S"}, "syslog": {"enabled": True}})
    assert (changed.profile_id, changed.channels, changed.filter) == (chosen.id, [chosen.channels[1].id], "port 1")
    assert (changed.frequency, changed.block_for, changed.conditions) == (2, 7, [BYTES.stored()])
    expected = {**REACTIONS, "email": {**mail, "subject": "S"}, "syslog": {"enabled": True}}
    assert changed.reactions == {**expected, "script": {**REACTIONS["script"], "file": file}}
    assert update(repository, reactions={"script": {"file": None}}).reactions["script"]["file"] is None
    assert repository.alerts.get("A").reactions["email"] == {**mail, "subject": "S"}


def test_name_and_profile_are_fixed(repository: Repository) -> None:
    chosen = profile(repository)
    create(repository)
    with pytest.raises(InvalidError) as caught:
        update(repository, name="B", profile_id=chosen.id)
    assert problems(caught).keys() == {"name", "definition.profile"}
    assert update(repository, name="A", profile_id="live", filter="port 1").filter == "port 1"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "n" * 256}, ["name"]),
        ({"name": "a/b"}, ["name"]),
        ({"name": "a\nb"}, ["name"]),
        ({"profile_id": "nix"}, ["definition.profile"]),
        ({"channels": ["nix"]}, ["definition.channels[0]"]),
        ({"channels": []}, ["definition.channels"]),
        ({"filter": "port http"}, ["definition.filter"]),
        ({"condition_type": None}, ["definition.conditionType"]),
        ({"conditions": None}, ["definition.conditions"]),
        ({"block_for": -1}, ["definition.trigger.blockFor"]),
        ({"reactions": {"email": {"enabled": True}}}, ["definition.reactions.email.to"]),
    ],
    ids=range(12),
)
def test_refuses(repository: Repository, fields: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(InvalidError) as caught:
        create(repository, **fields)
    assert list(problems(caught)) == wrong
    assert repository.alerts.all() == []


def test_there_are_no_more_than_the_limit(repository: Repository) -> None:
    for number in range(ALERT_LIMIT):
        create(repository, str(number))
    with pytest.raises(InvalidError) as caught:
        create(repository)
    assert problems(caught) == {"id": f"there are {ALERT_LIMIT} already, and no more may be made"}


@pytest.mark.parametrize(
    "change",
    [
        {"enabled": False},
        {"filter": "port 1"},
        {"conditions": [BYTES, BYTES]},
        {"frequency": Frequency.ONLY_ONCE},
        {"activation_threshold": 2},
        {"block_for": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_with_another_definition_it_begins_anew(repository: Repository, change: dict[str, Any]) -> None:
    evaluated(repository, create(repository), fired=True, fired_ms=[5])
    changed = update(repository, **change)
    assert (changed.state, repository.alerts.get("A").state) == (None, None)


def test_with_the_same_one_and_other_reactions_it_goes_on(repository: Repository) -> None:
    alert = create(repository)
    evaluated(repository, alert, hits=1, blocked=2, fired=True, fired_ms=[5], flows=[1.5], last_conditions=[True])
    update(repository, enabled=True, conditions=[BYTES], channels="*", reactions={"syslog": {"enabled": True}})
    state = repository.alerts.get("A").state
    assert state is not None
    assert (state.hits, state.blocked, state.fired, state.fired_ms) == (1, 2, True, [5])
    assert (state.flows, state.last_conditions) == ([1.5], [True])


def test_of_one_that_has_begun_anew_gone_or_been_switched_off_no_state_is_kept(repository: Repository) -> None:
    alerts = [create(repository, name) for name in ("changed", "gone", "off", "same")]
    update(repository, "changed", filter="port 1")
    repository.alerts.remove("gone")
    update(repository, "off", enabled=False)
    states = {alert.id: AlertState(alert_name=alert.id, updated_ms=1, slot_ms=0) for alert in alerts}
    assert repository.alerts.keep(states, {alert.id: alert.revision for alert in alerts}) == {"same"}
    assert [alert.name for alert in repository.alerts.all() if alert.state is not None] == ["same"]
    assert [alert.name for alert in repository.alerts.enabled()] == ["changed", "same"]


def test_a_state_takes_the_place_of_the_one_before(repository: Repository) -> None:
    alert = create(repository)
    for hits in (1, 2):
        evaluated(repository, alert, hits=hits)
    state = repository.alerts.get("A").state
    assert state is not None
    assert state.hits == 2


def test_they_go_with_their_profile_and_follow_it_into_a_group(repository: Repository) -> None:
    chosen = profile(repository)
    evaluated(repository, create(repository, profile_id=chosen.id))
    moved = repository.profiles.update(ProfileDraft(id=chosen.id, group="G"))
    assert repository.alerts.get("A").profile_id == moved.id == f"G/{chosen.id}"
    assert [alert.id for alert in repository.profiles.dependants(moved.id).alerts] == ["A"]
    repository.profiles.remove(moved.id)
    assert repository.alerts.all() == []
    assert create(repository).state is None


def test_a_channel_that_is_gone_stays_listed(repository: Repository) -> None:
    """Its Source may come back."""
    source = repository.sources.add("192.0.2.1", 3000, 0)
    create(repository, channels=[source.channel_id, source.channel_id])
    repository.sources.remove(source.id)
    assert update(repository, channels=[source.channel_id], filter="port 1").channels == [source.channel_id]
    with pytest.raises(InvalidError):
        create(repository, "B", channels=[source.channel_id])


def test_a_reset_forgets_them(repository: Repository) -> None:
    evaluated(repository, create(repository))
    reset(repository)
    assert repository.alerts.all() == []


def test_unknown_ids(repository: Repository) -> None:
    for call in (repository.alerts.get, repository.alerts.remove):
        with pytest.raises(NotFoundError, match="Alert nix does not exist"):
            call("nix")
    for draft in (AlertDraft(id="nix"), AlertDraft(name="nix"), AlertDraft()):
        with pytest.raises(NotFoundError):
            repository.alerts.update(draft)
