"""Read the body of a Template Set or Options Template Set into Templates, one record at a time."""

from __future__ import annotations

import functools
import io
from typing import Any, NamedTuple

from construct import ConstructError

from fauxmon_collector.wire import grammar
from fauxmon_collector.wire.problems import Fault, ProblemCode
from fauxmon_collector.wire.templates import Kind, Template, specifier

TEMPLATE_SETS: dict[tuple[int, int], Kind] = {(9, 0): "data", (9, 1): "options", (10, 2): "data", (10, 3): "options"}
"""(version, Set ID) → what its templates describe (RFC 3954 §5.2, §6.1; RFC 7011 §3.3.2)."""

_RECORDS: dict[tuple[int, Kind], Any] = {
    (9, "data"): grammar.V9_TEMPLATE,
    (9, "options"): grammar.V9_OPTIONS_TEMPLATE,
    (10, "data"): grammar.IPFIX_TEMPLATE,
    (10, "options"): grammar.IPFIX_OPTIONS_TEMPLATE,
}
_HEADER_LENGTHS: dict[tuple[int, Kind], int] = {(9, "data"): 4, (9, "options"): 6, (10, "data"): 4, (10, "options"): 4}
_MEMO_BODY_LIMIT = 4096


class TemplateSet(NamedTuple):
    """What a set announced. Offsets of the faults count from the start of the set's body."""

    templates: tuple[Template, ...]
    faults: tuple[Fault, ...]


def read(version: int, kind: Kind, body: bytes) -> TemplateSet:
    """The templates of a set's body. Exporters repeat them word for word, so what a short body means is remembered."""
    if len(body) > _MEMO_BODY_LIMIT:
        return _read(version, kind, body)
    return _remembered(version, kind, body)


def _read(version: int, kind: Kind, body: bytes) -> TemplateSet:
    record = _RECORDS[version, kind]
    stream = io.BytesIO(body)
    templates: list[Template] = []
    faults: list[Fault] = []
    while len(body) - stream.tell() >= _HEADER_LENGTHS[version, kind]:
        start = stream.tell()
        if not any(body[start : start + 4]):
            break  # padding
        try:
            parsed = record.parse_stream(stream)
        except ConstructError:
            faults.append(Fault(ProblemCode.TRUNCATED_TEMPLATE, start, "the set ends inside a template record"))
            break
        made = _template(version, kind, parsed, start)
        if isinstance(made, Template):
            templates.append(made)
        else:
            faults.append(made)
    return TemplateSet(tuple(templates), tuple(faults))


_remembered = functools.lru_cache(maxsize=256)(_read)


def _template(version: int, kind: Kind, parsed: Any, start: int) -> Template | Fault:
    template_id: int = parsed.template_id
    if version == 10 and not parsed.fields:
        return Fault(ProblemCode.WITHDRAWAL_OVER_UDP, start, f"withdrawal of template {template_id}, not obeyed")
    if template_id < 256:
        return Fault(ProblemCode.BAD_TEMPLATE_ID, start, f"template id {template_id}")
    if not parsed.fields:
        return Fault(ProblemCode.EMPTY_TEMPLATE, start, f"template {template_id} has no fields")
    fields = tuple(specifier(version, field.number, field.length, field.get("pen")) for field in parsed.fields)
    scope_count = 0
    if kind == "options" and version == 10:
        scope_count = parsed.scope_count
        if not 0 < scope_count <= len(fields):
            detail = f"template {template_id} has {len(fields)} fields, {scope_count} of them scope"
            return Fault(ProblemCode.BAD_SCOPE_COUNT, start, detail)
    elif kind == "options":
        scope_count, rest = divmod(parsed.scope_length, 4)
        if rest or parsed.option_length % 4:
            detail = f"template {template_id} has {parsed.scope_length} + {parsed.option_length} octets of fields"
            return Fault(ProblemCode.BAD_SCOPE_COUNT, start, detail)
    template = Template(version, template_id, fields, scope_count, kind)
    if not template.min_length:
        return Fault(ProblemCode.ZERO_WIDTH_TEMPLATE, start, f"records of template {template_id} have no width")
    return template
