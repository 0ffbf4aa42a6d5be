"""What must hold after every datagram, whatever it was (the six contracts of the wire)."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.decoder import Batch, Decoder, DecoderConfig
from fauxmon_collector.wire.holdback import HoldBackLimits
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.sessions import SessionLimits

SLOWEST_S = 0.5
"""CPU seconds that one datagram may take to feed, or to read."""

SMALL = DecoderConfig(
    sessions=SessionLimits(
        sessions=3,
        sessions_of_exporter=2,
        domains=2,
        domains_in_all=5,
        templates=3,
        fields=60,
        fields_in_all=120,
    ),
    hold_back=HoldBackLimits(session_octets=600, octets_in_all=1000, seconds=30.0),
    problems=4,
)
CONFIGS = (DecoderConfig(), SMALL)

SESSIONS = (
    Session("192.0.2.1", 40000, 2055),
    Session("192.0.2.1", 40001, 2055),
    Session("192.0.2.1", 40000, 4739),
    Session("2001:db8::1", 40000, 4739),
)


class Step(NamedTuple):
    """A datagram, and what is done after it."""

    datagram: bytes
    session: int
    now: float
    take: bool
    expire: bool
    forget: bool


class Broken(Exception):  # noqa: N818 - it is what a contract is, not an error of the fuzzer
    """A contract that does not hold."""


def run(steps: list[Step], config: DecoderConfig) -> int:
    """Feed a story and check; return how many records it held. Errors: Broken."""
    decoder = Decoder(config)
    records = 0
    for number, step in enumerate(steps, 1):
        records += _step(decoder, config, step, number)
    decoder.expire(1e12)
    _balance(decoder, config, len(steps))
    if decoder.counters.held_back:
        raise Broken("sets are held back for ever")
    records += _read(decoder)
    if records != decoder.counters.records + decoder.counters.options_records:
        raise Broken(f"{records} records came out, the counters say {asdict(decoder.counters)}")
    return records


def _step(decoder: Decoder, config: DecoderConfig, step: Step, number: int) -> int:
    session = SESSIONS[step.session]
    before = _state(decoder)
    began = time.process_time()
    header = decoder.feed(step.datagram, session, step.now, number)
    if time.process_time() - began > SLOWEST_S:
        raise Broken(f"a datagram of {len(step.datagram)} octets took {time.process_time() - began:.2f} s to feed")
    if header is None:
        after = _state(decoder)
        if (after.pop("unreadable"), after.pop("problems")) != (
            before.pop("unreadable") + 1,
            before.pop("problems") + 1,
        ):
            raise Broken("an unreadable datagram is not counted once")
        if before != after:
            raise Broken(f"an unreadable datagram changed {[key for key in after if after[key] != before[key]]}")
    _balance(decoder, config, number)
    records = _read(decoder) if step.take else 0
    if step.expire:
        decoder.expire(step.now)
        _balance(decoder, config, number)
    if step.forget:
        decoder.forget(session.address, session.listening_port)
        _balance(decoder, config, number)
        if decoder.templates(session.address, session.listening_port):
            raise Broken("a forgotten exporter has templates")
    return records


def _state(decoder: Decoder) -> dict[str, Any]:
    """All that can be seen from outside, but for what waits to be taken."""
    seen = {(session.address, session.listening_port) for session in SESSIONS}
    return {
        **asdict(decoder.counters),
        "sequence": [decoder.sequence(*one) for one in sorted(seen)],
        "templates": [decoder.templates(*one) for one in sorted(seen)],
        "taken": [sorted(decoder.last_sequences(*one)) for one in sorted(seen)],
    }


def _balance(decoder: Decoder, config: DecoderConfig, fed: int) -> None:
    counters = decoder.counters
    if counters.messages + counters.unreadable != fed:
        raise Broken(f"{fed} datagrams were fed: {asdict(counters)}")
    settled = counters.decoded + counters.held_back + counters.template_missing + counters.malformed
    if counters.data_sets != settled:
        raise Broken(f"sets do not balance: {asdict(counters)}")
    if min(asdict(counters).values()) < 0:
        raise Broken(f"a counter is negative: {asdict(counters)}")
    limits = config.sessions
    for address, port in {(session.address, session.listening_port) for session in SESSIONS}:
        if decoder.templates(address, port) > limits.templates * limits.sessions_of_exporter:
            raise Broken("more templates are in force than may be")
    if counters.held_back * 128 > config.hold_back.octets_in_all:
        raise Broken("more is held back than may be")


def _read(decoder: Decoder) -> int:
    """Take, and read everything in every way."""
    taken = decoder.take()
    return sum(_read_batch(batch) for batch in taken.batches)


def _read_batch(batch: Batch) -> int:
    began = time.process_time()
    columns = batch.columns()
    rows = list(batch.records())
    if not len(rows) == columns.count == len(columns.of_records(columns.origin)):
        raise Broken(f"{len(rows)} records, {columns.count} in columns")
    octets = 0
    for key, element in zip(batch.template.keys, batch.template.elements, strict=True):
        if element is None or "#" in key:
            continue
        for read in (columns.unsigned, columns.milliseconds):
            if len(read(key)) != columns.count:
                raise Broken(f"{key}: a column is not as long as there are records")
        high, low = columns.address(key)
        if not len(high) == len(low) == columns.count:
            raise Broken(f"{key}: a column is not as long as there are records")
    octets = sum(len(row.fields) for row in rows)
    if time.process_time() - began > SLOWEST_S + octets * 1e-4:
        raise Broken(f"{len(rows)} records took {time.process_time() - began:.2f} s to read")
    return columns.count


def bursts(steps: list[Step], config: DecoderConfig, sizes: list[int]) -> str | None:
    """What differs where the story comes in bursts of these sizes."""
    single, burst = Decoder(config), Decoder(replace(config, burst=1))
    begin = 0
    for size in sizes:
        some = steps[begin : begin + size]
        told = burst.feed_burst(
            datagrams([(step.datagram, SESSIONS[step.session], step.now) for step in some], begin + 1)
        ).tolist()
        for number, step in enumerate(some, begin + 1):
            header = single.feed(step.datagram, SESSIONS[step.session], step.now, number)
            if told[number - begin - 1] != (header.version if header else 0):
                return f"datagram {number} has version {told[number - begin - 1]} in a burst"
        begin += size
        ones, others = single.take(), burst.take()
        if _values(ones.batches) != _values(others.batches):
            return f"other records in bursts {sizes}"
        if sorted(map(str, ones.problems)) != sorted(map(str, others.problems)):
            return f"other problems in bursts {sizes}"
        before, after = _state(single), _state(burst)
        if before != after:
            differing = {key: (value, after[key]) for key, value in before.items() if value != after[key]}
            return f"another state in bursts {sizes}: {differing}"
    return None


def _values(batches: list[Batch]) -> list[str]:
    """All values of all records with where they come from, in any order: what columns tell, which know no frames."""
    found: list[str] = []
    for batch in batches:
        columns = batch.columns()
        values = [
            read(key).tolist() for key in columns.template.index for read in (columns.unsigned, columns.milliseconds)
        ]
        per_body = (columns.received_ms, columns.export_ms, columns.set_id, columns.sampling)
        places = [columns.of_records(column).tolist() for column in per_body]
        origins = [_steering(columns.origins[one]) for one in columns.of_records(columns.origin)]
        names = (batch.template.kind, *columns.template.keys)
        found += [f"{names} {row}" for row in zip(origins, *places, *values, strict=True)]
    return sorted(found)


def _steering(origin: Origin) -> tuple[Any, ...]:
    """What of an Origin tells how data is to be read: names and statistics may be told later in the same burst."""
    facts = origin.facts
    return (*origin[:3], facts.init_time_ms, facts.sampling, facts.types, dict(facts.beside))


def _sorted(batches: list[Batch]) -> list[Any]:
    found = [record for batch in batches for record in batch.records()]
    return sorted(found, key=lambda one: (one.frame, one.set, one.rec))


def rows(steps: list[Step], config: DecoderConfig, pauses: bool) -> list[Any]:
    """All records of a story, in the order of their octets, taken after every datagram or all at once."""
    decoder = Decoder(config)
    batches: list[Batch] = []
    for number, step in enumerate(steps, 1):
        decoder.feed(step.datagram, SESSIONS[step.session], step.now, number)
        if pauses:
            batches += decoder.take().batches
    return _sorted(batches + decoder.take().batches)
