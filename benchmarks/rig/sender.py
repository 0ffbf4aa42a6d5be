"""The sender: a capture's datagrams to a collector on this machine, each from its exporter's own loopback address.

It goes through the capture as often as it has to. At each new round sequence numbers go on where they stopped and
export times move on by the time that the capture spans, so that no collector sees an exporter restart.

With segmentation offload (Linux, UDP_SEGMENT) neighbours of one exporter that are equally long go down the stack as
one buffer. The receiver gets the same datagrams; the sender needs less than half of the time for them.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from rig.capture import SOURCE_PORT, Capture
from rig.kernel import queued
from rig.layouts import V9

UDP_SEGMENT = 103
SEGMENTS = 40
"""Most datagrams in one buffer; the kernel takes 64 of them, and 65,507 octets."""
BUFFER = 4 * 1024 * 1024
SLEEP_FROM_S = 0.0003
LOOK_EVERY = 128
"""Datagrams between two looks at the receiver's queue."""


class Run(NamedTuple):
    """Datagrams that leave with one call: where they are, how long the first ones are, how many, and their flows."""

    socket: socket.socket
    start: int
    end: int
    size: int
    datagrams: int
    flows: int


@dataclass
class Job:
    """What to send: until `flows` or `seconds` are reached; `rate` in datagrams/s, None is as fast as it goes.

    With `queue` it waits while the receiver's socket has more octets than that: as fast as the receiver takes it.
    """

    rate: float | None = None
    flows: int | None = None
    seconds: float | None = None
    queue: int | None = None


@dataclass
class Sent:
    """What has been sent, and in how many seconds; `refused` calls met no open port."""

    datagrams: int = 0
    flows: int = 0
    seconds: float = 0.0
    refused: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


class Sender:
    """Sends jobs one after the other, each going on where the one before stopped."""

    def __init__(self, capture: Capture, port: int, offload: bool = True) -> None:
        self._capture = capture
        self._port = port
        self._octets = capture.payloads()
        self._view = memoryview(self._octets)
        self._sockets = [self._open(exporter["address"]) for exporter in capture.truth["exporters"]]
        self._runs = list(self._make_runs(offload))
        self._headers = _Headers(capture, self._octets)
        self._at = 0

    def send(self, job: Job) -> Sent:
        """Do one job."""
        sent = Sent()
        began = now = time.perf_counter()
        until = began + job.seconds if job.seconds else float("inf")
        per_datagram = 1 / job.rate if job.rate else 0.0
        next_look = LOOK_EVERY
        while now < until and (job.flows is None or sent.flows < job.flows):
            run = self._runs[self._at]
            try:
                self._send(run)
            except ConnectionRefusedError:
                sent.refused += 1
            sent.datagrams += run.datagrams
            sent.flows += run.flows
            self._at += 1
            if self._at == len(self._runs):
                self._at = 0
                self._headers.advance()
            if job.queue and sent.datagrams >= next_look:
                next_look = sent.datagrams + LOOK_EVERY
                while queued(self._port) > job.queue:
                    time.sleep(SLEEP_FROM_S)
            now = time.perf_counter()
            due = began + sent.datagrams * per_datagram
            while now < due:
                if due - now > SLEEP_FROM_S:
                    time.sleep(due - now - SLEEP_FROM_S / 2)
                now = time.perf_counter()
        sent.seconds = now - began
        return sent

    def close(self) -> None:
        """Close the sockets."""
        for one in self._sockets:
            one.close()

    def _open(self, address: str) -> socket.socket:
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((address, SOURCE_PORT))
        one.connect(("127.0.0.1", self._port))
        return one

    def _send(self, run: Run) -> None:
        part = self._view[run.start : run.end]
        if run.datagrams == 1:
            run.socket.send(part)
        else:
            run.socket.sendmsg([part], [(socket.IPPROTO_UDP, UDP_SEGMENT, struct.pack("=H", run.size))])

    def _make_runs(self, offload: bool) -> Iterator[Run]:
        capture = self._capture
        exporters, lengths, flows = capture.exporter.tolist(), capture.length.tolist(), capture.flows.tolist()
        start = first = 0
        while first < len(lengths):
            size, last = lengths[first], first + 1
            end = start + size
            # All of a buffer's datagrams but the last are equally long; the last may be shorter.
            while (
                offload
                and last < len(lengths)
                and last - first < SEGMENTS
                and exporters[last] == exporters[first]
                and lengths[last - 1] == size >= lengths[last]
            ):
                end += lengths[last]
                last += 1
            yield Run(self._sockets[exporters[first]], start, end, size, last - first, sum(flows[first:last]))
            start, first = end, last


class _Headers:
    """The places in the datagrams that change from one round to the next."""

    def __init__(self, capture: Capture, octets: bytearray) -> None:
        load = capture.truth["load"]
        starts = np.cumsum(capture.length) - capture.length
        steps = np.array([exporter["sequence"] for exporter in capture.truth["exporters"]], np.uint32)
        self._octets = np.frombuffer(octets, np.uint8)
        seconds = np.full(len(starts), load["seconds"], np.uint32)
        if load["version"] == V9:
            changes = [(4, seconds * np.uint32(1000)), (8, seconds), (12, steps[capture.exporter])]
        else:
            changes = [(4, seconds), (8, steps[capture.exporter])]
        self._changes = [((starts + place)[:, None] + np.arange(4), step) for place, step in changes]

    def advance(self) -> None:
        """One round further."""
        for places, step in self._changes:
            values = self._octets[places].view(">u4")[:, 0].astype(np.uint32) + step
            self._octets[places] = values.astype(">u4").view(np.uint8).reshape(-1, 4)
