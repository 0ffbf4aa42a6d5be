"""The ordered HA test procedure of the operator, step by step, with a simulated pair and a real server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.step import Value
from fauxmon.simulator.traffic import Traffic

if TYPE_CHECKING:
    from tests.e2e.conftest import Running

START_S = 1_764_000_000.0
A, B, SHARED, ELSEWHERE = "127.0.1.123", "127.0.1.124", "127.0.1.100", "127.0.2.124"
HA_TIMEOUT_S = 3
RESET_STATE = PairSettings(ha_timeout_s=HA_TIMEOUT_S, boot_s=10, server_nat=True, endpoint=False, interfaces=())
QUIET = Traffic(seed=3, connections=0)


def new_pair(server: Running) -> LoadMasterPair:
    """It need not pause for the receiver: each second is settled."""
    return LoadMasterPair(server.udp[0], START_S, RESET_STATE, QUIET, sleep=lambda _: None)


class Bench:
    """The pair, the collector, and what the operator does to the one and reads off the other."""

    def __init__(self, server: Running, pair: LoadMasterPair) -> None:
        self.server = server
        self.pair = pair

    def do(self, what: str, unit: str | None = None, value: Value = None) -> None:
        self.pair.do(what, unit, value)

    def wait(self, seconds: int) -> None:
        """Until everything that was sent by then can be queried."""
        for _ in range(seconds):
            self.pair.advance(1)
            assert self.server.settle(self.pair.receipts)["settled"]

    def set_up(self, *, nat: bool, interfaces: tuple[int, ...] = (1,)) -> None:
        """On the shared address: Server NAT, Collector Endpoint, the interfaces; then clients come."""
        self.do("nat", value=nat)
        self.do("endpoint", value=True)
        self.do("interfaces", value=interfaces)
        self.do("traffic", value=25)

    def sources(self) -> set[str]:
        return {row["address"] for row in self.server.sources()}

    def flows(self, address: str) -> int:
        return self.of(address)["records"]

    def of(self, address: str) -> dict[str, Any]:
        (row,) = (row for row in self.server.sources() if row["address"] == address)
        return row

    def chapter(self, name: str, channels: str | list[str]) -> str:
        entity = {"name": name, "type": "traffic", "profile": "live", "channels": channels}
        answer = self.server.rest("POST", "/rest/fmc/chapters", json={"entity": entity})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def rows(self, chapter: str) -> set[str]:
        """The names of the Channels that a Chapter shows anything of."""
        data = self.server.rest("GET", f"/rest/fmc/chapterData/{chapter}", params={"search": self._ever()})
        assert data.status_code == 200, data.text
        return {next(iter(row.values())) for row in data.json()["table"]["data"] if float(row["ibyt"])}

    def _ever(self) -> str:
        last_ms = max(row["last_seen_ms"] for row in self.server.sources())
        return json.dumps({"from": last_ms - 3_600_000, "to": last_ms + 600_000})

    def verdict(self, after: str = B) -> dict[str, Any]:
        question = {
            "before": A,
            "after": after,
            "shared": SHARED,
            "clock": "exporters",
            "now": round((START_S + self.pair.now_s) * 1000),
        }
        answer = self.server.http.post("/_fauxmon/verify/failover", json=question)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def statuses(self) -> dict[str, str]:
        return {one["id"]: one["status"] for one in self.verdict()["observables"]}


def test_the_seventeen_steps(emptied: Running) -> None:
    with new_pair(emptied) as pair:
        bench = Bench(emptied, pair)

        # 0. Preflight: nobody exports.
        bench.wait(30)
        assert bench.sources() == set()

        # 1 to 3. Server NAT off, endpoint, interface; clients come.
        bench.set_up(nat=False)
        bench.wait(10)

        # 4 and 5. O1 to O4: the active unit by its interface address, and nobody else.
        assert bench.sources() == {A}
        assert emptied.channels() == [bench.of(A)["channel_id"]]
        flows = bench.flows(A)
        bench.wait(3)
        assert bench.flows(A) > flows

        # 6. Chapters of node A, and of all Channels.
        of_a = bench.chapter("Node A", [bench.of(A)["channel_id"]])
        of_all = bench.chapter("Both nodes", "*")

        # 7 to 9. Reboot; O5 to O8: the other unit shows up by itself.
        bench.do("reboot", "a")
        bench.wait(HA_TIMEOUT_S + 2)
        flows = bench.flows(A)
        bench.wait(8)
        assert bench.flows(A) == flows
        assert bench.sources() == {A, B}
        assert set(emptied.channels()) == {bench.of(A)["channel_id"], bench.of(B)["channel_id"]}

        # 10. O9 and O10: A's history is there, the sum of both is everything that was sent.
        sent = {address: pair.truth.from_address(address).flows for address in (A, B)}
        assert {address: bench.flows(address) for address in (A, B)} == sent

        # 11. O11 and O12: a Chapter of B, and the one of all Channels took B in without an edit.
        of_b = bench.chapter("Node B", [bench.of(B)["channel_id"]])
        assert bench.rows(of_a) == {A}
        assert bench.rows(of_b) == {B}
        assert bench.rows(of_all) == {A, B}

        # 12. O13: without a preferred host the one that returns stays silent.
        bench.wait(10)
        assert bench.flows(A) == flows
        assert len(emptied.channels()) == 2
        verdict = bench.verdict()
        assert (verdict["result"], verdict["findings"]) == ("pass", [])
        seen = {one["id"]: one["status"] for one in verdict["observables"]}
        assert [id_ for id_ in (f"O{n}" for n in range(1, 14)) if seen[id_] != "pass"] == []

    # 13. The negative run, O14: with Server NAT on there is one Source, named by the shared address.
    emptied.reset()
    with new_pair(emptied) as pair:
        bench = Bench(emptied, pair)
        bench.set_up(nat=True)
        bench.wait(12)
        bench.do("reboot", "a")
        bench.wait(20)
        assert bench.sources() == {SHARED}
        assert [finding["code"] for finding in bench.verdict()["findings"]] == ["SERVER_NAT_ON"]

    # 14. The routing run, O15: the Source is named by the interface that leads to the collector.
    emptied.reset()
    with new_pair(emptied) as pair:
        bench = Bench(emptied, pair)
        bench.do("route", "b", ELSEWHERE)
        bench.set_up(nat=False)
        bench.wait(12)
        bench.do("reboot", "a")
        bench.wait(20)
        assert bench.sources() == {A, ELSEWHERE}
        assert [finding["code"] for finding in bench.verdict()["findings"]] == ["WRONG_INTERFACE_ADDRESS"]
        assert bench.verdict(after=ELSEWHERE)["result"] == "pass"

    # 15 and 16. Templates of its own, O16; two interfaces ticked are still one Source a node, O17.
    emptied.reset()
    with new_pair(emptied) as pair:
        bench = Bench(emptied, pair)
        bench.do("templates", "b", False)
        bench.set_up(nat=False, interfaces=(1, 2))
        bench.wait(12)
        bench.do("reboot", "a")
        bench.wait(8)
        assert bench.flows(B) == 0
        bench.do("templates", "b", True)
        bench.wait(20)
        assert bench.flows(B) == pair.truth.from_address(B).flows
        assert bench.sources() == {A, B}
        seen = bench.statuses()
        assert (seen["O16"], seen["O17"]) == ("pass", "pass")
