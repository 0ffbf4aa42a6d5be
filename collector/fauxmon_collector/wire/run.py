"""Run: the plain messages of a burst, bound to their templates many at a time.

A message is plain if its frame is (`bulk.py`), if its session and domain are known and if every set of it holds whole
records of flows by a template in force. All others are `others`, to be read one by one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.blocks import LARGE, Block
from fauxmon_collector.wire.bulk import NO_UPTIME, Frames
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.gathering import Gathering
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.mixtures import in_order, put_in_order, together
from fauxmon_collector.wire.sequences import Numbers, Seen
from fauxmon_collector.wire.session_state import Domain, SessionState
from fauxmon_collector.wire.sessions import SessionTable
from fauxmon_collector.wire.templates import Layout, Template
from fauxmon_collector.wire.walk import measure
from fauxmon_collector.wire.windows import pieces

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_DOMAIN_BITS = 32
_VERSION_BITS = 4
_SET_ID_BITS = 16
_NOT_PLAIN = 0
_VARIABLE = -1


class _Header(NamedTuple):
    """What the sequence numbers want of a message's header."""

    version: int
    sequence: int
    export_time: int
    sysuptime: int | None


class Run:
    """The rows of a burst from `begin` up to `end`, as the templates in force have them. Nothing changes by making
    one."""

    def __init__(self, sessions: SessionTable, datagrams: Datagrams, frames: Frames, begin: int, end: int) -> None:
        self._sessions = sessions
        self._datagrams = datagrams
        self._frames = frames
        rows = begin + np.flatnonzero(frames.plain[begin:end])
        key = (
            datagrams.session[rows] << _DOMAIN_BITS + _VERSION_BITS
            | frames.version[rows] << _DOMAIN_BITS
            | frames.domain[rows]
        )
        keys, group = np.unique(key, return_inverse=True)
        self._keys: list[tuple[int, int, int]] = [
            (
                key >> _DOMAIN_BITS + _VERSION_BITS,
                key >> _DOMAIN_BITS & (1 << _VERSION_BITS) - 1,
                key & (1 << _DOMAIN_BITS) - 1,
            )
            for key in keys.tolist()
        ]
        self._domains = [sessions.find(datagrams.sessions[key[0]], key[1], key[2]) for key in self._keys]
        first, behind = np.searchsorted(frames.set_row, (begin, end)).tolist()
        self._set_row = frames.set_row[first:behind]
        self._set_start = frames.set_start[first:behind]
        self._set_size = frames.set_end[first:behind] - self._set_start
        self._set_id = frames.set_id[first:behind]
        self._set_group = group[np.searchsorted(rows, self._set_row)]
        kinds, self._kind = np.unique(self._set_group << _SET_ID_BITS | self._set_id, return_inverse=True)
        self._templates = [
            self._template(kind >> _SET_ID_BITS, kind & (1 << _SET_ID_BITS) - 1) for kind in kinds.tolist()
        ]
        self._counts, self._whole = self._records()
        odd = np.zeros(len(frames.plain), np.bool_)
        odd[self._set_row[self._counts == 0]] = True
        plain = frames.plain & ~odd
        self._rows, self._group = rows[~odd[rows]], group[~odd[rows]]
        self._odd = odd
        self._heard = 0
        self.others: list[int] = (begin + np.flatnonzero(~plain[begin:end])).tolist()

    def _template(self, group: int, set_id: int) -> Template | None:
        """The template of a domain's sets with this id, if they can be read here."""
        found = self._domains[group]
        if found is None:
            return None
        _, version, domain = self._keys[group]
        template = found[0].templates.get((version, domain, set_id)) if set_id else implicit_template(version)
        return None if template is None or template.kind != "data" or template.has_lists else template

    def _records(self) -> tuple[Integers, Integers]:
        """Of each set: how many whole records, 0 if it is not to be read here, and how many octets they take."""
        lengths = np.array(
            [_NOT_PLAIN if one is None else one.record_length or _VARIABLE for one in self._templates], np.int64
        )[self._kind]
        fixed = lengths > 0
        counts = np.where(fixed, self._set_size // np.where(fixed, lengths, 1), 0)
        whole = counts * lengths
        for template, kinds in self._layouts():
            if template.record_length is not None:
                continue
            sets = np.flatnonzero(np.isin(self._kind, kinds))
            start = self._set_start[sets]
            walked = measure(template, self._datagrams.octets, start, start + self._set_size[sets])
            counts[sets] = np.where(walked.broken, 0, walked.counts)
            whole[sets] = walked.ends - start
        return counts, whole

    def _layouts(self) -> list[tuple[Template, list[int]]]:
        """The layouts here, each by one of its templates, with the kinds of sets that have it."""
        found: dict[Layout, tuple[Template, list[int]]] = {}
        for kind, template in enumerate(self._templates):
            if template is not None:
                found.setdefault(template.layout, (template, []))[1].append(kind)
        return list(found.values())

    def gather(self, end: int, gathering: Gathering) -> tuple[Integers, Integers]:
        """Hand over the bodies of all plain rows before `end`; return their number of records set by set, and rows."""
        taken = np.flatnonzero((self._set_row < end) & ~self._odd[self._set_row])
        layouts = self._layouts()
        layout_of = np.zeros(len(self._templates), np.int64)
        for number, (_, kinds) in enumerate(layouts):
            layout_of[kinds] = number
        layout = layout_of[self._kind[taken]]
        templates = [template for template, _ in layouts]
        groups = together(templates, np.bincount(layout, self._counts[taken], len(layouts)))
        group_of, place = np.zeros((2, len(layouts)), np.int64)
        for number, group in enumerate(groups):
            group_of[group], place[group] = number, np.arange(len(group))
        group_of_set = group_of[layout]
        order = np.argsort(group_of_set, kind="stable")
        bounds = np.searchsorted(group_of_set[order], np.arange(len(groups) + 1))
        for group, first, last in zip(groups, bounds, bounds[1:], strict=False):
            some = order[first:last]
            if len(group) == 1:
                self._gather_layout(templates[group[0]], taken[some], gathering)
            elif some.size:
                self._gather_mixture([templates[one] for one in group], place[layout[some]], taken[some], gathering)
        return self._counts[taken], self._set_row[taken]

    def _gather_layout(self, template: Template, sets: Integers, gathering: Gathering) -> None:
        sets = sets[np.argsort(self._whole[sets], kind="stable")]
        # Many bodies of one size are a block of their own: it is copied only this once.
        _, begins, counts = np.unique(self._whole[sets], return_index=True, return_counts=True)
        apart = counts >= LARGE
        cuts = sorted({0, len(sets), *begins[apart].tolist(), *(begins + counts)[apart].tolist()})
        for begin, end in itertools.pairwise(cuts):
            some = sets[begin:end]
            octets = pieces(self._datagrams.octets, self._set_start[some], self._whole[some])
            gathering.add_block(template, self._block(some, octets))

    def _gather_mixture(self, templates: list[Template], of: Integers, sets: Integers, gathering: Gathering) -> None:
        """Sets of several layouts in one order of fields; `of` are their indices into `templates`."""
        counts = self._counts[sets]
        ordered = in_order(templates[0])
        number = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        starts = np.repeat(self._set_start[sets], counts) + number * (ordered.record_length or 0)
        octets = put_in_order(ordered, templates, self._datagrams.octets, starts, np.repeat(of, counts))
        gathering.add_block(ordered, self._block(sets, octets))

    def _block(self, sets: Integers, octets: npt.NDArray[np.uint8]) -> Block:
        """The bodies of sets, whose `octets` are told."""
        row, size = self._set_row[sets], self._whole[sets]
        groups, origin = np.unique(self._set_group[sets], return_inverse=True)
        frames = self._frames
        return Block(
            octets=octets,
            sizes=size,
            counts=self._counts[sets],
            origin=origin,
            origins=[self._known(group)[1].origin for group in groups.tolist()],
            received_ms=(self._datagrams.received[row] * 1000).astype(np.int64),
            export_ms=frames.export_time[row] * 1000 + frames.nanoseconds[row] // 1_000_000,
            uptime_ms=frames.uptime[row],
            sampling=frames.sampling[row],
            set_id=self._set_id[sets],
        )

    def hear(self, end: int) -> None:
        """Touch the sessions and domains of the plain rows before `end` that are not heard yet, in their order."""
        upto = int(np.searchsorted(self._rows, end))
        group = self._group[self._heard : upto]
        self._heard = upto
        if not len(group):
            return
        _, last = np.unique(group[::-1], return_index=True)
        for position in np.sort(len(group) - 1 - last).tolist():
            session, version, domain = self._keys[group[position]]
            state = self._sessions.touch(self._datagrams.sessions[session])
            self._sessions.domain(state, version, domain)

    def numbers(self, end: int, counts: Integers, set_row: Integers) -> tuple[Numbers, list[Domain]]:
        """The plain rows before `end` for the sequence numbers, from the records of their sets; and their domains,
        which are told when they were heard."""
        upto = int(np.searchsorted(self._rows, end))
        rows = self._rows[:upto]
        groups, first, tracker = np.unique(self._group[:upto], return_index=True, return_inverse=True)
        domains = [self._known(group)[1] for group in groups.tolist()]
        flows = np.bincount(np.searchsorted(rows, set_row), counts, len(rows)).astype(np.int64)

        def seen(position: int) -> Seen:
            row, domain = int(rows[position]), self._known(int(self._group[position]))[1]
            return Seen(row, domain.tracker, self._header(row), int(flows[position]))

        self._tell(domains, first, tracker)
        numbers = Numbers(
            row=rows,
            version=self._frames.version[rows],
            tracker=tracker,
            trackers=[domain.tracker for domain in domains],
            sequence=self._frames.sequence[rows],
            flows=flows,
            seen=seen,
        )
        return numbers, domains

    def _header(self, row: int) -> _Header:
        frames, uptime = self._frames, int(self._frames.uptime[row])
        return _Header(
            int(frames.version[row]),
            int(frames.sequence[row]),
            int(frames.export_time[row]),
            None if uptime == NO_UPTIME else uptime,
        )

    def _tell(self, domains: Sequence[Domain], first: Integers, of: Integers) -> None:
        """Have each domain hear its messages: `first` is where its first one stands, `of` which domain each is of."""
        last = np.zeros(len(domains), np.int64)
        last[of] = np.arange(len(of))  # of those of one domain the last one stays
        frames, begin, end = self._frames, self._rows[first], self._rows[last]
        columns = (
            self._datagrams.received[end] * 1000,
            frames.export_time[end] * 1000 + frames.nanoseconds[end] // 1_000_000,
            frames.uptime[end],
            np.bincount(of, minlength=len(domains)),
            self._datagrams.received[begin] * 1000,
        )
        rows = zip(domains, *(column.astype(np.int64).tolist() for column in columns), strict=True)
        for domain, received_ms, export_ms, uptime_ms, messages, first_ms in rows:
            uptime = None if uptime_ms == NO_UPTIME else uptime_ms
            domain.heard.hear(received_ms, export_ms, uptime, messages, first_ms)

    def _known(self, group: int) -> tuple[SessionState, Domain]:
        found = self._domains[group]
        assert found is not None  # noqa: S101 - its sets had a template
        return found
