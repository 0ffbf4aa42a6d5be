"""Lines and columns of Widgets between names and ids."""

from __future__ import annotations

from typing import Any

from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.views import renamed, sent, told

SHOP: Any = {"id": "G/Shop-1", "name": "Shop", "channels": [{"id": "a-1", "name": "Node"}]}
LIVE: Any = {"id": "live", "name": "x", "channels": [{"id": "1_p1", "name": "10.0.0.1 (p1)"}]}
INVENTORY = Inventory(profiles={"Shop": SHOP, "All Sources": LIVE})


def view(*ids: Any, column: str = "chapter7col") -> Any:
    return [{"settings": {"series": [{"id": id_, "color": "#000000"} for id_ in ids], "columns": [column, "mbps"]}}]


def test_ids_become_names_and_ids_again() -> None:
    wire = view("G/Shop-1|a-1", "rtt", "live|1_p1")
    file = view(
        {"profile": "Shop", "channel": "Node"},
        "rtt",
        {"profile": "All Sources", "channel": "10.0.0.1 (p1)"},
        column="chapter:col",
    )
    assert told(wire, INVENTORY, "7") == file
    assert sent(file, INVENTORY, "7") == wire
    assert sent(file, INVENTORY, "8") == view("G/Shop-1|a-1", "rtt", "live|1_p1", column="chapter8col")


def test_what_is_gone_is_told_so() -> None:
    (series,) = (one["settings"]["series"] for one in told(view("G/Shop-1|b-1", "gone|x"), INVENTORY, ""))
    assert [line["id"] for line in series] == [
        {"profile": "Shop", "channel": "(gone) b-1"},
        {"profile": "(gone) gone", "channel": "(gone) x"},
    ]


def test_texts_that_look_like_lines_are_texts() -> None:
    free = [{"settings": {"series": "*", "connectionsSettings": "G/Shop-1|a-1"}}]
    assert told(free, INVENTORY, "7") == sent(free, INVENTORY, "7") == free


def test_channels_can_be_renamed() -> None:
    file = view({"profile": "Shop", "channel": "Node"}, "rtt")
    assert renamed(file, lambda profile, channel: (profile, channel.upper())) == view(
        {"profile": "Shop", "channel": "NODE"}, "rtt"
    )
