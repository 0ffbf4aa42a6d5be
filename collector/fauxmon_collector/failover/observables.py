"""Observables: O1 to O17 of the procedure by which a failover is tested, each judged on the evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fauxmon_collector.failover.evidence import Evidence, Node
from fauxmon_collector.failover.limits import GRACE_MS
from fauxmon_collector.failover.report import Code, Observable, Status
from fauxmon_collector.failover.switch import Switch

Judged = tuple[Status, str]
TITLES = {
    "O1": "A Source named by the first node's address exists",
    "O2": "All Sources has a Channel for the first node",
    "O3": "Flows and bytes of the first node's Channel increase",
    "O4": "Before the switch there is no Source for the second node, and never one for the shared address",
    "O5": "The first node's Channel gets no new flows after the switch",
    "O6": "A Source named by the second node's address appears by itself",
    "O7": "All Sources has a Channel for each of the two nodes",
    "O8": "The second node's counters rise",
    "O9": "The first node's Channel and its history are still there",
    "O10": "All Sources is the sum of the nodes: nothing is lost, nothing counted twice",
    "O11": "A Chapter of one node shows that node's time only, a * Chapter a continuous line",
    "O12": "The * Chapters include the second node without an edit",
    "O13": "The first node stays silent when it is back, or resumes in its old Channel",
    "O14": "With Server NAT there is one Source, named by the shared address",
    "O15": "A Source is named by the interface that the route to the collector leads over",
    "O16": "The second node's data is decoded with its own Templates",
    "O17": "Two ticked interfaces of a node are one Source",
}


def observe(evidence: Evidence, switch: Switch | None, faults: Collection[Code]) -> tuple[Observable, ...]:
    """All of them. What is missing has failed once a fault explains it, else it is not there yet."""
    judge = _Judge(evidence, switch, faults)
    looks: dict[str, Callable[[], Judged]] = {
        "O1": lambda: judge.is_heard(evidence.before),
        "O2": judge.has_channel,
        "O3": lambda: judge.counts(evidence.before),
        "O4": judge.no_other_source,
        "O5": judge.stopped,
        "O6": lambda: judge.is_heard(evidence.after),
        "O7": judge.has_two_channels,
        "O8": lambda: judge.counts(evidence.after),
        "O9": judge.still_there,
        "O10": judge.adds_up,
        "O11": judge.single_chapters,
        "O12": judge.all_chapters,
        "O13": judge.is_back,
        "O14": judge.server_nat,
        "O15": judge.route,
        "O16": judge.own_templates,
        "O17": judge.interfaces,
    }
    return tuple(Observable(id_, TITLES[id_], *look()) for id_, look in looks.items())


class _Judge:
    """Each method judges an observable: its status, and what was seen."""

    def __init__(self, evidence: Evidence, switch: Switch | None, faults: Collection[Code]) -> None:
        self._evidence = evidence
        self._switch = switch
        self._faults = faults
        self._missing = Status.FAIL if faults else Status.NOT_YET

    def is_heard(self, node: Node) -> Judged:
        if not node.heard:
            return self._missing, f"nothing came from {node.address}"
        messages = sum(stream.messages for stream in node.streams)
        return Status.PASS, f"{node.address} has sent {messages} messages"

    def has_channel(self) -> Judged:
        channels = self._live(self._evidence.before)
        if not channels:
            return self._missing, f"no Channel of All Sources is {self._evidence.before.address}'s"
        return Status.PASS, f"Channel {', '.join(channels)}"

    def counts(self, node: Node) -> Judged:
        if not node.activity.flows:
            return self._missing, f"no flow of {node.address} can be queried"
        return Status.PASS, f"{node.activity.flows} flows, {node.activity.octets} bytes"

    def no_other_source(self) -> Judged:
        shared, before, after = self._evidence.shared, self._evidence.before, self._evidence.after
        if shared is not None and shared.heard:
            return Status.FAIL, f"there is a Source {shared.address}"
        if not before.heard:
            return self._missing, f"nothing came from {before.address}"
        first_ms, other_ms = before.activity.first_ms, after.activity.first_ms
        if first_ms is not None and other_ms is not None and other_ms < first_ms - GRACE_MS:
            return Status.FAIL, f"{after.address} sent {(first_ms - other_ms) / 1000:.1f} s before {before.address}"
        named = "none of the shared address" if shared is None else f"none {shared.address}"
        return Status.PASS, f"no Source {after.address} before the switch, {named}"

    def stopped(self) -> Judged:
        switch, address = self._switch, self._evidence.before.address
        if switch is None:
            return self._missing, f"no switch from {address} was seen"
        if switch.both_ms > GRACE_MS:
            return Status.FAIL, f"{address} saw traffic for {switch.both_ms / 1000:.1f} s beside the other node"
        settled_ms = self._evidence.now_ms - switch.first_after_ms
        if not self._evidence.over and settled_ms < GRACE_MS:
            return Status.NOT_YET, f"the switch was {settled_ms} ms ago"
        return Status.PASS, f"last flow {switch.overlap_ms} ms after the first of the other node" if (
            switch.overlap_ms
        ) else f"last flow {switch.gap_ms} ms before the first of the other node"

    def has_two_channels(self) -> Judged:
        both = [self._live(node) for node in (self._evidence.before, self._evidence.after)]
        if not all(both):
            return self._missing, f"{sum(map(bool, both))} of the two nodes have a Channel"
        if len(both[0]) + len(both[1]) > 2:
            return Status.FAIL, f"Channels {', '.join(both[0] + both[1])}: a node sends to two ports"
        return Status.PASS, f"Channels {', '.join(both[0] + both[1])}"

    def still_there(self) -> Judged:
        before, switch = self._evidence.before, self._switch
        if switch is None:
            return self._missing, "no switch was seen"
        if not self._live(before):
            return Status.FAIL, f"the Channel of {before.address} has gone"
        return Status.PASS, f"Channel {', '.join(self._live(before))} has its {before.activity.flows} flows"

    def adds_up(self) -> Judged:
        evidence = self._evidence
        before, after, others = evidence.before.activity.flows, evidence.after.activity.flows, evidence.other_flows
        if self._switch is None:
            return self._missing, "no switch was seen"
        total = f"{evidence.total_flows} flows = {before} + {after}{f' + {others} of other Sources' if others else ''}"
        if evidence.total_flows != before + after + others:
            return Status.FAIL, total.replace("=", "are not")
        lost = evidence.before.lost + evidence.after.lost
        if lost:
            return Status.FAIL, f"{total}; lost by sequence: {evidence.before.lost} and {evidence.after.lost}"
        return Status.PASS, f"{total}; none lost by sequence"

    def single_chapters(self) -> Judged:
        nodes = (self._evidence.before, self._evidence.after)
        ids = [set(node.channels) for node in nodes]
        single = [one.name for one in self._evidence.chapters if one.channels and set(one.channels) in ids]
        if not single:
            return Status.NOT_APPLICABLE, "no Chapter has one of the nodes alone"
        status, why = self.stopped()
        return status, f"Chapters {', '.join(single)}: {why}"

    def all_chapters(self) -> Judged:
        names = [one.name for one in self._evidence.chapters if one.channels is None]
        if not names:
            return Status.NOT_APPLICABLE, "there is no Chapter of all Channels"
        if not self._live(self._evidence.after):
            return self._missing, f"{self._evidence.after.address} has no Channel"
        return Status.PASS, f"{len(names)} Chapters, such as {names[0]}"

    def is_back(self) -> Judged:
        before, switch = self._evidence.before, self._switch
        if switch is None:
            return self._missing, "no switch was seen"
        channels = self._live(before)
        if switch.back_ms is None:
            return Status.PASS, f"{before.address} has been silent since the switch, Channel {', '.join(channels)}"
        away_ms = switch.back_ms - switch.last_before_ms
        if len(channels) != 1:
            return Status.FAIL, f"{before.address} came back, and has {len(channels)} Channels"
        return Status.PASS, f"{before.address} came back after {away_ms / 1000:.1f} s in its old Channel {channels[0]}"

    def server_nat(self) -> Judged:
        if Code.SERVER_NAT_ON not in self._faults:
            return Status.NOT_APPLICABLE, "Server NAT is off"
        return Status.PASS, "the nodes cannot be told apart"

    def route(self) -> Judged:
        if Code.WRONG_INTERFACE_ADDRESS in self._faults:
            return Status.FAIL, "flows come from another address than was named"
        return Status.NOT_APPLICABLE, "no flows came from another interface"

    def own_templates(self) -> Judged:
        after = self._evidence.after
        if not after.heard:
            return self._missing, f"nothing came from {after.address}"
        streams = [stream for stream in after.streams if stream.needs_templates]
        if not streams:
            return Status.NOT_APPLICABLE, f"{after.address} sends no Templates"
        if Code.TEMPLATES_MISSING in self._faults:
            return Status.FAIL, f"{sum(one.held for one in streams)} Data Sets waited for Templates that did not come"
        if any(one.template_ms is None for one in streams):
            return self._missing, f"no Template of flows from {after.address} yet"
        held = sum(stream.held for stream in streams)
        recovered = sum(stream.recovered for stream in streams)
        waited = f"; {held} Data Sets waited for them, {recovered} records recovered" if held else ""
        return Status.PASS, f"Templates of {after.address} came{waited}; none of {self._evidence.before.address}'s used"

    def interfaces(self) -> Judged:
        several = [node for node in (self._evidence.before, self._evidence.after) if node.activity.interfaces > 1]
        if not several:
            return Status.NOT_APPLICABLE, "no node's flows name more than one input interface"
        told = ", ".join(f"{node.address}: {node.activity.interfaces} interfaces" for node in several)
        status = Status.PASS if all(len(self._live(node)) == 1 for node in several) else Status.FAIL
        return status, f"{told}, {'one Source each' if status is Status.PASS else 'several Sources'}"

    def _live(self, node: Node) -> list[str]:
        return [channel for channel in node.channels if channel in self._evidence.live_channels]
