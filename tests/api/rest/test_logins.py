import tracemalloc

import pytest

from fauxmon_api.rest.logins import LIMIT, PEERS, WINDOW_MS, FailedLogins


class _Clock:
    now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


def test_a_few_failures_are_free(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    for _ in range(LIMIT - 1):
        logins.failed("192.0.2.1", "admin")
    assert logins.wait_s("192.0.2.1", "admin") == 0


def test_then_the_oldest_must_leave_the_window(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    for _ in range(LIMIT):
        logins.failed("192.0.2.1", "admin")
        clock.now += 1_000
    assert logins.wait_s("192.0.2.1", "admin") == WINDOW_MS // 1000 - LIMIT
    clock.now += WINDOW_MS - LIMIT * 1_000
    assert logins.wait_s("192.0.2.1", "admin") == 0
    logins.failed("192.0.2.1", "admin")
    assert logins.wait_s("192.0.2.1", "admin") == 1, "the second of the ten is still in the window"


def test_others_are_not_held_up(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    for _ in range(LIMIT):
        logins.failed("192.0.2.1", "admin")
    assert logins.wait_s("192.0.2.2", "admin") == logins.wait_s("192.0.2.1", "demo") == 0


def test_success_forgets(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    for _ in range(LIMIT):
        logins.failed("192.0.2.1", "admin")
    logins.succeeded("192.0.2.1", "admin")
    assert logins.wait_s("192.0.2.1", "admin") == 0


def test_memory_is_bounded_and_keeps_the_newest(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    for _ in range(LIMIT):
        logins.failed("first", "admin")
    for number in range(PEERS - 1):
        logins.failed("others", str(number))
    assert logins.wait_s("first", "admin") > 0
    logins.failed("others", "one more")
    assert logins.wait_s("first", "admin") == 0


def test_long_names_take_no_more_memory_than_short_ones(clock: _Clock) -> None:
    logins = FailedLogins(clock)
    tracemalloc.start()
    try:
        for number in range(100):
            logins.failed("192.0.2.1", f"{number}" + "a" * 1_000_000)
        held, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000
