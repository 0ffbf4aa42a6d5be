from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.alert_codes import Frequency
from fauxmon_model.bootstrap import bootstrap
from fauxmon_model.database import Database
from fauxmon_model.repository import AlertDraft, Repository

if TYPE_CHECKING:
    from tests.collector.alerts.conftest import Watching
    from tests.conftest import World

NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000


def test_a_slot_that_is_over_makes_an_alert_fire(watching: Watching) -> None:
    watching.alert()
    (found,) = watching.slot(600, 401)
    assert (found.octets, found.packets, found.flows, found.met, found.fires) == (1001, 2, 2, True, True)
    assert (found.from_ms, found.to_ms, found.time_ms) == (NOON_MS, NOON_MS + SLOT_MS, NOON_MS + SLOT_MS)
    state = watching.state()
    assert (state.met, state.last_conditions, state.fired, state.fired_ms) == (True, [True], True, [found.time_ms])
    assert (state.updated_ms, state.slot_ms) == (found.time_ms, found.to_ms)
    assert (state.flows[0], state.packets[0], state.octets[0]) == (2, 2, 1001)
    (event,) = watching.events.since()
    assert event.as_dict().items() >= {"kind": "alert_fired", **found.facts()}.items()
    assert event.text == "alert A has fired: total bytes > 1000 (1001)"


def test_a_slot_below_it_does_not(watching: Watching) -> None:
    watching.alert()
    (found,) = watching.slot(1000)
    assert (found.met, found.fires) == (False, False)
    assert (watching.state().met, watching.state().fired_ms, watching.kinds()) == (False, [], [])


def test_a_slot_is_evaluated_once_and_those_that_nobody_looked_at_are_passed_over(watching: Watching) -> None:
    watching.alert()
    assert len(watching.slot(5000)) == 1
    assert watching.evaluator.evaluate_closed() == []
    watching.world.now_ms += SLOT_MS - 1
    assert watching.evaluator.evaluate_closed() == []
    watching.world.now_ms += 3 * SLOT_MS
    (found,) = watching.evaluator.evaluate_closed()
    assert (found.to_ms, found.octets) == (NOON_MS + 4 * SLOT_MS, 0)


def test_the_open_slot_may_be_looked_at_any_time_and_is_again_when_it_is_over(watching: Watching) -> None:
    watching.alert(activation_threshold=2)
    watching.world.receive({"octets": 5000, "at": 1})
    watching.world.now_ms += 2000
    assert [each.fires for each in watching.evaluator.evaluate_open()] == [False]
    assert watching.state().hits == 1
    assert [each.fires for each in watching.evaluator.evaluate_open()] == [True]
    assert watching.state().slot_ms == 0
    assert [each.octets for each in watching.slot()] == [5000]
    assert watching.state().slot_ms == NOON_MS + SLOT_MS
    watching.evaluator.evaluate_open()
    assert watching.state().slot_ms == NOON_MS + SLOT_MS, "which stays known"


