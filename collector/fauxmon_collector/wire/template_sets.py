"""Read the body of a Template Set or Options Template Set into Templates, one record at a time."""

from __future__ import annotations

import functools
import io
from typing import Any, NamedTuple

from fauxmon_collector.wire import grammar
from fauxmon_collector.wire.problems import Fault, ProblemCode
from fauxmon_collector.wire.templates import Kind, Template, specifier


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

_RECORDS: dict[Layout, Any] = {
    Layout(9, "data"): grammar.V9_TEMPLATE,
    Layout(9, "options"): grammar.V9_OPTIONS_TEMPLATE,
    Layout(10, "data"): grammar.IPFIX_TEMPLATE,
    Layout(10, "options"): grammar.IPFIX_OPTIONS_TEMPLATE,
}
_SHORTEST = 4
"""Octets of the shortest template record, a withdrawal; less is padding."""
_MEMO_BODY_LIMIT = 4096


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
    stream = io.BytesIO(body)
    templates: list[Template] = []
    faults: list[Fault] = []
    while len(body) - stream.tell() >= _SHORTEST:
        start = stream.tell()
        if not any(body[start : start + _SHORTEST]):
            break  # padding
        try:
            parsed = _RECORDS[layout].parse_stream(stream)
        except grammar.GrammarError:
            faults.append(Fault(ProblemCode.TRUNCATED_TEMPLATE, start, "the set ends inside a template record"))
            break
        made = _template(version, layout, parsed, start)
        if layout == Layout(10, "options") and parsed.scope_count == 0:
            detail = f"template {parsed.template_id} has no scope"
            faults.append(Fault(ProblemCode.BAD_SCOPE_COUNT, start + 4, detail))
        if isinstance(made, Template):
            templates.append(made)
        else:
            faults.append(made)
        if layout == Layout(9, "options") and (parsed.scope_length | parsed.option_length) % 4:
            detail = f"{parsed.scope_length} octets of scope fields and {parsed.option_length} of others"
            faults.append(Fault(ProblemCode.BAD_OPTIONS_LENGTH, start + 2, detail))
            break  # where the next record begins cannot be told
    return TemplateSet(tuple(templates), tuple(faults))


_remembered = functools.lru_cache(maxsize=256)(_read)


def _template(version: int, layout: Layout, parsed: Any, start: int) -> Template | Fault:
    template_id: int = parsed.template_id
    if layout.version == 10 and not parsed.fields:
        return Fault(ProblemCode.WITHDRAWAL_OVER_UDP, start, f"withdrawal of template {template_id}, not obeyed")
    if template_id < 256:
        return Fault(ProblemCode.BAD_TEMPLATE_ID, start, f"template id {template_id}")
    if not parsed.fields:
        return Fault(ProblemCode.EMPTY_TEMPLATE, start, f"template {template_id} has no fields")
    fields = tuple(specifier(layout.version, field.number, field.length, field.get("pen")) for field in parsed.fields)
    scope_count = 0
    if layout.kind == "options":
        scope_count = parsed.scope_count if layout.version == 10 else parsed.scope_length // 4
        if scope_count > len(fields):
            detail = f"template {template_id} has {len(fields)} fields, {scope_count} of them scope"
            return Fault(ProblemCode.BAD_SCOPE_COUNT, start, detail)
    template = Template(version, template_id, fields, scope_count, layout.kind)
    if not template.min_length:
        return Fault(ProblemCode.ZERO_WIDTH_TEMPLATE, start, f"records of template {template_id} have no width")
    return template
