from __future__ import annotations

from fauxmon_collector.wire.holdback import HoldBack, HoldBackLimits
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session

FIRST = Session("192.0.2.1", 1, 2055)
SECOND = Session("192.0.2.1", 2, 2055)
KEY = (10, 0, 256)
HEADER = MessageHeader(10, 0, 0, 0, None, 0)


def body(session: Session, received: float = 0.0, octets: bytes = b"abcd", frame: int = 0) -> DataBody:
    return DataBody(HEADER, session, received, frame, 1, 256, octets)


def test_sets_come_out_in_order_and_once() -> None:
    held = HoldBack(HoldBackLimits())
    for frame in (1, 2):
        assert held.hold(body(FIRST, frame=frame), KEY)
    held.hold(body(SECOND), KEY)
    assert held.waiting("192.0.2.1", KEY) == [FIRST, SECOND]
    assert [one.frame for one in held.release(FIRST, KEY)] == [1, 2]
    assert held.release(FIRST, KEY) == []
    assert held.waiting("192.0.2.1", KEY) == [SECOND]
    assert len(held) == 1


def test_a_key_is_one_template_of_one_domain() -> None:
    held = HoldBack(HoldBackLimits())
    held.hold(body(FIRST), KEY)
    assert held.waiting("192.0.2.1", (10, 1, 256)) == []
    assert held.release(FIRST, (10, 1, 256)) == []


def test_time_is_up() -> None:
    held = HoldBack(HoldBackLimits(seconds=60))
    held.hold(body(FIRST, received=100.0), KEY)
    held.hold(body(SECOND, received=110.0), KEY)
    assert held.expire(160.0) == []
    assert [one.session for one in held.expire(165.0)] == [FIRST]
    assert [one.session for one in held.expire(1e9)] == [SECOND]
    assert (len(held), held.octets) == (0, 0)


def test_nothing_is_kept_for_hours_because_the_clock_was_set_back() -> None:
    held = HoldBack(HoldBackLimits(seconds=60))
    held.hold(body(FIRST, received=10_000.0), KEY)
    held.hold(body(SECOND, received=5_000.0), KEY)
    assert [one.session for one in held.expire(5_001.0)] == [FIRST]
    assert [one.session for one in held.expire(5_061.0)] == [SECOND]


def test_a_session_cannot_take_all_the_room() -> None:
    held = HoldBack(HoldBackLimits(session_octets=1000, octets_in_all=10_000))
    assert held.hold(body(FIRST, octets=bytes(500)), KEY)
    assert not held.hold(body(FIRST, octets=bytes(500)), KEY)
    assert held.hold(body(SECOND, octets=bytes(500)), KEY)


def test_all_sessions_together_cannot_take_more_than_there_is() -> None:
    held = HoldBack(HoldBackLimits(session_octets=1000, octets_in_all=1000))
    assert held.hold(body(FIRST, octets=bytes(500)), KEY)
    assert not held.hold(body(SECOND, octets=bytes(500)), KEY)
    held.release(FIRST, KEY)
    assert held.hold(body(SECOND, octets=bytes(500)), KEY)


def test_room_is_given_back_to_a_session_that_still_waits_for_others() -> None:
    held = HoldBack(HoldBackLimits(session_octets=1300))
    for key in (KEY, (10, 0, 257)):
        assert held.hold(body(FIRST, octets=bytes(500)), key)
    assert not held.hold(body(FIRST, octets=bytes(500)), KEY)
    held.release(FIRST, KEY)
    assert held.hold(body(FIRST, octets=bytes(500)), KEY)


def test_sets_without_octets_take_room_too() -> None:
    held = HoldBack(HoldBackLimits(session_octets=1000))
    taken = sum(held.hold(body(FIRST, octets=b""), KEY) for _ in range(100))
    assert 0 < taken < 20


def test_forgetting_a_session() -> None:
    held = HoldBack(HoldBackLimits())
    held.hold(body(FIRST, frame=1), KEY)
    held.hold(body(FIRST, frame=2), (10, 0, 257))
    held.hold(body(SECOND), KEY)
    assert sorted(one.frame for one in held.forget(FIRST)) == [1, 2]
    assert held.forget(FIRST) == []
    assert held.waiting("192.0.2.1", KEY) == [SECOND]
