"""MessageLog: what is said, in which order, and what has been read."""

from __future__ import annotations

from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_model.severity import Severity


def log(keep: int = 10) -> MessageLog:
    return MessageLog(lambda: 1_000, keep)


def texts(messages: MessageLog) -> list[tuple[str, bool]]:
    return [(message["text"], message["read"]) for message in messages.all()]


def test_a_message_is_told_whole() -> None:
    messages = log()
    messages.note(Severity.WARNING, "silent", channel_id="a")
    expected = {"id": 1, "time_ms": 1_000, "severity": 4, "text": "silent", "read": False, "channel_id": "a"}
    assert messages.all() == [expected]


def test_the_newest_first_each_read_by_itself() -> None:
    messages = log()
    for text in "abc":
        messages.note(Severity.INFO, text)
    assert messages.mark(2, read=True)
    assert messages.mark(3, read=True)
    assert messages.mark(3, read=False)
    assert texts(messages) == [("c", False), ("b", True), ("a", False)]
    assert not messages.mark(9, read=True)


def test_old_ones_go_with_what_was_known_of_them() -> None:
    messages = log(keep=2)
    messages.note(Severity.INFO, "a")
    messages.mark(1, read=True)
    for text in "bc":
        messages.note(Severity.INFO, text)
    assert texts(messages) == [("c", False), ("b", False)]
    assert not messages.mark(1, read=True)
    assert messages._read == set()


def test_numbers_go_on_after_a_clear() -> None:
    messages = log()
    messages.note(Severity.INFO, "a")
    messages.mark(1, read=True)
    messages.clear()
    assert messages.all() == []
    messages.note(Severity.INFO, "b")
    assert [(message["id"], message["read"]) for message in messages.all()] == [(2, False)]
