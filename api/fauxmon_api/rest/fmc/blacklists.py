"""Black lists (contract 2.8)."""

from __future__ import annotations

from typing import Any, TypedDict

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Blacklist
from fauxmon_model.repository import BlacklistDraft

ENDPOINTS = Endpoints("Black lists")


class BlacklistObject(TypedDict):
    """Addresses and networks."""

    id: int
    name: str
    records: list[str]


def blacklist_object(blacklist: Blacklist) -> dict[str, Any]:
    """A Blacklist as the contract has it."""
    return {"id": blacklist.id, "name": blacklist.name, "records": blacklist.records}


def _draft(entity: Received) -> BlacklistDraft:
    draft = BlacklistDraft(id=entity.integer("id"), name=entity.text("name"), records=entity.texts("records"))
    entity.check()
    return draft


_BLACKLISTS = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmc/blacklists",
    kind="Blacklist",
    noun="black list",
    nouns="black lists",
    kept=lambda repository: repository.blacklists,
    draft=_draft,
    shape=lambda _: blacklist_object,
    gives=BlacklistObject,
    example={"name": "Botnets", "records": ["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"]},
)
_BLACKLISTS.on_list(Known.READ, "FS2 reads id and name", "Every black list.")
_BLACKLISTS.on_one(Known.DOCUMENTED, "guide", "One black list.")
_BLACKLISTS.on_post(
    Known.READ,
    "FS2 needs 201 where the guide says 200, and reads id and name; networks as records are inferred",
    "Create a black list. `records` are addresses and networks of both families, at most 100,000.",
)
for _path in ("/rest/fmc/blacklists", "/rest/fmc/blacklist"):  # the guide writes the singular once
    _BLACKLISTS.on_put(
        Known.READ,
        "FS2 needs 200",
        "Change a black list. Properties that are not given keep their values; `records` are replaced as a whole.",
        path=_path,
    )
_BLACKLISTS.on_delete(
    Known.READ,
    "FS2 needs 204; several ids are documented",
    "Delete one black list, or several with commas between their ids. Chapters that used them go on without.",
)
