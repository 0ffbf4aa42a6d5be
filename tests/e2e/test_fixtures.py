"""Every recorded case through the whole house: what REST says of each exporter is what nfdump and tshark counted."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.runtime.offline import Offline
from fauxmon.simulator.addresses import SourceAddresses
from fauxmon.simulator.replay import Replay
from fauxmon.simulator.speed import MAX
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.input.pcap import read_datagrams

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

CASES = Path(__file__).parents[2] / "fixtures" / "pcaps"
COUNTERS = ("messages", "templates", "records", "options_records", "lost")
SLOT_S = 300


@pytest.fixture(params=sorted(folder.name for folder in CASES.iterdir() if (folder / "expected.json").exists()))
def case(request: pytest.FixtureRequest) -> Path:
    return CASES / str(request.param)


def expected(case: Path) -> dict[str, dict[str, Any]]:
    """By Channel id. `records` are called `data_records` there; octets and packets are those of both directions."""
    loaded = json.loads((case / "expected.json").read_text())
    return {
        "{}_p{}".format(row["address"].replace(".", "-").replace(":", "-"), row["listening_port"]): {
            **row,
            "records": row["data_records"],
        }
        for row in loaded["exporters"]
    }


def test_ingested(case: Path, tmp_path: Path) -> None:
    with Offline(tmp_path) as offline:
        offline.read(case / "capture.pcap")
        counters = {row["channel_id"]: row for row in _with_channels(offline)}
        analysis = Analysis(offline.keeping.store, offline.keeping.repository, lambda: 0)
        totals = {total.channel_id: total for total in analysis.totals("live", 0, 2**52)}
        counts = offline.intake.counts()
    wanted = expected(case)
    assert set(counters) == set(totals) == set(wanted)
    for channel, row in wanted.items():
        assert {name: counters[channel][name] for name in COUNTERS} == {name: row[name] for name in COUNTERS}
        total = totals[channel]
        assert (total.flows, total.packets, total.octets) == (row["flows"], row["packets"], row["octets"])
    assert counts.records == counts.stored
    assert counts.data_sets == counts.decoded


def _with_channels(offline: Offline) -> Iterator[dict[str, Any]]:
    live = offline.intake.registry.counters()
    for source in offline.keeping.repository.sources.all():
        yield {"channel_id": source.channel_id, **live[source.id]}


@pytest.fixture(scope="module")
def live_server(start_in_module: Start) -> Running:
    return start_in_module(udp=("127.0.0.1:0", "127.0.0.1:0"))


def test_replayed(case: Path, live_server: Running) -> None:
    live_server.http.post("/_fauxmon/reset")
    datagrams = list(read_datagrams(case / "capture.pcap"))
    ports = sorted({datagram.destination_port for datagram in datagrams})
    played: dict[str, str] = {}
    for port, collector in zip(ports, live_server.udp, strict=False):
        with Replay(collector, SourceAddresses(collector[0])) as replay:
            asyncio.run(replay.play([d for d in datagrams if d.destination_port == port], MAX))
        for original, address in replay.addresses.used().items():
            original_channel = f"{original.replace('.', '-').replace(':', '-')}_p{port}"
            played[original_channel] = f"{str(address).replace('.', '-')}_p{collector[1]}"
    assert live_server.settle()["settled"]
    ledger = live_server.control("ledger")
    assert ledger["balanced"]
    assert ledger["offered"] == ledger["framed"] == len(datagrams)
    sources = {row["channel_id"]: row for row in live_server.sources()}
    octets, packets = charted(live_server, "traffic"), charted(live_server, "packets")
    for channel, row in expected(case).items():
        source = sources.pop(played[channel])
        assert {name: source[name] for name in COUNTERS} == {name: row[name] for name in COUNTERS}
        assert round(octets[source["channel_id"]] / 8) == row["octets"]
        assert round(packets[source["channel_id"]]) == row["packets"]
    assert sources == {}


def charted(server: Running, measure: str) -> dict[str, float]:
    """Sums over the chart of the last and the present slots, by Channel id."""
    now = dt.datetime.fromtimestamp(server.control("health")["time_ms"] / 1000, dt.UTC)
    span = dt.timedelta(seconds=2 * SLOT_S)
    search = {
        "from": f"{now - span:%Y-%m-%d %H:%M}",
        "to": f"{now + span:%Y-%m-%d %H:%M}",
        "profile": "live",
        "chart": {"measure": measure, "protocol": 0},
    }
    series = server.rest("GET", "/rest/fmc/analysis/chart", params={"search": json.dumps(search)}).json()
    return {
        row["channel"]["id"].removeprefix("live/"): SLOT_S * sum(value for _, value in row["values"]) for row in series
    }
