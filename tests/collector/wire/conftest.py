from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pytest

from fauxmon_collector.wire.elements import V9_SCOPES, registry
from fauxmon_collector.wire.encoder import data_record
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.templates import FieldSpecifier, Template

Fields = Mapping[str, int]
"""Element → length in octets. `scope:interface` and the like are scopes of v9; `…#2` repeats an element."""
_SCOPES = {f"scope:{name}": number for number, name in V9_SCOPES.items()}


class Teach(Protocol):
    """Have options data learned; give what is known then."""

    def __call__(
        self,
        fields: Fields,
        *records: Mapping[str, Any],
        scope: int = 1,
        version: int = 10,
        domain: int = 7,
        received: float = 1_700_000_000.5,
        known: ExporterFacts | None = None,
    ) -> ExporterFacts: ...


def options_template(fields: Fields, scope: int = 1, version: int = 10) -> Template:
    """An Options Template whose first `scope` fields are its scope."""
    names = registry().by_name
    specifiers = []
    for key, length in fields.items():
        element = names.get(key.partition("#")[0])
        specifiers.append(
            FieldSpecifier(element.id if element else _SCOPES[key], length, element.pen if element else 0)
        )
    return Template(version, 256, tuple(specifiers), scope, "options")


@pytest.fixture
def teach() -> Teach:
    def teach(
        fields: Fields,
        *records: Mapping[str, Any],
        scope: int = 1,
        version: int = 10,
        domain: int = 7,
        received: float = 1_700_000_000.5,
        known: ExporterFacts | None = None,
    ) -> ExporterFacts:
        layout = options_template(fields, scope, version)
        octets = b"".join(data_record(layout, record) for record in records)
        header = MessageHeader(version, domain, 0, 1_700_000_000, None if version == 10 else 1000, 0)
        session = Session("192.0.2.1", 50_000, 2055)
        body = DataBody(header, session, received, 0, 1, layout.set_id, octets, count=len(records))
        return (known or ExporterFacts()).learn(layout, body)

    return teach
