"""Sources: the exporters that the Collector has seen (contract 2.9)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.source_state import removed
from fauxmon_api.transport.answers import listing, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_model.entities import Source

ENDPOINTS = Endpoints("Sources", STORE_FAILS)


class SourceObject(TypedDict):
    """An exporter that has been seen."""

    id: int
    ip: str
    name: str
    hostname: str


def shape(source: Source) -> dict[str, Any]:
    """A Source as the contract has it. Live counters are at `/_fauxmon/sources`."""
    name = f"{source.hostname} ({source.address})" if source.hostname else source.address
    return {"id": source.id, "ip": source.address, "name": name, "hostname": source.hostname}


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/sources",
    Known.DOCUMENTED,
    "guide; 204 for none is the rule of all lists",
    takes={"fields": ["id", "ip"]},
    answers={200: "Sources by id", 204: "No exporter has been seen"},
    gives=list[SourceObject],
)
def all_sources(call: Bearer) -> Response:
    """Every Source, silent ones too."""
    rows = [shape(source) for source in call.context.repository.sources.all()]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "DELETE",
    "/rest/fmc/sources/{id}",
    Known.DOCUMENTED,
    "guide; that the exporter comes back as a new Source is documented for the page",
    answers={204: "Deleted", 404: "No such Source"},
)
async def remove_source(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete a Source with its Channel and its flows.

    If the exporter is still sending, its next message makes it a new Source.
    """
    await removed(call.context, numbered("Source", id))
    return nothing()
