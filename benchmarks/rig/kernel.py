"""What Linux is asked for: a private network, processors, sockets' queues and drops, processes' time and memory."""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CPUCLOCK_SCHED = 2
CLONE_NEWNET = 0x4000_0000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
MIB = 1024 * 1024


def enter_private_network() -> bool:
    """Move this process into a network namespace of its own that has only loopback, so that nothing else of the machine
    sends to our ports. False where that is not allowed; then the machine's own loopback serves."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0 or libc.unshare(CLONE_NEWNET) != 0:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        name = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(one, SIOCGIFFLAGS, name))[1]
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))
    return True


def processors() -> tuple[int, int]:
    """(the collector's, the sender's): the first and the last that we may use; they are the same where there is one."""
    ours = sorted(os.sched_getaffinity(0))
    return ours[0], ours[-1]


class Queue(NamedTuple):
    """A UDP port's sockets: octets that wait (as the kernel accounts them), datagrams dropped."""

    octets: int
    drops: int


def queue(port: int) -> Queue | None:
    """The sockets bound to a port, together; None if there is none."""
    found = []
    wanted = f":{port:04X} "
    for table in ("/proc/net/udp", "/proc/net/udp6"):
        with open(table, encoding="ascii") as lines:  # noqa: PTH123 - asked for often
            for line in lines:
                if wanted in line:
                    words = line.split()
                    if words[1].endswith(wanted.strip()):
                        found.append((int(words[4].partition(":")[2], 16), int(words[-1])))
    return Queue(*map(sum, zip(*found, strict=True))) if found else None


def queued(port: int) -> int:
    """Octets that wait at a port; 0 if nobody listens."""
    here = queue(port)
    return here.octets if here else 0


class Usage(NamedTuple):
    """A process and its children: CPU seconds (user and system), resident memory now and at most, in MiB."""

    cpu_s: float
    rss_mib: float
    peak_rss_mib: float


def usage(pid: int) -> Usage:
    """What the processes of a tree have used so far; those that have ended do not count."""
    cpu = rss = peak = 0.0
    for one in tree(pid):
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue  # it has ended
        cpu += _cpu_s(one)
        rss += _kib(status, "VmRSS") / 1024
        peak += _kib(status, "VmHWM") / 1024
    return Usage(cpu, rss, peak)


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from tree(int(child))


def receive_buffer_limit() -> int | None:
    """The largest receive buffer that a process may ask for, in octets, where the kernel tells."""
    try:
        return int(Path("/proc/sys/net/core/rmem_max").read_text())
    except OSError:
        return None


def _cpu_s(pid: int) -> float:
    """User and system time of all its threads, to the ns: the clock of a process is numbered after it (Linux)."""
    try:
        return time.clock_gettime((~pid << 3) | CPUCLOCK_SCHED)
    except OSError:
        return 0.0  # it has ended


def _kib(status: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", status, re.MULTILINE)
    return int(found[1]) if found else 0
