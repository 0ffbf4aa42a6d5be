"""What exporters tell of themselves, from the socket to the control plane and the command line."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Running

Fauxmon = Callable[..., "subprocess.CompletedProcess[str]"]

SAMPLER = struct.pack(">11H", 3, 22, 260, 3, 1, 302, 4, 34, 4, 84, 4)
"""An Options Template: selectorId in the scope, samplingInterval, samplerName of 4 octets."""
STATISTICS = struct.pack(">9H", 3, 18, 261, 2, 1, 144, 4, 166, 8)
"""An Options Template: exportingProcessId in the scope, notSentFlowTotalCount."""


def ipfix(*sets: bytes) -> bytes:
    body = b"".join(sets)
    return struct.pack(">HHIII", 10, 16 + len(body), 1_700_000_000, 0, 7) + body


def test_what_an_exporter_tells_can_be_looked_at(emptied: Running, fauxmon: Fauxmon) -> None:
    samplers = struct.pack(">HHII4s", 260, 16, 1, 1000, b"fast")
    statistics = struct.pack(">HHIQ", 261, 16, 3, 12)
    emptied.send(ipfix(SAMPLER, STATISTICS, samplers, statistics))
    emptied.settle()
    (source,) = emptied.sources()
    assert source["not_sent"] == 12
    told = emptied.control(f"sources/{source['id']}")
    assert (told["address"], told["not_sent"]) == ("127.0.1.123", 12)
    (domain,) = told["domains"]
    assert domain["sampling"] == [{"selector": 1, "rate": 1000.0, "algorithm": "", "name": "fast"}]
    assert [one["notSentFlowTotalCount"] for one in domain["statistics"]] == [12]

    url = emptied.ready["http"]
    shown = fauxmon("status", "--url", url, "--source", "127.0.1.123")
    assert shown.returncode == 0
    assert "Not sent, as the exporter says: 12 flows." in shown.stdout
    assert "selector 1" in shown.stdout
    assert "1 in 1000" in shown.stdout
    assert json.loads(fauxmon("status", "--url", url, "--source", "127.0.1.123", "--json").stdout) == [told]
    assert "127.0.1.123 says that it did not send 12 flows\n" in fauxmon("status", "--url", url).stdout
    missing = fauxmon("status", "--url", url, "--source", "192.0.2.1")
    assert (missing.returncode, missing.stderr) == (1, "Error: there is no Source 192.0.2.1\n")
