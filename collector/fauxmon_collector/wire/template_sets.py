"""Read the body of a Template Set or Options Template Set into Templates, one record at a time."""

from __future__ import annotations

import functools
from typing import NamedTuple

from fauxmon_collector.wire.problems import Fault, ProblemCode
from fauxmon_collector.wire.template_records import TemplateRecord, read_record
from fauxmon_collector.wire.templates import Kind, Template


class Layout(NamedTuple):
    """How a Template Set is written: in the manner of which version, and what its templates describe."""

    version: int
    kind: Kind


_SETS = {0: Layout(9, "data"), 1: Layout(9, "options"), 2: Layout(10, "data"), 3: Layout(10, "options")}
LAYOUTS: dict[int, dict[int, Layout]] = {9: _SETS, 10: _SETS}
"""Version → Set ID → layout (RFC 3954 §5.2, §6.1; RFC 7011 §3.3.2).

There are exporters that send v9 sets in IPFIX messages, where RFC 7011 does not allow them; they are read all the same,
and so is the reverse.
"""

_SHORTEST = 4
"""Octets of the shortest template record, a withdrawal; less is padding."""
_MEMO_BODY_LIMIT = 2048


class TemplateSet(NamedTuple):
    """What a set announced. Offsets of the faults count from the start of the set's body."""

    templates: tuple[Template, ...]
    faults: tuple[Fault, ...]


def read(version: int, layout: Layout, body: bytes) -> TemplateSet:
    """The templates of a set's body in a message of `version`.

    Exporters repeat them word for word, so what a short body means is remembered.
    """
    if len(body) > _MEMO_BODY_LIMIT:
        return _read(version, layout, body)
    return _remembered(version, layout, body)


def _read(version: int, layout: Layout, body: bytes) -> TemplateSet:
    templates: list[Template] = []
    faults: list[Fault] = []
    start = 0
    while len(body) - start >= _SHORTEST and any(body[start : start + _SHORTEST]):  # zeros are padding
        record = read_record(layout.version, layout.kind, body, start)
        if record is None:
            faults.append(Fault(ProblemCode.TRUNCATED_TEMPLATE, start, "the set ends inside a template record"))
            break
        made = _template(version, layout, record, start)
        if layout == Layout(10, "options") and record.fields and not record.scope_count:
            detail = f"template {record.template_id} has no scope"
            faults.append(Fault(ProblemCode.BAD_SCOPE_COUNT, start + 4, detail))
        if isinstance(made, Template):
            templates.append(made)
        else:
            faults.append(made)
        if record.lengths is not None and (record.lengths[0] | record.lengths[1]) % 4:
            detail = f"{record.lengths[0]} octets of scope fields and {record.lengths[1]} of others"
            faults.append(Fault(ProblemCode.BAD_OPTIONS_LENGTH, start + 2, detail))
            break  # where the next record begins cannot be told
        start = record.end
    return TemplateSet(tuple(templates), tuple(faults))


_remembered = functools.lru_cache(maxsize=1024)(_read)


def _template(version: int, layout: Layout, record: TemplateRecord, start: int) -> Template | Fault:
    template_id, fields, scope_count, _, _ = record
    if layout.version == 10 and not fields:
        return Fault(ProblemCode.WITHDRAWAL_OVER_UDP, start, f"withdrawal of template {template_id}, not obeyed")
    if template_id < 256:
        return Fault(ProblemCode.BAD_TEMPLATE_ID, start, f"template id {template_id}")
    if not fields:
        return Fault(ProblemCode.EMPTY_TEMPLATE, start, f"template {template_id} has no fields")
    if scope_count > len(fields):
        detail = f"template {template_id} has {len(fields)} fields, {scope_count} of them scope"
        return Fault(ProblemCode.BAD_SCOPE_COUNT, start, detail)
    template = Template(version, template_id, fields, scope_count, layout.kind)
    if not template.min_length:
        return Fault(ProblemCode.ZERO_WIDTH_TEMPLATE, start, f"records of template {template_id} have no width")
    return template