def test_only_enabled_alerts_are_evaluated_and_without_one_no_flow_is_looked_at(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching.alert(enabled=False)

    def refuse(*_: object) -> None:
        raise AssertionError("the store was asked")

    with monkeypatch.context() as patched:
        patched.setattr(watching.world.store, "fetch_parts", refuse)
        patched.setattr(watching.world.store, "fetch", refuse)
        assert watching.slot() == []
    assert watching.world.repository.alerts.get("A").state is None


def test_all_alerts_of_a_slot_are_one_look_at_the_flows(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        watching.alert(str(number), filter=f"port {number}")
    asked = []
    fetch = watching.world.store.fetch_parts
    monkeypatch.setattr(watching.world.store, "fetch_parts", lambda *of: asked.append(of) or fetch(*of))
    assert len(watching.slot(5000)) == 30
    assert len(asked) == 1


def test_an_alert_that_cannot_be_evaluated_hinders_no_other(
    watching: Watching, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("fauxmon_model.channels.NAMED_LIMIT", 0)
    child = watching.world.profile("C", {"c": "any"}, parent=watching.world.profile("P", {"p": "any"}).id)
    watching.alert("child", profile_id=child.id)
    watching.alert("other")
    assert [found.alert for found in watching.slot(5000)] == ["other"]
    assert watching.evaluator.stats().items() >= {"evaluated": 1, "fired": 1, "failed": 1}.items()
    assert "alert child cannot be evaluated: profile: " in caplog.text


def test_the_last_ten_times_are_remembered(watching: Watching) -> None:
    watching.alert()
    times = [watching.slot(5000)[0].time_ms for _ in range(12)]
    assert watching.state().fired_ms == times[:1:-1]


def test_of_one_that_was_changed_or_deleted_meanwhile_nothing_is_kept_or_told(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerts = watching.world.repository.alerts
    for name in ("changed", "deleted", "same"):
        watching.alert(name)
    fetch = watching.world.store.fetch_parts

    def meddle(*of: object) -> object:
        alerts.update(AlertDraft(id="changed", filter="port 1"))
        alerts.remove("deleted")
        alerts.update(AlertDraft(id="same", reactions={"syslog": {"enabled": True}}))
        return fetch(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(watching.world.store, "fetch_parts", meddle)
    assert [found.alert for found in watching.slot(5000)] == ["same"]
    assert alerts.get("changed").state is None
    assert [event.facts["alert"] for event in watching.events.since() if event.kind == "alert_fired"] == ["same"]


def test_a_store_that_fails_leaves_all_as_it_was(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    watching.alert()
    with monkeypatch.context() as patched:

        def fail(*_: object) -> None:
            raise StoreError("gone")

        patched.setattr(watching.world.store, "fetch_parts", fail)
        with pytest.raises(StoreError):
            watching.slot(5000)
    assert watching.world.repository.alerts.get("A").state is None
    assert len(watching.evaluator.evaluate_closed()) == 1


def test_its_state_outlives_the_process(
    world: World, tmp_path: Path, open_watching: Callable[..., AbstractContextManager[Watching]]
) -> None:
    """Once while the condition holds: it does before and after, so it fires once."""
    database = Database(tmp_path / "model.sqlite")
    outcomes = []
    for number in range(2):
        database.start()
        world.repository = Repository(database, lambda: world.now_ms)
        if number == 0:
            bootstrap(world.repository)
        with open_watching() as watching:
            if number == 0:
                watching.alert(frequency=Frequency.WHILE_IT_HOLDS, activation_threshold=2)
            outcomes += [found.fires for _ in range(2) for found in watching.slot(5000)]
        database.stop()
    assert outcomes == [False, True, False, False]


def test_counters_begin_anew_with_a_reset(watching: Watching) -> None:
    watching.alert(reactions={"syslog": {"enabled": True}})
    watching.slot(5000)
    assert watching.reactor.idle(10)
    before = watching.evaluator.stats()
    assert (before["evaluated"], before["fired"], before["reactions"]["syslog"]["failed"]) == (1, 1, 1)
    watching.evaluator.clear()
    after = watching.evaluator.stats()
    assert (after["evaluated"], after["fired"], after["reactions"]["syslog"]["failed"]) == (0, 0, 0)


def test_shorter_slots(open_watching: Callable[..., AbstractContextManager[Watching]]) -> None:
    with open_watching(AlertsConfig(step_ms=60_000)) as watching:
        watching.alert()
        watching.world.receive({"octets": 5000, "at": 59}, {"octets": 70, "at": 60})
        found = []
        for _ in range(2):
            watching.world.now_ms += 60_000
            found += [each.octets for each in watching.evaluator.evaluate_closed()]
        assert found == [5000, 70]


def test_slots_of_engine_13_are_over_when_their_flows_have_been_exported(
    open_watching: Callable[..., AbstractContextManager[Watching]],
) -> None:
    with open_watching(time=ChartTime.START) as watching:
        watching.alert()
        watching.world.receive({"octets": 5000, "began": 299, "at": 320})
        watching.world.now_ms += SLOT_MS + 59_000
        assert [each.to_ms for each in watching.evaluator.evaluate_closed()] == [NOON_MS]
        watching.world.now_ms += 1000
        (found,) = watching.evaluator.evaluate_closed()
        assert (found.to_ms, found.octets) == (NOON_MS + SLOT_MS, 5000)


@pytest.mark.parametrize(
    ("time", "after", "closes"),
    [
        (ChartTime.RECEIVED, 0, 300),
        (ChartTime.RECEIVED, 299.9, 300),
        (ChartTime.RECEIVED, 300, 600),
        (ChartTime.START, 0, 60),
        (ChartTime.START, 60, 360),
    ],
)
def test_when_the_next_slot_is_over(
    open_watching: Callable[..., AbstractContextManager[Watching]], time: ChartTime, after: float, closes: float
) -> None:
    with open_watching(time=time) as watching:
        assert watching.evaluator.closes_ms(NOON_MS + round(after * 1000)) == NOON_MS + closes * 1000


def test_evaluations_take_turns(watching: Watching) -> None:
    """However many ask at once, a slot counts once."""
    watching.alert(activation_threshold=2)
    watching.world.receive({"octets": 5000, "at": 1})
    watching.world.now_ms += SLOT_MS
    threads = [threading.Thread(target=watching.evaluator.evaluate_closed) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (watching.state().hits, watching.evaluator.stats()["evaluated"]) == (1, 1)
