"""Fauxmon: a collector with what tests assert of it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from fauxmon.testing.collector import ALL_SOURCES, HELD_S, Collector, Source
from fauxmon.testing.evidence import wrong

NOT_STORED = (
    *("kernel_dropped", "inbox_dropped", "refused", "unreadable"),
    *("held_back", "template_missing", "malformed", "rejected", "lost_before_us"),
)
"""Counters of the ledger that are zero when all that was sent is stored."""


class Switchover(NamedTuple):
    """From one exporter to another: ms since 1970. The gap is negative while both were heard."""

    last_before_ms: int
    first_after_ms: int

    @property
    def gap_s(self) -> float:
        """Seconds without either."""
        return (self.first_after_ms - self.last_before_ms) / 1000


class Fauxmon(Collector):
    """Assertions raise UnmetError: one line about what is not so, then Sources, ledger and timeline."""

    def wait_for_source(self, address: str, within: float = 10.0) -> Source:
        """The Source, as soon as it is there, at the latest after `within` seconds."""
        __tracebackhide__ = True
        found = self._appears(address, within)
        if found is None:
            self.fail(f"no Source {address} within {within:g} s")
        return found

    def assert_no_source(self, address: str, for_s: float = 0.0) -> None:
        """That there is none now, nor for so many seconds."""
        __tracebackhide__ = True
        if self._appears(address, for_s) is not None:
            self.fail(f"there is a Source {address}")

    def assert_channels(self, names: Iterable[str], profile: str = ALL_SOURCES) -> None:
        """That these are the Channels of a Profile, no more and no fewer."""
        __tracebackhide__ = True
        found, wanted = sorted(self.channels(profile)), sorted(names)
        if found != wanted:
            self.fail(f"Channels of {profile} are {found}, expected {wanted}")

    def assert_no_loss(self) -> None:
        """That every datagram and record that was sent is a stored flow, and no sequence number is missing."""
        __tracebackhide__ = True
        ledger = self.ledger()
        lost = [f"{name} {ledger[name]}" for name in NOT_STORED if ledger[name]]
        if lost or not ledger["balanced"]:
            self.fail(f"lost: {', '.join(lost) or 'the ledger is not balanced'}")

    def switchover(self, before: str, after: str) -> Switchover:
        """From the last message of one exporter to the first of another. Errors: UnmetError if one was never heard."""
        __tracebackhide__ = True
        last, first = self.source(before), self.source(after)
        if last is None or first is None:
            self.fail(f"no Source {before if last is None else after}")
        return Switchover(last["last_seen_ms"], first["first_seen_ms"])

    def verify_failover(
        self, before: str, after: str, *, shared: str | None = None, within: float = 0.0
    ) -> dict[str, Any]:
        """That the nodes have failed over as they should; waits for it, at most `within` seconds. Gives the verdict.

        It settles first. A pair that was made here is judged by its own clock, which `advance` moves. Errors:
        UnmetError, with what is wrong and what to do about it.
        """
        __tracebackhide__ = True
        self.settle()
        question: dict[str, Any] = {"before": before, "after": after, "shared": shared, "within": within}
        if self._pair is not None:
            now_ms = round((self._pair.pair.start_s + self._pair.now_s) * 1000)
            question |= {"clock": "exporters", "now": now_ms}
        verdict: dict[str, Any] = self._control("POST", "verify/failover", json=question, timeout=within + HELD_S)
        if verdict["result"] != "pass":
            self.fail(f"failover {before} to {after}: {verdict['result']}\n{wrong(verdict)}")
        return verdict

    def _appears(self, address: str, within: float) -> Source | None:
        ends_s = time.monotonic() + within
        since = 0
        while (found := self.source(address)) is None and (left_s := ends_s - time.monotonic()) > 0:
            # Each wait ends with the next event of any kind.
            since = max((event["id"] for event in self.events(since, left_s)), default=since)
        return found
