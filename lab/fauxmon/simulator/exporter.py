"""Exporter: the Exporting Process of one LoadMaster: its flow cache, its Templates, its sequence numbers. Sans-IO."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fauxmon.simulator.traffic import Flows, count_of, cut, together, where
from fauxmon_collector.wire.encoder import data_set, data_set_from_columns, ipfix_message, template, template_set

FIELDS: tuple[tuple[str, int], ...] = (
    ("sourceIPv4Address", 4),
    ("destinationIPv4Address", 4),
    ("sourceTransportPort", 2),
    ("destinationTransportPort", 2),
    ("protocolIdentifier", 1),
    ("tcpControlBits", 2),
    ("octetDeltaCount", 8),
    ("packetDeltaCount", 8),
    ("flowStartMilliseconds", 8),
    ("flowEndMilliseconds", 8),
    ("flowEndReason", 1),
    ("ingressInterface", 4),
    ("egressInterface", 4),
    ("npnRoundTripTime", 4),
    ("npmServerResponseTime", 4),
    ("npmTcpRetransmission", 4),
    ("npmTcpOutOfOrder", 4),
    ("npmJitterAvg", 4),
    ("npmDelayAvg", 4),
    ("tcpSynSize", 1),
    ("tcpSynTtl", 1),
    ("tcpWindowSize", 2),
)
"""What a record has, of IANA's elements and Flowmon's, with lengths in octets."""
PROCESS = (("exportingProcessId", 4), ("systemInitTimeMilliseconds", 8), ("exportedFlowRecordTotalCount", 8))
"""What the Exporting Process tells of itself; the first is the scope."""
FLOW_TEMPLATE_ID, PROCESS_TEMPLATE_ID = 256, 257
LARGEST_MESSAGE = 1_400
"""Octets: what goes into a datagram that no network cuts."""
IPFIX_VERSION = 10


@dataclass(frozen=True, slots=True)
class Message:
    """One IPFIX message and what its flow records add up to."""

    payload: bytes
    session: int
    sequence: int
    flows: int = 0
    packets: int = 0
    octets: int = 0


class Exporter:
    """Gives messages when asked, in order. Times are seconds since the pair was switched on; `start_s` is that moment
    by the clock of the unit, in seconds since 1970.

    A flow is exported `flow_timeout_s` after its end. `session` goes up by one at each cold start: the sender takes a
    new source port then. `layout` turns the order of the fields, so that a record read by another exporter's Template
    of the same id makes no sense.
    """

    def __init__(self, domain: int, layout: int, flow_timeout_s: float, template_refresh_s: float) -> None:
        self.domain = domain
        self.session = 0
        self.sequence = 0
        self.flow_timeout_s = flow_timeout_s
        self.template_refresh_s = template_refresh_s
        self._layout = template(IPFIX_VERSION, FLOW_TEMPLATE_ID, FIELDS[layout:] + FIELDS[:layout])
        self._process = template(IPFIX_VERSION, PROCESS_TEMPLATE_ID, PROCESS, scope_count=1, kind="options")
        self._cache: list[Flows] = []
        self._started_s = 0.0
        self._exported = 0
        self._templates_due_s = 0.0

    def cold_start(self, now_s: float) -> None:
        """As after a boot: another source port, an empty cache, numbers from 0, Templates first."""
        self.session += 1
        self._cache.clear()
        self.restart(now_s)

    def restart(self, now_s: float) -> None:
        """Numbers from 0 and Templates first, from the same port and with what is in the cache."""
        self.sequence = self._exported = 0
        self._started_s = self._templates_due_s = now_s

    def observe(self, flows: Flows) -> None:
        """Take flows into the cache."""
        if count_of(flows):
            self._cache.append(flows)

    def export(self, now_s: float, start_s: float, templates: bool = True) -> list[Message]:
        """Templates, if they are due and are to be sent, and the flows that are over since the timeout."""
        messages = self._templates(now_s, start_s) if templates else []
        if not self._cache:
            return messages
        flows = together(self._cache)
        over = flows["flowEndMilliseconds"] <= np.uint64(max(0, round(1000 * (now_s - self.flow_timeout_s))))
        self._cache = [where(flows, ~over)] if not over.all() else []
        return messages + self._records(where(flows, over), now_s, start_s)

    def flush(self, now_s: float, start_s: float) -> list[Message]:
        """All flows of the cache, as far as they have come, as at a shutdown."""
        if not self._cache:
            return []
        flows = cut(together(self._cache), round(1000 * now_s))
        self._cache.clear()
        return self._records(flows, now_s, start_s)

    def forget(self) -> int:
        """Lose the cache, as when the power goes; how many flows that were."""
        lost = sum(map(count_of, self._cache))
        self._cache.clear()
        return lost

    def _templates(self, now_s: float, start_s: float) -> list[Message]:
        if now_s < self._templates_due_s:
            return []
        self._templates_due_s = now_s + self.template_refresh_s
        told = {
            "exportingProcessId": self.domain,
            "systemInitTimeMilliseconds": round(1000 * (start_s + self._started_s)),
            "exportedFlowRecordTotalCount": self._exported,
        }
        sets = [template_set([self._layout]), template_set([self._process]), data_set(self._process, [told])]
        message = Message(self._framed(sets, now_s, start_s), self.session, self.sequence)
        self._count(1)
        return [message]

    def _records(self, flows: Flows, now_s: float, start_s: float) -> list[Message]:
        since_1970 = np.uint64(round(1000 * start_s))
        flows = {
            **flows,
            **{name: flows[name] + since_1970 for name in ("flowStartMilliseconds", "flowEndMilliseconds")},
        }
        at_once = (LARGEST_MESSAGE - 20) // self._layout.min_length
        messages = []
        for first in range(0, count_of(flows), at_once):
            part = {name: column[first : first + at_once] for name, column in flows.items()}
            count = count_of(part)
            payload = self._framed([data_set_from_columns(self._layout, part, count)], now_s, start_s)
            packets, octets = int(part["packetDeltaCount"].sum()), int(part["octetDeltaCount"].sum())
            messages.append(Message(payload, self.session, self.sequence, count, packets, octets))
            self._count(count)
            self._exported += count
        return messages

    def _framed(self, sets: list[bytes], now_s: float, start_s: float) -> bytes:
        return ipfix_message(sets, export_time=int(start_s + now_s), sequence=self.sequence, domain=self.domain)

    def _count(self, records: int) -> None:
        self.sequence = (self.sequence + records) % (1 << 32)
