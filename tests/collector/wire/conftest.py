from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.elements import V9_SCOPES, registry
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.sampling import rates
from fauxmon_collector.wire.templates import FieldSpecifier, Template

Fields = Mapping[str, int]
"""Element → length in octets. `scope:interface` and the like are scopes of v9; `…#2` repeats an element."""
SESSION = Session("192.0.2.1", 50_000, 2055)
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
        octets = b"".join(encoder.data_record(layout, record) for record in records)
        header = MessageHeader(version, domain, 0, 1_700_000_000, None if version == 10 else 1000, 0)
        body = DataBody(header, SESSION, received, 0, 1, layout.set_id, octets, count=len(records))
        return (known or ExporterFacts()).learn(layout, body)

    return teach


class Exporter:
    """Sends to a decoder; `rates` are those of all flows since the last look, in the order they came."""

    def __init__(
        self,
        version: int = 10,
        domain: int = 7,
        session: Session = SESSION,
        decoder: Decoder | None = None,
    ) -> None:
        self.version = version
        self.domain = domain
        self.session = session
        self.decoder = decoder or Decoder()

    def options(self, fields: Fields, *rows: Mapping[str, Any], scope: int = 1, domain: int | None = None) -> Exporter:
        self._send(options_template(fields, scope, self.version), rows, self.domain if domain is None else domain)
        return self

    def flows(
        self, fields: Fields, *rows: Mapping[str, Any], domain: int | None = None, template: int = 300
    ) -> Exporter:
        layout = encoder.template(self.version, template, [("octetDeltaCount", 4), *fields.items()])
        self._send(layout, rows, self.domain if domain is None else domain)
        return self

    def rates(self) -> list[float] | None:
        (batch,) = (batch for batch in self.decoder.take().batches if batch.template.kind == "data")
        found = rates(batch.columns())
        return None if found is None else found.tolist()

    def _send(self, layout: Template, rows: Sequence[Mapping[str, Any]], domain: int) -> None:
        sets = [encoder.template_set([layout]), encoder.data_set(layout, rows)]
        if self.version == 10:
            message = encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=0, domain=domain)
        else:
            message = encoder.v9_message(
                sets, count=2, sysuptime=1000, export_time=1_700_000_000, sequence=0, domain=domain
            )
        assert self.decoder.feed(message, self.session, 1_700_000_000.0)


NewExporter = Callable[..., Exporter]


@pytest.fixture
def new_exporter() -> NewExporter:
    return Exporter
