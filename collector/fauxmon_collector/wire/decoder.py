"""The Decoder: datagrams in, batches of Data Records and Problems out. No I/O, no clock, and it never raises.

`feed` reads the message header and binds each Data Set to the Template object in force; batches read records later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire import framing, template_sets
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.bulk import Frames, frame_all
from fauxmon_collector.wire.counters import DecoderCounters
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.gathering import Gathering
from fauxmon_collector.wire.holdback import HoldBack, HoldBackLimits
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.messages import SFLOW, DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.places import whole_records
from fauxmon_collector.wire.problems import Fault, Problem, ProblemCode
from fauxmon_collector.wire.run import Run
from fauxmon_collector.wire.sequence import SequenceStats
from fauxmon_collector.wire.sequences import Seen, account
from fauxmon_collector.wire.session_state import Domain, SessionState, TemplateKey
from fauxmon_collector.wire.sessions import Change, SessionLimits, SessionTable
from fauxmon_collector.wire.templates import Template

__all__ = ["Batch", "Decoder", "DecoderConfig", "DecoderCounters", "Taken"]


@dataclass(frozen=True, slots=True)
class DecoderConfig:
    """Bounds on what remotes can make the decoder remember. `problems` are kept between two takes at most. Datagrams
    fewer than `burst` are read one by one, which is quicker then."""

    sessions: SessionLimits = field(default_factory=SessionLimits)
    hold_back: HoldBackLimits = field(default_factory=HoldBackLimits)
    problems: int = 10_000
    burst: int = 32


class Taken(NamedTuple):
    """All that was decoded since the last take. One Source may have several batches, one for each of its templates."""

    batches: list[Batch]
    problems: list[Problem]


class Decoder:
    """Decodes NetFlow v1, v5, v7, v9, IPFIX and sFlow of any number of exporters. One thread feeds and takes."""

    def __init__(self, config: DecoderConfig | None = None) -> None:
        config = config or DecoderConfig()
        self.counters = DecoderCounters()
        self._problem_limit = config.problems
        self._burst = config.burst
        self._sessions = SessionTable(config.sessions, lambda session: self._give_up(self._held.forget(session)))
        self.dropped = self._sessions.dropped
        self._held = HoldBack(config.hold_back)
        self._gathering = Gathering()
        self._problems: list[Problem] = []
        self._moved: dict[Domain, None] = {}

    def feed(self, datagram: bytes, session: Session, now: float, frame: int = 0) -> MessageHeader | None:
        """Decode one datagram that came at `now` (s since 1970); `frame` is a number of the caller's to find it again.

        None if it is no flow message: its header is unreadable or no set of it is well framed. Then a Problem says why
        and nothing else has changed.
        """
        framed = framing.frame(datagram, now)
        if isinstance(framed, Fault):
            self._unreadable(framed, session, now, frame)
            return None
        seen = self._read(framed, session, now, 0, frame)
        seen.tracker.see(seen.header, seen.flows, seen.options)
        return framed.header

    def feed_burst(self, datagrams: Datagrams) -> npt.NDArray[np.uint8]:
        """Decode many datagrams at once: the same as feeding each, but for the order of records, and for Origins that
        may know names and statistics which were told later. Of each row the message's version, 0 if it is none.
        """
        count = len(datagrams.length)
        versions = np.zeros(count, np.uint8)
        frames = frame_all(datagrams) if count >= self._burst else None
        begin, reach = 0, count
        while begin < count:
            if frames is None or reach < self._burst:
                end = min(begin + self._burst, count)
                for row in range(begin, end):
                    self._feed_row(datagrams, row, versions)
                begin, reach = end, 2 * self._burst
            else:
                end = self._run(datagrams, frames, begin, min(begin + reach, count), versions)
                # Where messages often change how others are read, looking far ahead of the next change is for nothing.
                begin, reach = end, 2 * (reach if end == begin + reach else end - begin)
        return versions

    def _feed_row(self, datagrams: Datagrams, row: int, versions: npt.NDArray[np.uint8]) -> None:
        header = self.feed(*datagrams.row(row))
        versions[row] = 0 if header is None else header.version

    def _run(self, datagrams: Datagrams, frames: Frames, begin: int, end: int, versions: npt.NDArray[np.uint8]) -> int:
        """Read the rows from `begin` to `end`, or up to and with one that changes how those behind it are read; return
        where to go on. Whatever changes nothing of that kind may be read before its turn."""
        run = Run(self._sessions, datagrams, frames, begin, end)
        changing = None
        seen: list[Seen] = []
        for row in run.others:
            octets, session, now, frame = datagrams.row(row)
            framed = framing.frame(octets, now)
            if isinstance(framed, Fault):
                self._unreadable(framed, session, now, frame)
            elif self._changes(framed, session):
                end = changing = row
                break
            else:
                run.hear(row)
                seen.append(self._read(framed, session, now, row, frame))
        counts, set_row = run.gather(end, self._gathering)
        numbers, domains = run.numbers(end, counts, set_row)
        run.hear(end)
        self._moved.update(dict.fromkeys(domains))
        self.counters.messages += len(numbers.row)
        self.counters.data_sets += len(counts)
        self.counters.decoded += len(counts)
        self.counters.records += int(counts.sum())
        versions[numbers.row] = numbers.version
        for one in seen:
            versions[one.row] = one.header.version
        account(numbers, seen)
        if changing is None:
            return end
        self._feed_row(datagrams, changing, versions)
        return changing + 1

    def _changes(self, framed: framing.Framed, session: Session) -> bool:
        """Whether reading this message would change how other messages are read."""
        version, domain = framed.header.version, framed.header.domain
        found = self._sessions.find(session, version, domain)
        if found is None:
            return True
        state, known = found
        for index, set_id, start, end in framed.sets:
            body = DataBody(framed.header, session, 0.0, 0, index, set_id, framed.octets[start:end])
            if set_id >= framing.FIRST_DATA_SET_ID:
                template = self._sessions.in_force(state, (version, domain, set_id))
                if template is not None and template.kind == "options":
                    body.count, _, broken = whole_records(template, body.body)
                    if not broken and known.origin.facts.steers(template, body):
                        return True
            elif index and (layout := template_sets.LAYOUTS[version].get(set_id)) is not None:
                for template in template_sets.read(version, layout, body.body).templates:
                    in_force = state.templates.get((version, domain, template.set_id or 0))
                    if in_force is None or not in_force.same_layout(self._sessions.described(state, domain, template)):
                        return True
        return False

    def _unreadable(self, fault: Fault, session: Session, now: float, frame: int) -> None:
        self.counters.unreadable += 1
        self._problem(fault, session, now, frame)

    def _read(self, framed: framing.Framed, session: Session, now: float, row: int, frame: int) -> Seen:
        """Everything of a message but its sequence number, which is told."""
        header = framed.header
        self.counters.messages += 1
        state = self._sessions.touch(session)
        domain = self._sessions.domain(state, header.version, header.domain)
        domain.heard.hear(int(now * 1000), header.export_ms, header.sysuptime)
        for fault in framed.faults:
            self._problem(fault, session, now, frame)
        self.counters.data_sets += framed.broken_data_sets
        self.counters.malformed += framed.broken_data_sets
        flows = options = 0
        unread = framed.broken_data_sets
        for index, set_id, start, end in framed.sets:
            body = DataBody(header, session, now, frame, index, set_id or None, framed.octets[start:end], start)
            if set_id >= framing.FIRST_DATA_SET_ID or index == 0:
                template = self._data_set(state, domain, body)
                if template is None:
                    unread += 1
                elif template.kind == "data":
                    flows += body.count
                else:
                    options += body.count
            else:
                self._template_set(state, domain, body)
        self._moved[domain] = None
        return Seen(row, domain.tracker, header, None if unread else flows, options)

    def take(self) -> Taken:
        """Everything decoded since the last take, which it clears."""
        taken = Taken(self._gathering.take(), self._problems)
        self._problems = []
        for domain in self._moved:
            domain.tracker.taken = domain.tracker.highest
            domain.heard.note(domain.tracker.stats)
        self._moved.clear()
        return taken

    def expire(self, now: float) -> None:
        """Give up the sets that have waited too long for their template."""
        self._give_up(self._held.expire(now))

    def forget(self, address: str, listening_port: int) -> None:
        """Forget an exporter: its templates, sequence numbers and held-back sets. What is decoded stays to be taken."""
        self._sessions.forget(address, listening_port)

    def sequence(self, address: str, listening_port: int) -> SequenceStats:
        """Loss and disorder of an exporter's messages, summed over its sessions and domains."""
        return self._sessions.sequence(address, listening_port)

    def templates(self, address: str, listening_port: int) -> int:
        """How many templates of an exporter are in force."""
        return sum(len(state.templates) for state in self._sessions.of_exporter(address, listening_port))

    def in_force(self, address: str, listening_port: int) -> list[tuple[Session, TemplateKey, Template]]:
        """The templates of an exporter that are in force, with the session and the domain they hold in."""
        states = self._sessions.of_exporter(address, listening_port)
        return [(state.session, key, template) for state in states for key, template in state.templates.items()]

    def origins(self, address: str, listening_port: int) -> list[Origin]:
        """The sessions and domains of an exporter, with what they have told of themselves."""
        return [domain.origin for domain in self.domains(address, listening_port)]

    def domains(self, address: str, listening_port: int) -> list[Domain]:
        """The Observation Domains of an exporter, those of the session heard last at the end."""
        states = self._sessions.of_exporter(address, listening_port)
        return [domain for state in states for domain in state.domains.values()]

    def last_sequences(self, address: str, listening_port: int, domain: int | None = None) -> list[int]:
        """For each session and domain of an exporter, or one domain only: the highest number whose data were taken."""
        return [
            known.tracker.taken
            for state in self._sessions.of_exporter(address, listening_port)
            for (_, number), known in state.domains.items()
            if domain in (None, number) and known.tracker.taken is not None
        ]

    def _data_set(self, state: SessionState, domain: Domain, body: DataBody) -> Template | None:
        """Bind a Data Set to its template, which is returned. None if it is not decoded (yet)."""
        self.counters.data_sets += 1
        header = body.header
        if body.set_id is None or header.version == SFLOW:
            return self._bind(implicit_template(header.version, body.set_id), state, body)
        key = (header.version, header.domain, body.set_id)
        template = state.templates.get(key)
        if template is None:
            template = self._sessions.borrow(state, key)
            self.counters.borrowed += template is not None
            domain.heard.borrowed += template is not None
        if template is not None:
            return self._bind(template, state, body)
        domain.heard.hold(int(body.received * 1000), header.export_ms)
        if self._held.hold(body, key):
            self.counters.held_back += 1
        else:
            self.counters.template_missing += 1
            domain.heard.given_up += 1
            self._set_problem(ProblemCode.HOLD_BACK_FULL, body, 0, f"no template {body.set_id} yet, no room to wait")
        return None

    def _bind(self, template: Template, state: SessionState, body: DataBody) -> Template | None:
        """Have the set read with this template, which is returned; None if it cannot be read.

        Where one record is broken a length is wrong somewhere, which of the others are right cannot be told, and none
        is kept.
        """
        count, end, broken = whole_records(template, body.body)
        if broken or not count:
            self.counters.malformed += 1
            if broken:
                self._set_problem(ProblemCode.RECORD_OVERRUN, body, end, f"record {count + 1} goes beyond its set")
            else:
                detail = f"{len(body.body)} octets, a record takes {template.min_length} or more"
                self._set_problem(ProblemCode.SHORT_DATA_SET, body, 0, detail)
            return None
        if end < len(body.body):
            body.body = body.body[:end]
        body.count = count
        if template.has_lists:
            body.templates = self._sessions.for_lists(state, body.header, body.set_id)
        self.counters.decoded += 1
        if template.kind == "data":
            self.counters.records += count
        else:
            self.counters.options_records += count
            self._sessions.learn(state, template, body)
        self._gathering.add(template, body, self._sessions.origin(state, body.header, body.set_id))
        return template

    def _template_set(self, state: SessionState, domain: Domain, body: DataBody) -> None:
        version = body.header.version
        layout = template_sets.LAYOUTS[version].get(body.set_id or 0)
        if layout is None or layout.version != version:
            self._set_problem(ProblemCode.RESERVED_SET_ID, body, -4, f"set id {body.set_id or 0}")
        if layout is None:
            return
        templates, faults = template_sets.read(version, layout, body.body)
        for fault in faults:
            self._set_problem(fault.code, body, fault.offset, fault.detail)
        changed: list[TemplateKey] = []
        for template in templates:
            change = self._sessions.announce(state, body.header.domain, template)
            if template.kind == "data":
                domain.heard.announce(int(body.received * 1000), body.header.export_ms)
            if change is Change.REFUSED:
                detail = f"template {template.set_id} has {len(template.fields)} fields"
                self._set_problem(ProblemCode.TOO_MANY_FIELDS, body, 0, detail)
            elif change is not Change.NONE:
                self.counters.templates += 1
                self.counters.redefined += change is Change.REDEFINED
                changed.append((version, body.header.domain, template.set_id or 0))
        for key in [one for one in changed if one in state.templates]:  # last, as lists may need several templates
            self._release(state, key)

    def _release(self, state: SessionState, key: TemplateKey) -> None:
        """Bind what waited for a template: the session's own sets, and those of sessions that may borrow it."""
        for session in self._held.waiting(state.session.address, key):
            waiting = self._sessions[session]
            for body in self._held.release(session, key):
                self.counters.held_back -= 1
                self.counters.borrowed += waiting is not state
                bound = self._bind(state.templates[key], waiting, body)
                known = waiting.domains.get(key[:2])
                if known is not None and bound is not None and bound.kind == "data":
                    known.heard.recovered += body.count

    def _give_up(self, bodies: list[DataBody]) -> None:
        for body in bodies:
            self.counters.held_back -= 1
            self.counters.template_missing += 1
            found = self._sessions.find(body.session, body.header.version, body.header.domain)
            if found is not None:
                found[1].heard.given_up += 1
            self._set_problem(ProblemCode.TEMPLATE_MISSING, body, 0, f"template {body.set_id} never came")

    def _set_problem(self, code: ProblemCode, body: DataBody, offset: int, detail: str) -> None:
        self._problem(Fault(code, body.offset + offset, detail), body.session, body.received, body.frame)

    def _problem(self, fault: Fault, session: Session, received: float, frame: int) -> None:
        self.counters.problems += 1
        if len(self._problems) < self._problem_limit:
            self._problems.append(Problem.of(fault, session, received, frame))
