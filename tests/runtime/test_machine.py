"""What Linux tells, from files laid out as it lays them out, and from the machine that the test runs on."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from fauxmon.runtime.machine import LinuxMachine
from fauxmon_api.machine import Interface, Usage

FILES = {
    "proc/uptime": "351735.47 234388.90\n",
    "proc/meminfo": "MemTotal:       16384 kB\nMemFree:  1024 kB\nMemAvailable:    6144 kB\n",
    "proc/net/if_inet6": (
        "fe800000000000000000000000000001 03 40 20 80    wan9\n20010db8000000000000000000000007 03 40 00 80    wan9\n"
    ),
    "sys/block/sda/device/model": "Virtual disk\n",
    "sys/block/nvme0n1/device/model": "Flash\n",
    "sys/block/loop0/size": "0\n",
    "sys/class/net/lo/type": "772\n",
    "sys/class/net/wan9/type": "1\n",
    "sys/class/net/wan9/carrier": "1\n",
    "sys/class/net/wan9/address": "00:11:22:33:44:55\n",
    "sys/class/net/wan9/speed": "10000\n",
    "sys/class/net/wan9/mtu": "9000\n",
    "sys/class/net/wan9/statistics/rx_bytes": "8000000000\n",
    "sys/class/net/wan9/statistics/tx_bytes": "3\n",
    "sys/class/net/dmz8/type": "1\n",
    "sys/class/net/dmz8/carrier": "0\n",
    "sys/class/net/dmz8/speed": "-1\n",
    "sys/class/net/bonding_masters": "\n",
}


def machine(root: Path, files: Mapping[str, str]) -> LinuxMachine:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return LinuxMachine(root=root)


def test_what_files_tell(tmp_path: Path) -> None:
    told = machine(tmp_path, FILES)
    assert told.uptime_s() == 351_735.47
    assert told.memory() == Usage(16_384 * 1024, 10_240 * 1024)
    assert told.disks() == ["/dev/nvme0n1", "/dev/sda"]
    assert told.interfaces() == [
        Interface("dmz8", False, "", "", 0, 0, 0, 0),
        Interface("wan9", True, "00:11:22:33:44:55", "2001:db8::7", 10_000, 8_000_000_000, 3, 9000),
    ]


def test_a_kernel_that_tells_no_available_memory(tmp_path: Path) -> None:
    told = machine(tmp_path, {"proc/meminfo": "MemTotal: 8 kB\nMemFree: 3 kB\n"})
    assert told.memory() == Usage(8 * 1024, 5 * 1024)


def test_where_there_is_neither_proc_nor_sys(tmp_path: Path) -> None:
    told = machine(tmp_path, {})
    assert (told.uptime_s(), told.memory(), told.disks(), told.interfaces()) == (0, Usage(0, 0), [], [])


def test_this_machine() -> None:
    here = LinuxMachine()
    assert here.name() == socket.gethostname()
    assert here.load() == pytest.approx(os.getloadavg(), abs=10)
    assert 0 < here.memory().used < here.memory().total
    assert here.uptime_s() > 0
    assert "lo" not in [interface.name for interface in here.interfaces()]
    assert here.system_disk().total == shutil.disk_usage("/").total
    assert here.boot_disk().total > 0


def test_the_data_directory(tmp_path: Path) -> None:
    data = tmp_path / "data"
    here = LinuxMachine(data)
    assert here.data_disk().total == shutil.disk_usage(tmp_path).total, "before it is made, where it will be"
    assert here.data_octets() == 0
    (data / "flows").mkdir(parents=True)
    (data / "flows" / "1.parquet").write_bytes(os.urandom(100_000))
    assert 100_000 <= here.data_octets() <= 300_000


def test_without_a_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert LinuxMachine().data_disk().total == shutil.disk_usage(tmp_path).total
    assert LinuxMachine().data_octets() == 0
