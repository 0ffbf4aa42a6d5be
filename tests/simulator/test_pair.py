"""The state machine of the pair: CARP's times, and what each fault looks like to a collector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from fauxmon.simulator.pair_settings import HA_TIMEOUTS
from fauxmon.simulator.step import Step
from fauxmon.simulator.traffic import Traffic

if TYPE_CHECKING:
    from tests.simulator.conftest import Collected

Play = Callable[..., "Collected"]
A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"
REBOOT = Step("reboot", "a", at_s=20)


def test_only_the_active_unit_exports(play: Play) -> None:
    seen = play(20)
    assert seen.addresses() == [A]
    assert seen.happenings == []


@pytest.mark.parametrize("timeout_s", HA_TIMEOUTS)
def test_the_standby_takes_over_after_the_ha_timeout(play: Play, timeout_s: int) -> None:
    seen = play(60, REBOOT, ha_timeout_s=timeout_s)
    assert seen.states("a") == [(20, "booting"), (40, "standby")]
    assert seen.states("b") == [(20 + timeout_s, "active")]
    assert seen.addresses() == [A, B]
    assert seen.seconds("a")[-1] == 20
    assert seen.seconds("b")[0] > 20 + timeout_s


def test_a_unit_takes_part_only_after_its_wait(play: Play) -> None:
    assert play(80, REBOOT, ha_wait_s=15).states("a") == [(20, "booting"), (55, "standby")]


def test_a_reboot_flushes_what_is_in_the_cache_and_a_death_loses_it(play: Play) -> None:
    rebooted, killed = play(19, REBOOT), play(19, Step("kill", "a", at_s=20))
    before = rebooted.pair.truth.from_address(A).flows
    rebooted.pair.tick()
    killed.pair.tick()
    assert rebooted.pair.truth.from_address(A).flows > before
    assert rebooted.pair.truth.died == 0
    assert killed.pair.truth.from_address(A).flows == before
    assert killed.pair.truth.died > 0


def test_every_flow_is_accounted_for(play: Play) -> None:
    traffic = Traffic(seed=3, connections=20)
    quiet = Step("traffic", value=0, at_s=40)
    seen = play(80, Step("kill", "a", at_s=20), quiet, Step("start", "a", at_s=50), traffic=traffic)
    truth = seen.pair.truth
    offered = sum(len(traffic.flows_of(second)["octetDeltaCount"]) for second in range(40))
    sent = sum(one.total.flows for one in truth.sent.values())
    assert sent + truth.died + truth.unserved + truth.unobserved == offered
    assert len(seen.records) == sent
    assert seen.sum("octetDeltaCount") == sum(one.total.octets for one in truth.sent.values())
    assert seen.sum("packetDeltaCount") == sum(one.total.packets for one in truth.sent.values())


def test_without_a_preferred_unit_the_one_that_returns_stays_standby(play: Play) -> None:
    seen = play(90, REBOOT)
    assert seen.states("a")[-1] == (40, "standby")
    assert seen.seconds("a")[-1] == 20
    assert seen.pair.active()[0].name == "b"


def test_a_preferred_unit_takes_the_role_back_from_its_old_address_and_a_new_port(play: Play) -> None:
    seen = play(60, REBOOT, preferred="a")
    assert seen.states("a") == [(20, "booting"), (40, "standby"), (40, "active")]
    assert seen.states("b") == [(23, "active"), (40, "standby")]
    assert seen.addresses() == [A, B]
    sessions = [one.session for one in seen.sendings if one.unit == "a"]
    assert sorted(set(sessions)) == [0, 1]
    assert max(seen.seconds("b")) == 40


def test_the_preferred_unit_is_active_first(play: Play) -> None:
    assert play(10, preferred="b").addresses() == [B]


def test_in_a_split_both_are_active_and_share_the_clients(play: Play) -> None:
    seen = play(50, Step("split", value=True, at_s=10), Step("split", value=False, at_s=30))
    assert seen.states("b") == [(13, "active"), (30, "standby")]
    assert seen.states("a") == []
    both = set(seen.seconds("a")) & set(seen.seconds("b"))
    assert both >= set(range(20, 30))
    assert seen.pair.truth.unserved == 0


def test_after_a_split_the_preferred_unit_stays(play: Play) -> None:
    seen = play(50, Step("split", value=True, at_s=10), Step("split", value=False, at_s=30), preferred="b")
    assert [unit.name for unit in seen.pair.active()] == ["b"]
    assert seen.states("a") == [(13, "active"), (30, "standby")]


def test_a_standby_that_never_takes_over_leaves_the_clients_unserved(play: Play) -> None:
    seen = play(60, Step("stuck", "b", True), Step("kill", "a", at_s=20))
    assert seen.pair.active() == []
    assert seen.addresses() == [A]
    assert seen.pair.truth.unserved > 0


def test_with_server_nat_both_send_from_the_shared_address(play: Play) -> None:
    seen = play(50, REBOOT, server_nat=True)
    assert seen.addresses() == [SHARED]
    assert {one.unit for one in seen.sendings} == {"a", "b"}
    assert {one.domain for one in seen.sendings} == {1, 2}


def test_switching_server_nat_off_moves_the_exporter_and_loses_nothing(play: Play) -> None:
    seen = play(30, Step("nat", value=False, at_s=10), server_nat=True)
    assert seen.addresses() == [SHARED, A]
    assert len(seen.records) == sum(one.total.flows for one in seen.pair.truth.sent.values())
    assert seen.decoder.sequence(A, 2055).lost == 0


def test_another_route_is_another_address(play: Play) -> None:
    seen = play(40, Step("route", "a", "127.0.2.123", at_s=10), Step("route", "a", None, at_s=20))
    assert seen.addresses() == [A, "127.0.2.123"]
    assert seen.sendings[-1].address == A


def test_data_without_templates_is_held_back_until_they_come(play: Play) -> None:
    never = play(30, Step("templates", "a", False))
    assert never.records == []
    assert never.pair.truth.from_address(A).flows > 0
    late = play(30, Step("templates", "a", False), Step("templates", "a", True, at_s=25))
    assert len(late.records) == late.pair.truth.from_address(A).flows > 0


def test_a_restart_goes_back_to_sequence_0_from_the_same_port(play: Play) -> None:
    seen = play(40, Step("restart", "a", at_s=20))
    assert {one.session for one in seen.sendings} == {0}
    numbers = [one.message.sequence for one in seen.sendings]
    back = [index for index in range(1, len(numbers)) if numbers[index] < numbers[index - 1]]
    assert [numbers[index] for index in back] == [0]
    assert seen.sendings[back[0]].at_s == 20


def test_where_nothing_is_ticked_or_no_endpoint_set_nothing_is_sent(play: Play) -> None:
    for settings in ({"interfaces": ()}, {"endpoint": False}):
        seen = play(20, **settings)
        assert seen.sendings == []
        assert seen.pair.truth.unobserved > 0


def test_two_interfaces_are_one_exporter_with_two_interface_ids(play: Play) -> None:
    seen = play(20, interfaces=(1, 2))
    assert seen.addresses() == [A]
    assert {record["ingressInterface"] + record["egressInterface"] for record in seen.records} == {1, 2}
    one = play(20, interfaces=(2,))
    assert {record["ingressInterface"] + record["egressInterface"] for record in one.records} == {2}


def test_unticking_interfaces_sends_what_was_seen_and_no_more(play: Play) -> None:
    seen = play(40, Step("interfaces", value=(), at_s=20), Step("interfaces", value=(1,), at_s=30))
    assert not set(seen.seconds("a")) & set(range(21, 30))
    ends = [int(record["flowEndMilliseconds"]) / 1000 - 1_764_000_000 for record in seen.records]
    assert any(19 < end <= 20 for end in ends)
    assert not any(20 < end < 30 for end in ends)


def test_settings_that_are_not_propagated_are_missing_after_the_failover(play: Play) -> None:
    steps = (Step("endpoint", value=True, at_s=2), Step("interfaces", value=(1,), at_s=2), REBOOT)
    empty = {"endpoint": False, "interfaces": ()}
    assert play(50, *steps, **empty, propagation=False).addresses() == [A]
    assert play(50, *steps, **empty).addresses() == [A, B]


def test_a_step_on_one_unit_leaves_the_other_alone(play: Play) -> None:
    units = play(5, Step("endpoint", "b", ("127.0.0.1", 9995))).pair.units
    assert (units["a"].endpoint, units["b"].endpoint) == (("127.0.0.1", 2055), ("127.0.0.1", 9995))


def test_a_skewed_clock_shows_in_export_times_and_in_flows(play: Play) -> None:
    straight, skewed = play(20), play(20, Step("skew", "a", -600.0))
    for element in ("flowStartMilliseconds", "flowEndMilliseconds"):
        assert straight.sum(element) - skewed.sum(element) == 600_000 * len(straight.records)
    times = [
        [int.from_bytes(one.payload[4:8]) for one in seen.sendings if one.message.flows] for seen in (straight, skewed)
    ]
    assert [one - 600 for one in times[0]] == times[1]


def test_delayed_records_of_the_old_unit_arrive_after_the_switch(play: Play) -> None:
    seen = play(50, Step("delay", "a", 8.0), REBOOT)
    assert seen.seconds("a")[-1] == 28
    assert set(seen.seconds("a")) & set(seen.seconds("b"))
    assert len(seen.records) == sum(one.total.flows for one in seen.pair.truth.sent.values())


def test_what_the_network_loses_is_what_sequence_numbers_miss(play: Play) -> None:
    seen = play(60, Step("loss", "a", 20.0, at_s=10), Step("loss", "a", 0.0, at_s=40))
    sent = seen.pair.truth.sent["a", A]
    assert sent.lost.messages > 0
    templates = sum(1 for one in seen.sendings if not one.message.flows)  # with one record of the process itself
    missing = seen.pair.units["a"].exporter.sequence - sent.total.flows - templates
    assert seen.decoder.sequence(A, 2055).lost == missing >= sent.lost.flows > 0


def test_export_times_follow_the_clock_of_the_pair(play: Play) -> None:
    for sending in play(20, start_s=1000).sendings:
        assert int.from_bytes(sending.payload[4:8]) == 1000 + sending.at_s


def test_one_second_at_a_time_or_many_at_once_is_the_same(play: Play) -> None:
    at_once, one_by_one = play(50, REBOOT), play(-1, REBOOT)
    sendings = [sending for _ in range(51) for sending in one_by_one.pair.tick().sendings]
    assert sendings == at_once.sendings


def test_steps_by_hand_come_in_their_order_with_the_next_second(play: Play) -> None:
    pair = play(5).pair
    pair.do(Step("interfaces", value=()))
    pair.do(Step("interfaces", value=(2,)))
    assert pair.units["a"].interfaces == (1,)
    tick = pair.tick()
    assert [one.value for one in tick.happenings] == [(), (2,)]
    assert pair.units["a"].interfaces == (2,)


def test_what_is_off_cannot_be_rebooted_nor_what_is_on_started(play: Play) -> None:
    seen = play(20, Step("kill", "a", at_s=5), Step("reboot", "a", at_s=6), Step("start", "b", at_s=7))
    assert seen.states("a") == [(5, "off")]
    assert seen.states("b") == [(8, "active")]


def test_a_pair_that_is_switched_on_again_together_has_one_active_unit(play: Play) -> None:
    seen = play(60, *(Step(do, unit, at_s=at_s) for do, at_s in (("kill", 5), ("start", 10)) for unit in "ab"))
    assert len(seen.pair.active()) == 1
    assert seen.states("a")[-1] == (33, "active")
