"""EventLog: order, cursors, waiting."""

from __future__ import annotations

import asyncio
import threading

import pytest

from fauxmon_collector.ingest.events import EventKind, EventLog


def log(keep: int = 100) -> EventLog:
    return EventLog(lambda: 1_000, keep)


def test_numbers_rise_and_a_cursor_gives_what_is_newer() -> None:
    events = log()
    for text in ("a", "b", "c"):
        events.publish(EventKind.SOURCE_ADDED, text)
    assert [event.text for event in events.since(0)] == ["a", "b", "c"]
    assert [event.text for event in events.since(1, limit=1)] == ["b"]
    assert events.since(3) == []


def test_an_event_is_flat_for_json() -> None:
    events = log()
    events.publish(EventKind.SOURCE_ADDED, "Source 10.0.0.1 appeared", source_id=7, address="10.0.0.1")
    assert events.since(0)[0].as_dict() == {
        "id": 1,
        "time_ms": 1_000,
        "kind": "source_added",
        "text": "Source 10.0.0.1 appeared",
        "source_id": 7,
        "address": "10.0.0.1",
    }


def test_only_the_newest_are_kept() -> None:
    events = log(keep=2)
    for text in ("a", "b", "c"):
        events.publish(EventKind.RESET, text)
    assert [event.id for event in events.since(0)] == [2, 3]


def test_next_gives_at_once_what_is_there() -> None:
    events = log()
    events.publish(EventKind.RESET, "a")
    assert [event.text for event in asyncio.run(events.next(0, timeout_s=30))] == ["a"]


def test_next_waits_for_an_event_from_another_thread() -> None:
    events = log()
    events.publish(EventKind.RESET, "old")

    async def main() -> list[str]:
        waiting = asyncio.ensure_future(events.next(1, timeout_s=30))
        await asyncio.sleep(0)
        assert not waiting.done()
        thread = threading.Thread(target=events.publish, args=(EventKind.RESET, "new"))
        thread.start()
        found = await waiting
        thread.join()
        return [event.text for event in found]

    assert asyncio.run(main()) == ["new"]


def test_next_gives_nothing_when_the_time_is_up() -> None:
    assert asyncio.run(log().next(0, timeout_s=0.001)) == []


def test_one_who_stopped_waiting_does_not_disturb() -> None:
    events = log()

    async def main() -> None:
        waiting = asyncio.ensure_future(events.next(0, timeout_s=30))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        events.publish(EventKind.RESET, "a")
        assert [event.text for event in await events.next(0, timeout_s=30)] == ["a"]

    asyncio.run(main())


def test_clear_forgets_but_numbers_go_on() -> None:
    events = log()
    events.publish(EventKind.RESET, "a")
    events.clear()
    assert events.since(0) == []
    events.publish(EventKind.RESET, "b")
    assert [event.id for event in events.since(1)] == [2]


def test_each_event_is_a_system_message_and_goes_with_it() -> None:
    events = log()
    for kind in EventKind:
        events.publish(kind, "something happened", channel_id="a")
    messages = events.messages.all()
    assert len(messages) == len(EventKind)
    assert {(message["text"], message["channel_id"]) for message in messages} == {("Something happened", "a")}
    assert [message["severity"] for message in messages[::-1]][:4] == [6, 5, 4, 6]
    events.clear()
    assert events.messages.all() == []


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_is_a_system_message(kind: EventKind) -> None:
    log = EventLog(lambda: 5)
    log.publish(kind, "It happened")
    (message,) = log.messages.all()
    assert (message["text"], message["time_ms"]) == ("It happened", 5)
