"""Evidence out of a real model and flow store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fauxmon_collector.failover.clocks import Clock
from fauxmon_collector.failover.inquiry import Inquiry, Question, Reception
from fauxmon_collector.failover.witnessed import ByExporter, Stream, Witnessed
from fauxmon_model.repository import RoleDraft, UserDraft

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


def witnessed(world: Any, address: str, *spans: tuple[float, float], skew_s: float = 0) -> Witnessed:
    source, noon_ms = world.source(address), world.now_ms
    streams = []
    for number, (first, last) in enumerate(spans):
        first_ms, last_ms, skew_ms = (noon_ms + round(first * 1000), noon_ms + round(last * 1000), round(skew_s * 1000))
        by_exporter = ByExporter(first_ms + skew_ms, last_ms + skew_ms)
        streams.append(
            Stream(3000, 40_000 + number, 10, source.id, first_ms, last_ms, 9, skew_ms, by_exporter=by_exporter)
        )
    return Witnessed(source.id, address, 3000, source.channel_id, noon_ms, noon_ms, 9, tuple(streams))


def receive(world: Any, source: Witnessed, *at: float, ended: float | None = None) -> None:
    for second in at:
        end_ms = world.now_ms + round(1000 * (second if ended is None else ended))
        world.receive({"source_id": source.source_id, "at": second, "octets": 10, "end_ms": end_ms, "input_if": 1})


def test_flows_are_put_together_to_turns(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 40)), witnessed(world, pair.B, (13, 23))
    receive(world, one, 0, 1, 5, 6, 30, 31)
    receive(world, other, 13, 14)
    question, later_ms = Question(pair.A, pair.B), world.now_ms + 60_000
    evidence = Inquiry(world.store, world.repository).evidence(question, Reception([one, other]), later_ms, over=True)
    spans = [(turn.from_ms - world.now_ms, turn.to_ms - world.now_ms) for turn in evidence.before.activity.received]
    assert spans == [(0, 6000), (30_000, 31_000)]
    assert (evidence.before.activity.flows, evidence.before.activity.octets) == (6, 60)
    assert (evidence.total_flows, evidence.other_flows) == (8, 0)
    assert evidence.live_channels == (one.channel_id, other.channel_id)
    assert all(chapter.channels is None for chapter in evidence.chapters)


def test_only_what_came_since_counts(world: Any, pair: type[Pair]) -> None:
    one = witnessed(world, pair.A, (0, 10))
    receive(world, one, 0, 1, 8)
    question, later_ms = Question(pair.A, pair.B, since_ms=world.now_ms + 1000), world.now_ms + 60_000
    evidence = Inquiry(world.store, world.repository).evidence(question, Reception([one]), later_ms, over=True)
    assert evidence.before.activity.flows == 2


def test_flows_that_ended_before_the_switch_and_came_long_after_are_late(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 18)), witnessed(world, pair.B, (13, 23))
    receive(world, one, *range(10))
    receive(world, one, 18, 18, ended=9)
    receive(world, other, *range(13, 24))
    inquiry, reception = Inquiry(world.store, world.repository), Reception([one, other])
    evidence = inquiry.evidence(Question(pair.A, pair.B), reception, world.now_ms + 60_000, over=True)
    assert evidence.before.activity.late == 2
    report = inquiry.verdict(Question(pair.A, pair.B), reception, world.now_ms + 60_000, over=True)
    assert [finding.code for finding in report.findings] == ["LATE_RECORDS"]


def test_a_clock_that_is_off_does_not_move_the_turns(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 9)), witnessed(world, pair.B, (13, 23), skew_s=-600)
    receive(world, one, *range(10))
    receive(world, other, 13, 14, ended=13 - 600)
    evidence = Inquiry(world.store, world.repository).evidence(
        Question(pair.A, pair.B), Reception([one, other]), world.now_ms + 60_000, over=True
    )
    assert evidence.after.skew_ms == -600_000
    assert evidence.after.activity.observed[0].from_ms == world.now_ms + 13_000


def test_by_the_exporters_clocks_flows_count_when_they_ended(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 0), skew_s=50), witnessed(world, pair.B, (0, 0), skew_s=70)
    receive(world, one, 0, ended=50)
    receive(world, other, 0, ended=70)
    question = Question(pair.A, pair.B, clock=Clock.EXPORTERS)
    evidence = Inquiry(world.store, world.repository).evidence(
        question, Reception([one, other]), world.now_ms + 1, over=True
    )
    assert evidence.before.activity.last_ms == world.now_ms + 50_000
    assert evidence.now_ms == evidence.after.last_ms == world.now_ms + 70_000


def test_the_pace_of_the_nodes_alone_counts_and_only_by_our_clock(world: Any, pair: type[Pair]) -> None:
    fast = [witnessed(world, address, (0, 1)) for address in (pair.A, pair.B)]
    fast = [replace(one, streams=(replace(one.streams[0], by_exporter=ByExporter(0, 20_000)),)) for one in fast]
    router = witnessed(world, pair.ROUTER, (0, 60))
    inquiry, reception = Inquiry(world.store, world.repository), Reception([*fast, router])
    paces = [
        inquiry.evidence(Question(pair.A, pair.B, clock=clock), reception, world.now_ms, over=True).pace
        for clock in (Clock.OURS, Clock.EXPORTERS)
    ]
    assert paces == [20, None]


def test_of_a_source_that_is_not_seen_nothing_was_heard(world: Any, pair: type[Pair]) -> None:
    one, other, third = (witnessed(world, address, (0, 10)) for address in (pair.A, pair.B, "192.0.2.99"))
    for source in (one, other, third):
        receive(world, source, 0, 1, 8)
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[one.channel_id]))
    anna = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id)).id
    whole, later_ms = Inquiry(world.store, world.repository), world.now_ms + 60_000
    question, received = Question(pair.A, pair.B), Reception([one, other, third])
    evidence = whole.seen_by(anna).evidence(question, received, later_ms, over=True)
    assert (evidence.before.activity.flows, evidence.after.activity.flows) == (3, 0)
    assert (evidence.after.sources, evidence.others) == ((), ())
    assert (evidence.total_flows, evidence.other_flows) == (3, 0)
    assert evidence.live_channels == (one.channel_id,)
    assert whole.evidence(question, received, later_ms, over=True).total_flows == 9


def test_automatically_it_is_by_our_clock_unless_theirs_run_fast(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 1)), witnessed(world, pair.B, (1.5, 2.5))
    for source, first, ended in ((one, 0, 0), (other, 1.5, 23)):
        for tenth in range(10):
            receive(world, source, first + tenth / 10, ended=ended + 2 * tenth)
    inquiry, question = Inquiry(world.store, world.repository), Question(pair.A, pair.B, clock=Clock.AUTO)

    def judged(*sources: Witnessed) -> tuple[str, str, list[str], int]:
        report = inquiry.verdict(question, Reception(sources), world.now_ms + 60_000, over=True)
        codes = [str(finding.code) for finding in report.findings]
        return str(report.result), report.facts["clock"], codes, report.facts["late_records"]

    def fast(source: Witnessed, first_s: int, **more: int) -> Witnessed:
        first_ms = world.now_ms + 1000 * first_s
        (stream,) = source.streams
        times = ByExporter(first_ms, first_ms + 18_000, template_ms=first_ms, **more)
        return replace(source, streams=(replace(stream, template_ms=stream.first_ms, by_exporter=times),))

    assert judged(one, other)[1] == "ours"
    assert judged(fast(one, 0), fast(other, 23)) == ("pass", "exporters", [], 0)
    receive(world, one, 4, 4, 4, ended=5)
    receive(world, other, 3.9, ended=60)
    assert judged(fast(one, 0), fast(other, 23))[3] == 3
    again = {"rewound_ms": 18_000, "rewinding_ms": 2_000}
    assert judged(fast(one, 0, **again), fast(other, 23))[3] == 0, "what is played again is not late"


def test_by_our_clock_what_is_played_again_counts_when_it_came(world: Any, pair: type[Pair]) -> None:
    one, other = witnessed(world, pair.A, (0, 40), skew_s=-600), witnessed(world, pair.B, (11, 20))
    for again_s in (0, 30):
        receive(world, one, *range(again_s, again_s + 10), ended=5 - 600)
    receive(world, other, *range(11, 21))

    def observed(source: Witnessed) -> list[tuple[float, float]]:
        evidence = Inquiry(world.store, world.repository).evidence(
            Question(pair.A, pair.B), Reception([source, other]), world.now_ms + 60_000, over=True
        )
        turns = evidence.before.activity.observed
        return [((turn.from_ms - world.now_ms) / 1000, (turn.to_ms - world.now_ms) / 1000) for turn in turns]

    assert observed(one)[0] == (0, 5), "all that came after its end is believed to have ended then"
    (stream,) = one.streams
    assert stream.by_exporter is not None
    rewound = replace(stream, by_exporter=replace(stream.by_exporter, rewound_ms=30_000))
    assert observed(replace(one, streams=(rewound,))) == [(0, 9), (30, 39)]
