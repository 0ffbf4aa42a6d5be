"""Traffic: what clients and real servers exchange through virtual services, as a pure function of (seed, second)."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.uint64]
Flows: TypeAlias = dict[str, Column]
"""Columns by Information Element, all of one length, times in ms since the pair was switched on. Two more say what no
record has: `interface`, where the flow is seen, and `client`, whose connection it is part of."""

CLIENT_SIDE, SERVER_SIDE = 1, 2
"""Interfaces of a LoadMaster: towards the clients, and towards the real servers."""
TCP = 6
SYN_ACK_PSH_FIN = 0x1B
END_OF_FLOW = 3
"""flowEndReason (RFC 5102 §5.11.3): the flow's end was seen."""
LONGEST_MS = 8_000
FLOWS_OF_A_CONNECTION = 4
"""Request and response, before the virtual service and behind it."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """Connections of clients to virtual services on the shared address.

    `connections` is how many begin in a second at the mean of the day; over a day of `day_s` seconds that goes up and
    down by `swing` (0 to 1) of it. Ports are those of the virtual services, each with `servers` real servers.
    """

    seed: int = 1
    connections: float = 25.0
    shared: str = "127.0.1.100"
    ports: tuple[int, ...] = (80, 443, 8443)
    servers: int = 3
    clients: int = 2_000
    client_network: str = "10.8.0.0"
    server_network: str = "10.20.0.0"
    day_s: int = 86_400
    swing: float = 0.6

    def rate_at(self, second: int) -> float:
        """Connections that begin in this second, in the mean."""
        return self.connections * (1 + self.swing * math.sin(2 * math.pi * second / self.day_s))

    def flows_of(self, second: int) -> Flows:
        """All flows of the connections that begin in this second."""
        random = np.random.Generator(np.random.Philox(key=np.array([self.seed, second], np.uint64)))
        count = int(random.poisson(self.rate_at(second)))

        def drawn(low: int, high: int) -> Column:
            return random.integers(low, high, count, np.uint64)

        def spread(mean: float, least: float, most: float) -> Column:
            return np.clip(random.exponential(mean, count), least, most).astype(np.uint64)

        client_number, service = drawn(0, self.clients), drawn(0, len(self.ports))
        client = np.uint64(_number(self.client_network)) + client_number + np.uint64(1)
        client_port, own_port = drawn(1024, 65536), drawn(1024, 65536)
        port = np.array(self.ports, np.uint64)[service]
        server = np.uint64(_number(self.server_network)) + service * np.uint64(256) + drawn(0, self.servers)
        server += np.uint64(11)
        shared = np.full(count, _number(self.shared), np.uint64)
        began = drawn(0, 1000) + np.uint64(1000 * second)
        ended = began + spread(700, 1, LONGEST_MS)
        asked, answered = spread(900, 200, 60_000), spread(12_000, 300, 4_000_000)
        near, far, response = spread(20_000, 300, 400_000), spread(600, 50, 20_000), spread(9_000, 100, 900_000)
        lost = random.poisson(0.1, count).astype(np.uint64)
        # client → service, service → client, LoadMaster → real server, real server → LoadMaster
        flows = {
            "sourceIPv4Address": (client, shared, shared, server),
            "destinationIPv4Address": (shared, client, server, shared),
            "sourceTransportPort": (client_port, port, own_port, port),
            "destinationTransportPort": (port, client_port, port, own_port),
            "octetDeltaCount": (asked, answered, asked, answered),
            "npnRoundTripTime": (near, near, far, far),
            "npmTcpRetransmission": (lost, lost, lost // np.uint64(2), lost // np.uint64(4)),
            "ingressInterface": _each(count, CLIENT_SIDE, 0, 0, SERVER_SIDE),
            "egressInterface": _each(count, 0, CLIENT_SIDE, SERVER_SIDE, 0),
            "interface": _each(count, CLIENT_SIDE, CLIENT_SIDE, SERVER_SIDE, SERVER_SIDE),
            "client": (client_number,) * FLOWS_OF_A_CONNECTION,
            "flowStartMilliseconds": (began,) * FLOWS_OF_A_CONNECTION,
            "flowEndMilliseconds": (ended,) * FLOWS_OF_A_CONNECTION,
            "npmServerResponseTime": (response + far, response + far, response, response),
            "npmJitterAvg": (near // np.uint64(10), near // np.uint64(10), far // np.uint64(10), far // np.uint64(10)),
            "npmDelayAvg": (near // np.uint64(4), near // np.uint64(2), far // np.uint64(4), far // np.uint64(2)),
            "npmTcpOutOfOrder": (lost // np.uint64(3),) * FLOWS_OF_A_CONNECTION,
            "protocolIdentifier": _each(count, TCP, TCP, TCP, TCP),
            "tcpControlBits": (np.full(count, SYN_ACK_PSH_FIN, np.uint64),) * FLOWS_OF_A_CONNECTION,
            "flowEndReason": (np.full(count, END_OF_FLOW, np.uint64),) * FLOWS_OF_A_CONNECTION,
            "tcpSynSize": _each(count, 60, 60, 60, 60),
            "tcpSynTtl": _each(count, 118, 64, 64, 63),
            "tcpWindowSize": _each(count, 64_240, 29_200, 29_200, 65_160),
        }
        columns = {name: np.concatenate(parts) for name, parts in flows.items()}
        columns["packetDeltaCount"] = columns["octetDeltaCount"] // np.uint64(1_000) + np.uint64(5)
        return columns


def count_of(flows: Flows) -> int:
    """How many flows these are."""
    return len(flows["flowStartMilliseconds"])


def where(flows: Flows, condition: npt.NDArray[np.bool_]) -> Flows:
    """Those for which it holds."""
    return {name: column[condition] for name, column in flows.items()}


def together(parts: list[Flows]) -> Flows:
    """All of them; there must be one at least."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def cut(flows: Flows, at_ms: int) -> Flows:
    """The part of each flow until `at_ms`: what has been counted of it when it is exported before its end.

    Octets and packets go by the share of its time that was over; a flow has one packet at least.
    """
    began, ended = flows["flowStartMilliseconds"], flows["flowEndMilliseconds"]
    over = np.minimum(ended, np.uint64(at_ms))
    lasts = np.maximum(ended - began, np.uint64(1))
    share = np.where(over >= ended, lasts, np.maximum(over, began) - began)
    counted = {
        name: np.maximum(flows[name] * share // lasts, np.uint64(least))
        for name, least in (("octetDeltaCount", 40), ("packetDeltaCount", 1))
    }
    return {**flows, **counted, "flowEndMilliseconds": np.maximum(over, began)}


def _each(count: int, *values: int) -> tuple[Column, ...]:
    return tuple(np.full(count, value, np.uint64) for value in values)


def _number(address: str) -> int:
    return int(ipaddress.IPv4Address(address))
