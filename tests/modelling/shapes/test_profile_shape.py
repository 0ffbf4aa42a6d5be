"""Profiles and Channels between names and ids (contract 2.3.2, 2.3.3)."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.modelling.inventory import Inventory, channel_names
from fauxmon.modelling.shapes.profile_shape import describe, entity

LIVE: Any = {"id": "live", "name": "Alle Quellen", "type": "real", "channels": [{"id": "a_p1", "name": "10.0.0.1"}]}
PAIR: Any = {
    "id": "G/Pair-1",
    "name": "Pair",
    "group": "G",
    "type": "shadow",
    "status": "OK",
    "start": "2025-01-01 00:00",
    "end": "2025-01-02 00:00",
    "maxsize": 5,
    "channels": [
        {
            "id": "n-1",
            "name": "node",
            "sign": "+",
            "color": "#010203",
            "parent": ["a_p1"],
            "filter": "any",
            "sources": [],
        }
    ],
}
INVENTORY = Inventory(profiles={"All Sources": LIVE, "Pair": PAIR})


@pytest.mark.parametrize(
    ("ids", "profile", "names"),
    [
        ("*", PAIR, "*"),
        (["n-1"], PAIR, ["node"]),
        (["G/Pair-1/n-1"], PAIR, ["node"]),
        (["gone", "n-1"], PAIR, ["node"]),
        (["gone"], PAIR, ["(gone) gone"]),
        (["gone", "a_p1"], LIVE, ["gone", "10.0.0.1"]),
        (["a_p1"], None, ["(gone) a_p1"]),
    ],
)
def test_channels_by_name(ids: Any, profile: Any, names: Any) -> None:
    assert channel_names(ids, profile) == names


def test_what_older_collectors_leave_out_is_as_by_default() -> None:
    document = describe(PAIR, INVENTORY)
    assert (document["parent"], document["description"], document["expire"]) == ("All Sources", "", 0)
    assert document["channels"][0]["mode"] == ["enabled", "npmEnabled", "trafficEnabled"]


def test_times_are_told_of_a_history_profile_alone() -> None:
    assert (describe(PAIR, INVENTORY)["start"], describe(PAIR, INVENTORY)["end"]) == (None, None)
    past = describe({**PAIR, "history": True}, INVENTORY)
    assert (past["start"], past["end"]) == ("2025-01-01 00:00", "2025-01-02 00:00")
    made = entity(past, INVENTORY, None)
    assert (made["start"], made["end"]) == ("2025-01-01 00:00", "2025-01-02 00:00")
    changed = entity(past, INVENTORY, PAIR)
    assert not {"start", "end", "status"} & set(changed)


def test_a_group_is_sent_only_where_it_changes() -> None:
    document = describe(PAIR, INVENTORY)
    assert "group" not in entity(document, INVENTORY, PAIR)
    assert entity({**document, "group": ""}, INVENTORY, PAIR)["group"] == ""
    assert "group" not in entity({**document, "group": ""}, INVENTORY, None)


def test_flows_that_are_never_to_go_are_said_to_be_so_of_what_is_there() -> None:
    document = describe({**PAIR, "expire": 48}, INVENTORY)
    assert entity(document, INVENTORY, None)["expire"] == 48
    assert "expire" not in entity({**document, "expire": 0}, INVENTORY, None)
    assert entity({**document, "expire": 0}, INVENTORY, PAIR)["expire"] == 0


def test_a_channel_keeps_its_id_and_what_no_file_knows() -> None:
    document = describe(PAIR, INVENTORY)
    (channel,) = entity({**document, "maxsize": None}, INVENTORY, PAIR)["channels"]
    assert (channel["id"], channel["sources"], channel["parent"]) == ("n-1", [], ["a_p1"])
    (new,) = entity(document, INVENTORY, None)["channels"]
    assert "id" not in new
