"""Sessions and domains of an exporter, through the real intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.ingest.sessions_report import SESSIONS_TOLD

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts


def test_each_domain_of_each_session_with_its_own_sequence(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(1, 0)), messages.arrival(messages.v5(1, 4)))
    template = messages.template_set([(8, 4)])
    parts.run(messages.arrival(messages.ipfix(template, domain=2), port=40_001))
    (state,) = parts.registry.all()
    one, other = parts.intake.exporter(state.id)["sessions"]
    assert (one["port"], one["version"], one["domain"], one["messages"], one["lost"]) == (40_000, 5, 0, 2, 3)
    assert (other["port"], other["version"], other["domain"], other["messages"], other["lost"]) == (40_001, 10, 2, 1, 0)
    assert one["first_ms"] == one["last_ms"] == messages.T0 * 1000 + 250
    assert {"reordered", "duplicates", "restarts", "ahead_ms", "started_ms"} <= one.keys()


def test_ever_new_ports_are_bounded(parts: Parts, messages: Messages) -> None:
    parts.run(*(messages.arrival(messages.v5(), port=40_000 + number) for number in range(SESSIONS_TOLD + 9)))
    sessions = parts.intake.exporter(parts.registry.all()[0].id)["sessions"]
    assert [session["port"] for session in sessions] == list(range(40_009, 40_009 + SESSIONS_TOLD))
