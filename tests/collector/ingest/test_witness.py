"""The witness, through the real intake: streams of each exporter, with what was lost and what waited."""

from __future__ import annotations

from typing import Any

FIELDS = [(8, 4), (1, 4)]
ROW = (1, 2)


def test_each_session_and_domain_is_a_stream(parts: Any, messages: Any) -> None:
    template, data = messages.template_set(FIELDS), messages.data_set(FIELDS, [ROW])
    parts.run(messages.arrival(messages.ipfix(template, data)))
    parts.run(messages.arrival(messages.ipfix(template, data, domain=2), port=40_001))
    (source,) = parts.intake.witness(0)
    assert (source.address, source.channel_id) == ("192.168.1.123", "192-168-1-123_p3000")
    assert [(one.port, one.domain, one.messages) for one in source.streams] == [(40_000, 1, 1), (40_001, 2, 1)]
    assert {one.first_ms for one in source.streams} == {messages.T0 * 1000 + 250}
    assert {one.skew_ms for one in source.streams} == {-250}


def test_what_was_not_heard_since_is_left_out(parts: Any, messages: Any) -> None:
    parts.run(messages.arrival(messages.v5()))
    assert parts.intake.witness(messages.T0 * 1000 + 251)[0].streams == ()


def test_loss_is_told_of_the_time_asked_about(parts: Any, messages: Any) -> None:
    for sequence in (0, 4):
        parts.run(messages.arrival(messages.v5(1, sequence)))
    assert parts.intake.witness(0)[0].streams[0].lost == 3
    assert parts.intake.registry.all()[0].lost == 3


def test_what_waited_for_a_template_is_recovered(parts: Any, messages: Any) -> None:
    data = messages.data_set(FIELDS, [ROW, ROW])
    parts.run(messages.arrival(messages.ipfix(data)))
    (stream,) = parts.intake.witness(0)[0].streams
    assert (stream.held, stream.recovered, stream.template_ms) == (1, 0, None)
    parts.run(messages.arrival(messages.ipfix(messages.template_set(FIELDS), sequence=2)))
    (stream,) = parts.intake.witness(0)[0].streams
    assert (stream.held, stream.recovered, stream.given_up) == (1, 2, 0)
    assert stream.template_ms == messages.T0 * 1000 + 250


def test_what_waited_in_vain_is_told(parts: Any, messages: Any) -> None:
    parts.run(messages.arrival(messages.ipfix(messages.data_set(FIELDS, [ROW]))))
    parts.intake.decoder.expire(messages.T0 + 100)
    assert parts.intake.witness(0)[0].streams[0].given_up == 1


def test_a_forgotten_exporter_leaves_nothing(parts: Any, messages: Any) -> None:
    parts.run(messages.arrival(messages.v5()))
    parts.intake.forget(parts.intake.registry.all()[0].id)
    assert parts.intake.witness(0) == []
