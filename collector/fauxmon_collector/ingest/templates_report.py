"""The templates of an exporter, as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.session_state import TemplateKey
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

TEMPLATES_TOLD = 256
"""Of one exporter, those of the session heard last. One with more has a new port for every message."""


def templates_report(in_force: Sequence[tuple[Session, TemplateKey, Template]]) -> list[dict[str, Any]]:
    """Each with `port`, `version`, `domain`, `id`, `kind` (`data` or `options`), `scope_count` and `fields`: name and
    length in octets, None where the length stands in each record (RFC 7011 §7)."""
    return [
        {
            "port": session.port,
            "version": version,
            "domain": domain,
            "id": number,
            "kind": template.kind,
            "scope_count": template.scope_count,
            "fields": [
                {"name": name, "length": None if version == 10 and field.length == VARIABLE_LENGTH else field.length}
                for name, field in zip(template.keys, template.fields, strict=True)
            ],
        }
        for session, (version, domain, number), template in in_force[-TEMPLATES_TOLD:]
    ]
