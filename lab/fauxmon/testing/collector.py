"""Collector: what a test asks of a running collector, and how it waits without sleeping."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn
from typing import Protocol as TypingProtocol

from fauxmon.testing.evidence import evidence
from fauxmon.testing.exporter import Exporter, Protocol
from fauxmon.testing.login import target_of
from fauxmon.testing.servers import Server

if TYPE_CHECKING:
    from fauxmon.client import Client, Row
    from fauxmon.client.session import Session
    from fauxmon.simulator.running import LoadMasterPair

Source = dict[str, Any]
"""As `GET /_fauxmon/sources` has it."""

ALL_SOURCES = "live"
MOST_ROWS = 10_000
HELD_S = 20.0
"""So long one request waits for an event; it is asked again."""


LATE = 504


class Sender(TypingProtocol):
    """What sends to a collector. `receipts`: how many messages from which address, for a settle."""

    @property
    def receipts(self) -> list[dict[str, Any]]: ...

    def close(self) -> None: ...


class UnmetError(AssertionError):
    """What a test expected of the collector is not so. The text has Sources, ledger and timeline."""


class Collector:
    """A collector, asked over REST and the control plane. Connections are opened when they are first needed."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._senders: list[Sender] = []
        self._pair: LoadMasterPair | None = None
        self._connections = contextlib.ExitStack()

    @property
    def url(self) -> str:
        """Where it serves HTTP."""
        return self._server.url

    @property
    def udp(self) -> tuple[str, int]:
        """Host and port for exporters."""
        return self._server.udp

    @functools.cached_property
    def rest(self) -> Session:
        """A plain httpx client of it, logged in: `rest.get("/rest/fmc/profiles")`."""
        from fauxmon.client.session import session

        return self._connections.enter_context(session(target_of(self.url)))

    @functools.cached_property
    def client(self) -> Client:
        """Its REST calls by what they mean."""
        from fauxmon.client import Client

        return self._connections.enter_context(Client(target_of(self.url)))

    def close(self) -> None:
        """End connections, and what sends."""
        self._end_senders()
        self._connections.close()

    def reset(self) -> None:
        """As freshly started: no Sources, no flows, counters at zero. What has sent to it is closed."""
        self._end_senders()
        self._control("POST", "reset")

    def exporter(self, address: str, protocol: Protocol = "ipfix", *, port: int = 0, domain: int = 0) -> Exporter:
        """A new exporter that sends from this address of the machine; `settle` waits for what it has sent."""
        from fauxmon.runtime.clock import now_ms

        exporter = Exporter(self.udp, address, now_ms, protocol=protocol, port=port, domain=domain)
        self._senders.append(exporter)
        return exporter

    def pair(self, scenario: str | None = None) -> LoadMasterPair:
        """A new pair of LoadMasters that sends here; `settle` waits for what it has sent.

        `scenario` is one by name or path; without, telemetry is set up well and nothing happens by itself. Errors:
        ScenarioError.
        """
        from fauxmon.runtime.clock import now
        from fauxmon.simulator.running import LoadMasterPair
        from fauxmon.simulator.scenario import load_scenario

        if scenario is None:
            pair = LoadMasterPair(self.udp, now())
        else:
            pair = LoadMasterPair.of(load_scenario(scenario), self.udp, now())
        self._senders.append(pair)
        self._pair = pair
        return pair

    def settle(self, within: float = 10.0) -> None:
        """Wait until all that was sent can be queried, that of its own exporters by their receipts. Errors: UnmetError
        after `within` seconds."""
        sent: Counter[str] = Counter()
        for sender in self._senders:
            for receipt in sender.receipts:
                sent[receipt["exporter"]] += receipt["messages"]
        receipts = [
            {"exporter": address, "listening_port": self.udp[1], "messages": messages}
            for address, messages in sent.items()
        ]
        form = {"timeout_s": within, "receipts": receipts}
        answer = self.rest.post("/_fauxmon/settle", json=form, timeout=within + HELD_S)
        if answer.status_code == LATE:
            missing = ", ".join(f"{one['messages']} messages of {one['exporter']}" for one in answer.json()["missing"])
            self.fail(f"not settled after {within:g} s: {missing or 'the store'} still to come")
        answer.raise_for_status()

    def sources(self) -> list[Source]:
        """Every Source with its live counters."""
        return list(self._control("GET", "sources"))

    def source(self, address: str) -> Source | None:
        """The Source of this address, None if there is none; of several listening ports, the first."""
        return next((source for source in self.sources() if source["address"] == address), None)

    def channels(self, profile: str = ALL_SOURCES) -> list[str]:
        """Names of the Channels of a Profile. Errors: UnmetError if there is no such."""
        return [channel["name"] for channel in self._profile_channels(profile)]

    def flows(self, filter: str = "", *, channel: str | None = None, last: float = 3600.0) -> list[Row]:  # noqa: A002
        """Flows of the last seconds that match a filter, as text keyed by Flowmon's columns (`srcip`, `byt` …); at most
        10,000."""
        from fauxmon.client import Scope

        now_s = -(-int(self._control("GET", "health")["time_ms"]) // 1000)
        every = self._profile_channels(ALL_SOURCES)
        channels = [one["id"] for one in every if channel in (None, one["id"], one["name"])]
        if channel is not None and not channels:
            self.fail(f"there is no Channel {channel}")
        if not channels:
            return []
        time = {"from_s": now_s - round(last), "to_s": now_s}
        scope = Scope(**time, profile=ALL_SOURCES, channels=channels, filter=filter or None)
        return self.client.flows(scope, {"aggregateBy": []}, MOST_ROWS)

    def octets(self, channel: str | None = None, last: float | None = None) -> int:
        """Bytes of a Channel of All Sources, or of all of them, received in the last seconds or ever. Exact. Errors:
        UnmetError if there is no such Channel."""
        now_ms = int(self._control("GET", "health")["time_ms"])
        # Up to a millisecond that is not over yet, so that what has just come is in.
        span = {"from": 0 if last is None else now_ms - round(last * 1000), "to": now_ms + 1}
        rows = self._control("GET", "totals", params=span)
        found = [int(row["bytes"]) for row in rows if channel in (None, row["name"], row["channel_id"])]
        if channel is not None and not found:
            self.fail(f"there is no Channel {channel}")
        return sum(found)

    def ledger(self) -> dict[str, Any]:
        """Where every datagram, set and record has ended."""
        return dict(self._control("GET", "ledger"))

    def events(self, since: int = 0, wait: float = 0.0) -> list[dict[str, Any]]:
        """Events after number `since`; waits so many seconds for one if there is none."""
        query = {"since": since, "wait": min(wait, HELD_S)}
        return list(self._control("GET", "events", params=query, timeout=2 * HELD_S)["events"])

    def decode_errors(self, address: str) -> int:
        """How many Problems what this exporter sent has given."""
        counts = self._control("GET", "problems/counts")
        return sum(sum(row["codes"].values()) for row in counts if row["exporter"] == address)

    def evidence(self) -> str:
        """Sources, ledger and timeline, for people."""
        return evidence(self.sources(), self.ledger(), self.events())

    def fail(self, message: str) -> NoReturn:
        """Raises UnmetError with this message and the evidence."""
        __tracebackhide__ = True
        raise UnmetError(f"{message}\n{self.evidence()}")

    def _profile_channels(self, profile: str) -> Sequence[Any]:
        found = self.client.profile(profile)
        if found is None:
            self.fail(f"there is no Profile {profile}")
        return found["channels"]

    def _control(self, method: str, name: str, **more: Any) -> Any:
        answer = self.rest.request(method, f"/_fauxmon/{name}", **more).raise_for_status()
        return answer.json() if answer.content else None

    def _end_senders(self) -> None:
        for sender in self._senders:
            sender.close()
        self._senders.clear()
        self._pair = None
