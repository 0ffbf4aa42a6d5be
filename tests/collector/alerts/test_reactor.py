from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.alerts.reaction import NotSentError, Reaction
from fauxmon_collector.alerts.reactor import Reactor
from fauxmon_collector.ingest.events import EventLog

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome

ON, OFF = {"enabled": True}, {"enabled": False}
WAIT_S = 10


class Recorder(Reaction):
    """A reaction that only remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, Any]] = []

    def react(self, _fired: Outcome, options: Mapping[str, Any]) -> None:
        self.told.append(options)


class Raiser(Reaction):
    def __init__(self, error: Exception) -> None:
        self._error = error

    def react(self, _fired: Outcome, _options: Mapping[str, Any]) -> None:
        raise self._error


class Blocker(Reaction):
    """Holds the thread until it is let go, or given up."""

    def __init__(self) -> None:
        self.busy, self.go_on = threading.Event(), threading.Event()

    def react(self, _fired: Outcome, _options: Mapping[str, Any]) -> None:
        self.busy.set()
        assert self.go_on.wait(WAIT_S)

    def give_up(self) -> None:
        self.go_on.set()


@contextmanager
def running(waiting: int = 10, **reactions: Reaction) -> Iterator[tuple[Reactor, EventLog]]:
    events = EventLog(lambda: 0)
    reactor = Reactor(reactions, events, waiting)
    reactor.start()
    yield reactor, events
    reactor.stop()


def texts(events: EventLog) -> list[str]:
    return [event.text for event in events.since()]


def test_what_an_alert_has_enabled_is_done_and_the_webhook_always(fired: Outcome) -> None:
    email, syslog, webhook = Recorder(), Recorder(), Recorder()
    with running(email=email, syslog=syslog, webhook=webhook) as (reactor, events):
        reactor.fired(fired, {"email": {"enabled": True, "to": "me"}, "syslog": OFF})
        assert reactor.idle(WAIT_S)
        assert (email.told, syslog.told, webhook.told) == ([{"enabled": True, "to": "me"}], [], [{}])
        assert reactor.stats()["email"] == {"sent": 1, "failed": 0, "dropped": 0}
        assert texts(events) == []


def test_what_a_server_cannot_do_is_an_event(fired: Outcome) -> None:
    with running() as (reactor, events):
        reactor.fired(fired, dict.fromkeys(("email", "script", "syslog", "snmp"), ON))
        assert reactor.idle(WAIT_S)
        assert texts(events) == [
            "email of alert Much traffic not sent: no mail server configured",
            "script of alert Much traffic not sent: scripts of alerts are not enabled",
            "syslog of alert Much traffic not sent: no syslog server configured",
            "snmp of alert Much traffic not sent: SNMP traps are kept with the alert and never sent",
        ]
        (first, *_) = events.since()
        expected = {"kind": "alert_not_sent", "alert": "Much traffic", "reaction": "email"}
        assert first.as_dict().items() >= {**expected, "why": "no mail server configured"}.items()
        assert all(counts["failed"] for counts in reactor.stats().values())


def test_one_that_fails_hinders_no_other(fired: Outcome, caplog: pytest.LogCaptureFixture) -> None:
    script = Recorder()
    email, syslog = Raiser(NotSentError("refused")), Raiser(ZeroDivisionError("secret"))
    with running(email=email, script=script, syslog=syslog) as (reactor, events), caplog.at_level(logging.CRITICAL):
        for _ in range(2):
            reactor.fired(fired, {"email": ON, "syslog": ON, "script": ON})
        assert reactor.idle(WAIT_S)
        assert len(script.told) == 2
        assert texts(events)[:2] == [
            "email of alert Much traffic not sent: refused",
            "syslog of alert Much traffic not sent: internal error",
        ]
        assert [reactor.stats()[name]["failed"] for name in ("email", "syslog", "script")] == [2, 2, 0]


def test_who_fires_never_waits_and_what_is_too_much_is_dropped(fired: Outcome) -> None:
    blocker = Blocker()
    with running(waiting=3, email=blocker) as (reactor, events):
        reactor.fired(fired, {"email": ON})
        assert blocker.busy.wait(WAIT_S)
        for _ in range(5):
            reactor.fired(fired, {"email": ON})
        assert not reactor.idle(0)
        assert texts(events) == ["email of alert Much traffic not sent: too much is waiting to be sent"] * 2
        blocker.go_on.set()
        assert reactor.idle(WAIT_S)
        assert reactor.stats()["email"] == {"sent": 4, "failed": 0, "dropped": 2}


def test_the_end_drops_what_waits_and_waits_for_what_is_being_done(fired: Outcome) -> None:
    blocker = Blocker()
    with running(email=blocker) as (reactor, _):
        for _ in range(3):
            reactor.fired(fired, {"email": ON})
        assert blocker.busy.wait(WAIT_S)
        ending = threading.Thread(target=reactor.stop, args=(WAIT_S,))
        ending.start()
        blocker.go_on.set()
        ending.join(WAIT_S)
        assert not ending.is_alive()
        assert reactor.stats()["email"] == {"sent": 1, "failed": 0, "dropped": 2}
        reactor.fired(fired, {"email": ON})
        assert reactor.stats()["email"]["dropped"] == 3


def test_one_that_never_ends_does_not_hold_up_the_end(fired: Outcome) -> None:
    blocker = Blocker()
    with running(email=blocker) as (reactor, _):
        reactor.fired(fired, {"email": ON})
        assert blocker.busy.wait(WAIT_S)
        reactor.stop(0)
        assert blocker.go_on.is_set(), "it was given up"


def test_it_can_be_started_again(fired: Outcome) -> None:
    email = Recorder()
    with running(email=email) as (reactor, _):
        reactor.stop()
        reactor.start()
        reactor.fired(fired, {"email": ON})
        assert reactor.idle(WAIT_S)
        assert len(email.told) == 1
