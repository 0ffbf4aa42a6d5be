"""Messages: flows as a row of NetFlow v5, v9 or IPFIX messages, numbered as the protocol says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fauxmon.testing.records import END, START, UPTIMES, Record, Value, alike, record_of
from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.templates import Template

LARGEST = 1400
"""Octets of records in one message: with every header it fits into an Ethernet frame."""
V5_MOST = 30
UP_MS = 24 * 3600 * 1000
"""An exporter has been up for a day when it is made: so old may flows be that NetFlow tells of."""
FIRST_TEMPLATE = 256


class Messages:
    """What one exporter has told so far. A Template goes out with the first records that need it.

    Sequence numbers count flows in NetFlow v5, messages in v9, data records in IPFIX.
    """

    def __init__(self, version: int, domain: int, now_ms: int) -> None:
        self._version = version
        self._domain = domain
        self._started_ms = now_ms - UP_MS
        self._sequence = 0
        self._templates: dict[tuple[tuple[str, int], ...], Template] = {}

    def of(self, flows: Sequence[Mapping[str, Value]], now_ms: int) -> list[bytes]:
        """The next messages. Errors: ValueError for what this protocol cannot tell; nothing is remembered then."""
        records = [record_of(flow, now_ms) for flow in flows]
        before = self._sequence, dict(self._templates)
        try:
            return list(self._built(records, now_ms))
        except (ValueError, OverflowError) as error:
            self._sequence, self._templates = before
            raise ValueError(f"cannot be sent: {error}") from error

    def _built(self, records: list[Record], now_ms: int) -> Iterator[bytes]:
        if self._version != 10:
            records = [self._by_uptime(record) for record in records]
        if self._version == 5:
            yield from self._v5(records, now_ms)
            return
        for fields, group in alike(records, self._version):
            sets = []
            if (template := self._templates.get(fields)) is None:
                number = FIRST_TEMPLATE + len(self._templates)
                template = self._templates[fields] = encoder.template(self._version, number, fields)
                sets = [encoder.template_set([template])]
            for some in _packed(template, group):
                sets.append(encoder.data_set(template, some))
                yield self._message(sets, len(some), now_ms)
                sets = []

    def _message(self, sets: Sequence[bytes], records: int, now_ms: int) -> bytes:
        sequence, seconds = self._sequence & 0xFFFF_FFFF, now_ms // 1000
        if self._version == 10:
            self._sequence += records
            return encoder.ipfix_message(sets, export_time=seconds, sequence=sequence, domain=self._domain)
        self._sequence += 1
        return encoder.v9_message(
            sets,
            count=records + len(sets) - 1,
            sysuptime=now_ms - self._started_ms,
            export_time=seconds,
            sequence=sequence,
            domain=self._domain,
        )

    def _v5(self, records: Sequence[Record], now_ms: int) -> Iterator[bytes]:
        layout = set(implicit_template(5).keys)
        for record in records:
            if strange := record.keys() - layout:
                raise ValueError(f"NetFlow v5 has no {', '.join(sorted(strange))}")
        seconds, milliseconds = divmod(now_ms, 1000)
        for start in range(0, len(records), V5_MOST):
            some = records[start : start + V5_MOST]
            yield encoder.v5_message(
                some,
                sysuptime=now_ms - self._started_ms,
                export_time=seconds,
                unix_nsecs=milliseconds * 1_000_000,
                sequence=self._sequence & 0xFFFF_FFFF,
            )
            self._sequence += len(some)

    def _by_uptime(self, record: Record) -> Record:
        times = {UPTIMES[name]: int(record[name]) - self._started_ms for name in (START, END)}
        if min(times.values()) < 0:
            raise ValueError(f"a flow is older than the {UP_MS // 3_600_000} h that this exporter has been up")
        return {name: value for name, value in record.items() if name not in UPTIMES} | times


def _packed(template: Template, records: Sequence[Record]) -> Iterator[list[Record]]:
    """Records in parts that fit into a message; one that is too large for any goes alone."""
    some: list[Record] = []
    size = 0
    for record in records:
        length = len(encoder.data_record(template, record))
        if some and size + length > LARGEST:
            yield some
            some, size = [], 0
        some.append(record)
        size += length
    if some:
        yield some
