"""Traffic: the flows of the load in numpy columns, drawn from a seed.

Hosts are of very uneven weight (Zipf), sizes have a heavy tail, ports follow a mix of services, and half of the flows
are the answers to the other half's kind. None of it is meant to be a model of a real network: it has the spread of
values that a store's compression and a query's grouping meet there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Columns = dict[str, npt.NDArray[Any]]

HOSTS = 16_384
SERVICES = np.array([443, 53, 80, 8443, 22, 123, 25, 993, 389, 3306], np.uint16)
SERVICE_WEIGHTS = np.array([48, 18, 12, 5, 4, 4, 3, 3, 2, 1]) / 100
DATAGRAM_SERVICES = (53, 123)
FLAGS = np.array([0x02, 0x12, 0x13, 0x1A, 0x1B, 0x1F], np.uint8)
HOST_NAMES = [
    f"{name}.{domain}".encode()
    for name in ("www", "api", "cdn", "mail", "img7", "static-eu-west")
    for domain in ("example.com", "shop.example.org", "portal.intranet.example", "a.example.net")
]
URLS = [b"/" + b"/".join(f"part{n * k % 97}".encode() for k in range(1, n % 7 + 1)) for n in range(256)]


class Traffic:
    """An endless supply of flows: each call of `flows` gives the next ones."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._hosts4 = (0x0A00_0000 + self._random.permutation(1 << 20)[:HOSTS]).astype(np.uint32)
        hosts6 = self._random.integers(0, 256, (HOSTS, 16), dtype=np.uint8)
        hosts6[:, :4] = 0x20, 0x01, 0x0D, 0xB8
        self._hosts6 = hosts6.view("V16").ravel()

    def flows(self, count: int) -> Columns:
        """`count` flows. `lag` is the time in ms from a flow's end to its export, `duration` its length in ms."""
        random = self._random
        near, far = ((random.zipf(exponent, count) - 1) % HOSTS for exponent in (1.2, 1.35))
        service = random.choice(SERVICES, count, p=SERVICE_WEIGHTS)
        client = random.integers(32_768, 61_000, count, dtype=np.uint16)
        answer = random.random(count) < 0.5
        udp = np.isin(service, DATAGRAM_SERVICES) | (random.random(count) < 0.1)
        packets = np.minimum(1 + random.pareto(1.25, count) * 2, 100_000).astype(np.uint32)
        return {
            "source4": self._hosts4[near],
            "destination4": self._hosts4[-1 - far],
            "source6": self._hosts6[near],
            "destination6": self._hosts6[-1 - far],
            "source_port": np.where(answer, service, client),
            "destination_port": np.where(answer, client, service),
            "protocol": np.where(udp, 17, 6).astype(np.uint8),
            "tcp_flags": np.where(udp, 0, random.choice(FLAGS, count)).astype(np.uint8),
            "tos": np.where(random.random(count) < 0.9, 0, 184).astype(np.uint8),
            "packets": packets,
            "octets": packets * random.integers(46, 1500, count, dtype=np.uint32),
            "duration": np.minimum(random.exponential(3000, count), 50_000).astype(np.int64),
            "lag": random.integers(0, 3000, count, dtype=np.int64),
            "input": random.integers(1, 17, count, dtype=np.uint32),
            "output": random.integers(1, 17, count, dtype=np.uint32),
            "next_hop": (0x0A40_0001 + far % 6).astype(np.uint32),
            "source_as": (64_512 + near % 60).astype(np.uint32),
            "destination_as": (64_512 + far % 60).astype(np.uint32),
            "source_mask": np.full(count, 24, np.uint8),
            "destination_mask": np.full(count, 22, np.uint8),
            "direction": answer.astype(np.uint8),
            "delay": random.integers(50, 90_000, count, dtype=np.uint32),
            "retransmissions": (random.random(count) < 0.05).astype(np.uint32),
            "status": random.choice(np.array([200, 204, 304, 404, 500], np.uint16), count),
            "host": (near % len(HOST_NAMES)).astype(np.int32),
            "url": random.integers(0, len(URLS), count, dtype=np.int32),
        }
