"""What searches for flows and for statistics have in common, and the result that both begin (contract 2.5.4, 2.5.5)."""

from __future__ import annotations

from typing import NamedTuple

from fauxmon_api.rest.search import channel_ids, time_range
from fauxmon_api.results import Rows
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis.masks import Mask

SHOWN = 10
"""Rows unless `showonly` says how many (documented)."""


class Selected(NamedTuple):
    """The flows that a search is about, as queries of the analysis name them."""

    profile_id: str
    from_ms: int
    to_ms: int
    channel_ids: list[str] | None
    filter: str


def selected(search: Received, now_ms: int) -> Selected:
    """What is wrong is noted in `search`, so check it before using them."""
    from_ms, to_ms = time_range(search, now_ms)
    chosen = channel_ids(search)
    return Selected(
        search.required("profile"),
        from_ms,
        to_ms,
        None if chosen is None else list(chosen),
        search.text("filter") or "any",
    )


def mask(received: Received, name: str) -> list[Mask]:
    """`{ipVersion, mask}`, if it is given."""
    given = received.object(name)
    if given is None:
        return []
    version, bits = given.integer("ipVersion"), given.integer("mask")
    for field, value in (("ipVersion", version), ("mask", bits)):
        if value is None and field not in given:
            given.refuse(field, "Is missing")
    return [Mask(version or 0, -1 if bits is None else bits)]


def shown(call: Bearer) -> int:
    """How many rows are asked for."""
    number = call.parameters.integer("showonly")
    return SHOWN if number is None else number


def begun(call: Bearer, search: Received, rows: Rows) -> dict[str, int]:
    """The answer to a search whose result is being computed. Errors: RefusedError."""
    return {"id": call.context.results.begin(call.caller.id, search.value, rows)}
