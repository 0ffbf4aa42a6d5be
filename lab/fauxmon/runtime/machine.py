"""LinuxMachine: what `/proc` and `/sys` tell of this machine (`fauxmon_api.machine.Machine`)."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import shutil
import socket
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fauxmon_api.machine import Interface, Usage

_LOOPBACK = "772"
"""ARPHRD_LOOPBACK."""
_GET_ADDRESS = 0x8915
"""SIOCGIFADDR (netdevice(7))."""
_NAME_OCTETS = 15
_BLOCK_OCTETS = 512
"""Of `st_blocks`, whatever the file system's own blocks are."""


class LinuxMachine:
    """Everything is read anew at each call. `data` is the data directory, None if nothing is kept; `root` is where
    `/proc` and `/sys` are looked for."""

    def __init__(self, data: Path | None = None, root: Path = Path("/")) -> None:
        self._data = data
        self._root = root

    def name(self) -> str:
        """Its host name."""
        return socket.gethostname()

    def uptime_s(self) -> float:
        """proc(5), `/proc/uptime`."""
        return float((self._text("proc/uptime") or "0").split()[0])

    def load(self) -> tuple[float, float, float]:
        """getloadavg(3)."""
        return os.getloadavg()

    def memory(self) -> Usage:
        """proc(5), `/proc/meminfo`, which counts in KiB."""
        lines = (line.split() for line in self._text("proc/meminfo").splitlines())
        octets = {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines}
        total = octets.get("MemTotal", 0)
        return Usage(total, total - octets.get("MemAvailable", octets.get("MemFree", 0)))

    def disks(self) -> Sequence[str]:
        """Block devices that are hardware, or what a hypervisor gives for it."""
        return sorted(f"/dev/{device.name}" for device in self._list("sys/block") if (device / "device").exists())

    def system_disk(self) -> Usage:
        """The file system of `/`."""
        return _usage(Path("/"))

    def boot_disk(self) -> Usage:
        """That of `/boot`, where there is one."""
        return _usage(Path("/boot"))

    def data_disk(self) -> Usage:
        """That of the data directory; without one, flows are in temporary files."""
        return _usage(Path(tempfile.gettempdir()) if self._data is None else self._data)

    def data_octets(self) -> int:
        """As they lie on the disk; a file that goes away meanwhile counts nothing."""
        files = [] if self._data is None else self._data.rglob("*")
        return sum(_octets(file) for file in files)

    def interfaces(self) -> Sequence[Interface]:
        """Of `/sys/class/net`."""
        devices = sorted(self._list("sys/class/net"), key=lambda device: device.name)
        return [self._interface(device) for device in devices if _read(device / "type") not in ("", _LOOPBACK)]

    def _interface(self, device: Path) -> Interface:
        return Interface(
            name=device.name,
            link=_read(device / "carrier") == "1",
            mac=_read(device / "address"),
            ip=_ipv4(device.name) or self._ipv6(device.name),
            speed=max(0, _number(device / "speed")),
            rx_octets=_number(device / "statistics/rx_bytes"),
            tx_octets=_number(device / "statistics/tx_bytes"),
            mtu=_number(device / "mtu"),
        )

    def _ipv6(self, name: str) -> str:
        """The first address of global scope: digits, number, prefix, scope, flags and name make a line."""
        for line in self._text("proc/net/if_inet6").splitlines():
            digits, _, _, scope, _, device = line.split()
            if device == name and scope == "00":
                return str(ipaddress.IPv6Address(bytes.fromhex(digits)))
        return ""

    def _text(self, path: str) -> str:
        return _read(self._root / path)

    def _list(self, path: str) -> list[Path]:
        try:
            return list((self._root / path).iterdir())
        except OSError:
            return []


def _read(path: Path) -> str:
    """What a file holds; "" if it cannot be read, as the speed of a link that is down."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    return int(_read(path) or "0")


def _octets(file: Path) -> int:
    try:
        return file.lstat().st_blocks * _BLOCK_OCTETS
    except OSError:
        return 0


def _usage(path: Path) -> Usage:
    """Of the file system that holds a path, or would."""
    existing = next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
    usage = shutil.disk_usage(existing)
    return Usage(usage.total, usage.used)


def _ipv4(name: str) -> str:
    request = struct.pack("256s", os.fsencode(name)[:_NAME_OCTETS])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking.fileno(), _GET_ADDRESS, request)
        except OSError:
            return ""
    return socket.inet_ntoa(answer[20:24])
