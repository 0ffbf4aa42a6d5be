"""Read a capture's UDP datagrams in bursts: of plain packets by numpy, of all others packet by packet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fauxmon_collector.input.burst import Burst, Peer, burst_of, joined
from fauxmon_collector.input.capture_columns import Packets, read_columns
from fauxmon_collector.input.packets import Reassembly, ip_packet, udp_datagram
from fauxmon_collector.input.plain_packets import plain_datagrams


def read_bursts(path: Path) -> Iterator[Burst]:
    """The UDP datagrams of a capture file in order, as `read_datagrams` gives them; the listening port is the one that
    they went to. Errors: CaptureError, OSError.
    """
    reassembly = Reassembly()
    for packets in read_columns(path):
        burst = _burst(packets, reassembly)
        if len(burst):
            yield burst


def _burst(packets: Packets, reassembly: Reassembly) -> Burst:
    """The plain datagrams, with those of the other packets where they belong."""
    plain, rows = plain_datagrams(packets)
    found: list[tuple[bytes, Peer, float]] = []
    places: list[int] = []
    for place in np.setdiff1d(np.arange(len(packets)), rows, assume_unique=True).tolist():
        ip = ip_packet(int(packets.link_type[place]), packets.packet(place))
        whole = reassembly.add(ip) if ip is not None else None
        udp = udp_datagram(whole) if whole is not None else None
        if whole is not None and udp is not None:
            found.append((udp[2], Peer(whole.source, udp[0], udp[1]), float(packets.time[place])))
            places.append(place)
    if not found:
        return plain
    both = joined([plain, burst_of(found)])
    return both.rows(np.argsort(np.concatenate([rows, np.array(places, np.int64)]), kind="stable"))
