from __future__ import annotations

from fauxmon_api.web.login.sessions import LIFE_MS, LIMIT, Sessions


def test_a_session_ends_with_its_life_or_when_closed() -> None:
    now = [0]
    sessions = Sessions(lambda: now[0])
    first, second = sessions.open(1), sessions.open(2)
    assert (sessions.user_id(first), sessions.user_id(second)) == (1, 2)
    sessions.close(first)
    assert sessions.user_id(first) is None
    now[0] = LIFE_MS
    assert sessions.user_id(second) is None


def test_no_token_is_nobody() -> None:
    sessions = Sessions(lambda: 0)
    assert sessions.user_id(None) is sessions.user_id("") is sessions.user_id("guess") is None


def test_the_oldest_session_makes_room() -> None:
    sessions = Sessions(lambda: 0)
    tokens = [sessions.open(1) for _ in range(LIMIT + 1)]
    assert sessions.user_id(tokens[0]) is None
    assert sessions.user_id(tokens[1]) == 1
