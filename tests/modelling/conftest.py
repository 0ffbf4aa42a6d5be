"""Collectors to be modelled: real ones, in threads of this process, that tests leave as they were."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from fauxmon.client import Client, Login, Target
from fauxmon.client.request import send
from fauxmon.modelling.apply import apply
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.plan import Change, Plan, plan
from fauxmon.modelling.problems import InvalidModelError
from fauxmon.runtime.clock import now_ms
from fauxmon.testing import servers
from fauxmon.testing.exporter import Exporter


class Collector:
    """One that a test brings to files."""

    def __init__(self, client: Client, url: str, udp: tuple[str, int]) -> None:
        self.client = client
        self.url = url
        self.udp = udp
        self.factory = {chapter["id"] for chapter in client.chapters()}

    def plan(self, text: str, *, prune: bool = False, **values: str) -> Plan:
        return plan(read(text, values), Inventory.of(self.client), prune=prune)

    def apply(self, text: str, *, prune: bool = False, **values: str) -> Plan:
        """What was done."""
        inventory = Inventory.of(self.client)
        made = plan(read(text, values), inventory, prune=prune)
        done: list[Change] = []
        apply(self.client, inventory, made, done.append)
        assert done == made.changes
        return made

    def hear(self, *addresses: str, flows: Sequence[Mapping[str, int]] = ({},)) -> None:
        """Have exporters at these addresses of this machine send these flows."""
        receipts = []
        for address in addresses:
            with contextlib.closing(Exporter(self.udp, address, now_ms)) as exporter:
                exporter.send(*({"src": "10.0.0.1", "dst": "10.0.0.2", **flow} for flow in flows))
                sent = exporter.messages
            receipts.append({"exporter": address, "listening_port": self.udp[1], "messages": sent})
        self.client.send(send("/_fauxmon/settle", {"timeout_s": 30, "receipts": receipts}))

    def empty(self) -> None:
        """Without Sources, Dashboards, and anything else that a user has made."""
        self.client.send(send("/_fauxmon/reset", {}))
        for dashboard in self.client.dashboards():
            self.client.delete_dashboard(dashboard["id"])


@contextlib.contextmanager
def started() -> Iterator[Collector]:
    with servers.thread() as server:
        target = Target(url=server.url, login=Login("admin", "admin"))
        with Client(target) as client:
            yield Collector(client, server.url, server.udp)


@pytest.fixture(scope="session")
def _first() -> Iterator[Collector]:
    with started() as collector:
        yield collector


@pytest.fixture(scope="session")
def _second() -> Iterator[Collector]:
    with started() as collector:
        yield collector


@pytest.fixture
def collector(_first: Collector) -> Collector:
    """A collector that is empty."""
    _first.empty()
    return _first


@pytest.fixture
def another(_second: Collector) -> Collector:
    """A second one, as empty."""
    _second.empty()
    return _second


@pytest.fixture
def refused() -> Callable[..., list[str]]:
    """What is wrong with a file: `line: message`."""

    def refused_(text: str, **values: str) -> list[str]:
        with pytest.raises(InvalidModelError) as caught:
            read(text, values)
        return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]

    return refused_
