"""Chapters between names and ids (contract 2.6.1)."""

from __future__ import annotations

from typing import Any

from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.chapter_shape import describe, entity

LIVE: Any = {"id": "live", "name": "All Sources", "channels": [{"id": "a_p1", "name": "10.0.0.1"}]}
INVENTORY = Inventory(profiles={"All Sources": LIVE}, blacklists={"Bad": {"id": 3, "name": "Bad", "records": []}})
OLD: Any = {"id": 7, "name": "C", "type": "traffic", "profile": "live", "channels": ["live/a_p1"], "outputColumns": []}
TOP: Any = {
    **OLD,
    "type": "top",
    "statsBy": "record",
    "orderBy": "bytes",
    "top": 5,
    "blacklist": "3",
    "specific": {"bidirectional": 1, "aggregateBy": []},
}


def test_what_older_collectors_leave_out_is_as_by_default() -> None:
    document = describe(OLD, INVENTORY)
    assert (document["channels"], document["status"], document["volumetric"]) == (
        ["10.0.0.1"],
        True,
        ["flows", "bytes", "packets"],
    )


def test_flags_are_those_that_are_on() -> None:
    chapter = {**OLD, "showPercentile": 1, "performance": {"rtt": True, "srt": False}, "volumetric": {}}
    document = describe(chapter, INVENTORY)
    assert (document["showPercentile"], document["performance"], document["volumetric"]) == (True, ["rtt"], [])
    sent = entity(document, INVENTORY, None)
    assert sent["performance"] == {"rtt": True, "srt": False, "jitter": False, "rtr": False}
    assert sent["volumetric"] == {"flows": False, "bytes": False, "packets": False}


def test_of_a_top_chapter_only_its_own_fields_travel() -> None:
    document = describe(TOP, INVENTORY)
    assert (document["blacklist"], document["specific"]["bidirectional"]) == ("Bad", True)
    sent = entity(document, INVENTORY, TOP)
    assert (sent["id"], sent["blacklist"], sent["channels"], sent["status"]) == (7, 3, ["a_p1"], 1)
    assert sent["specific"] == {"bidirectional": 1, "aggregateBy": []}
    assert not {"showPercentile", "channelColumnName", "volumetric"} & set(sent)
    assert "channelColumnName" not in sent["localization"]


def test_without_a_black_list_it_is_taken_away() -> None:
    assert entity({**describe(TOP, INVENTORY), "blacklist": None}, INVENTORY, TOP)["blacklist"] is None


def test_a_profile_or_a_black_list_that_is_gone_is_told_so() -> None:
    document = describe({**TOP, "profile": "gone", "blacklist": 9}, INVENTORY)
    assert (document["profile"], document["blacklist"]) == ("(gone) gone", "(gone) 9")


def test_specific_that_asks_for_nothing_is_none() -> None:
    assert describe({**TOP, "specific": {"bidirectional": 0, "aggregateBy": []}}, INVENTORY)["specific"] is None
