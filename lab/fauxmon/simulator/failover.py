"""Failover: two recorded exporters of which one sends at a time, as a high-availability pair does."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from importlib import resources

from fauxmon.simulator.addresses import SourceAddresses
from fauxmon.simulator.replay import Replay
from fauxmon.simulator.speed import Speed
from fauxmon_collector.input.pcap import Datagram, read_datagrams

CAPTURES = ("node-a.pcap", "node-b.pcap")
NODES = {"192.168.1.123": "127.0.1.123", "192.168.1.124": "127.0.1.124"}
"""The recorded nodes, and where they are played from."""


class Failover:
    """Plays the first node to its end, then the second, and so on in turn."""

    def __init__(self, nodes: Sequence[Sequence[Datagram]], speed: Speed) -> None:
        self._nodes = nodes
        self._speed = speed

    @classmethod
    def recorded(cls, speed: Speed) -> Failover:
        """With the recordings that come with the package. Errors: CaptureError."""
        folder = resources.files("fauxmon.simulator") / "captures"
        nodes = []
        for name in CAPTURES:
            with resources.as_file(folder / name) as path:
                nodes.append(list(read_datagrams(path)))
        return cls(nodes, speed)

    async def run(self, collector: tuple[str, int], once: bool = False) -> None:
        """For ever, or `once` through both. Errors: ReplayError."""
        with Replay(collector, SourceAddresses(collector[0], NODES)) as replay:
            for node in self._nodes if once else itertools.cycle(self._nodes):
                await replay.play(node, self._speed)
