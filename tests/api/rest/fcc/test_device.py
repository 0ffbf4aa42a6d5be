"""The machine as the contract has it; what it says is the fixture's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

INFO = {
    "deviceName": "flowmon-lab",
    "onlineTime": 3,
    "disks": [
        {"name": "/dev/sda", "isSmart": 0, "smartError": 0},
        {"name": "/dev/sdb", "isSmart": 0, "smartError": 0},
    ],
}
CPU = {"avg1Min": "0.13", "avg5Min": "1.00", "avg15Min": "12.50"}
RAM = {"total": 8192, "used": 3072}
DATA = {
    "total": 900_000,
    "used": 30_000,
    "consumers": [{"name": "Monitoring center", "used": 12_000}, {"name": "Others", "used": 18_000}],
}
SYSTEM = {"total": 20_000, "used": 5_000}
BOOT = {"total": 1_000, "used": 100}


@pytest.mark.parametrize(
    ("part", "expected"),
    [("info", INFO), ("cpu", CPU), ("ram", RAM), ("datadisk", DATA), ("systemdisk", SYSTEM), ("bootdisk", BOOT)],
)
def test_a_part(client: httpx.Client, part: str, expected: dict[str, Any]) -> None:
    response = client.get(f"/rest/fcc/device/{part}")
    assert (response.status_code, response.json()) == (200, expected)


def test_the_whole(client: httpx.Client) -> None:
    response = client.get("/rest/fcc/device/")
    assert (response.status_code, response.json()) == (
        200,
        {
            "deviceInfo": INFO,
            "cpuLoad": CPU,
            "ramUsage": RAM,
            "dataDiskUsage": DATA,
            "systemDiskUsage": SYSTEM,
            "bootDiskUsage": BOOT,
        },
    )


def test_a_stranger_learns_nothing(stranger: httpx.Client) -> None:
    assert stranger.get("/rest/fcc/device/info").status_code == 401
