from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.client import Channel, Profile
from fauxmon.modelling.inventory import Inventory, channel_called

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector


def profile(id_: str, *channels: tuple[str, str]) -> Profile:
    made: list[Any] = [{"id": channel, "name": name} for channel, name in channels]
    listed: list[Channel] = made
    return Profile(
        id=id_, name=id_, channels=listed, type="real", status="OK", start="", end="", description="", group=""
    )


LIVE = profile(
    "live", ("10-0-0-1_p3000", "10.0.0.1 (p3000)"), ("10-0-0-10_p3000", "10.0.0.10 (p3000)"), ("b", "10.0.0.7")
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("10.0.0.1 (p3000)", "10-0-0-1_p3000"),
        ("10.0.0.1", "10-0-0-1_p3000"),
        ("10.0.0.10", "10-0-0-10_p3000"),
        ("10-0-0-10_p3000", "10-0-0-10_p3000"),
        ("10.0.0.7", "b"),
    ],
)
def test_a_source_is_known_by_its_address(name: str, id_: str) -> None:
    assert channel_called(LIVE, name)["id"] == id_


@pytest.mark.parametrize("name", ["10.0.0", "10.0.0.2", "p3000", ""])
def test_what_is_no_name_or_that_of_several_is_refused(name: str) -> None:
    with pytest.raises(LookupError):
        channel_called(LIVE, name)


def test_a_channel_of_another_profile_is_known_by_its_whole_name_alone() -> None:
    own = profile("own", ("a-1", "node 10.0.0.1"))
    assert channel_called(own, "node 10.0.0.1")["id"] == "a-1"
    with pytest.raises(LookupError):
        channel_called(own, "10.0.0.1")


def test_channels_are_named_with_their_profile() -> None:
    inventory = Inventory(profiles={"All Sources": LIVE, "G/own-1": profile("G/own-1", ("a-1", "a|b"))})
    for ids, names in (
        (("live", "b"), ("All Sources", "10.0.0.7")),
        (("G/own-1", "a-1"), ("G/own-1", "a|b")),
    ):
        assert inventory.channel_name(*ids) == names
        assert inventory.channel_id(*names) == ids
    assert inventory.channel_name("live", "gone_p1") == ("All Sources", "gone_p1")
    assert inventory.channel_name("G/own-1", "gone-1") == ("G/own-1", "(gone) gone-1")
    assert inventory.channel_name("x", "y") == ("(gone) x", "(gone) y")
    for names in (("All Sources", "gone_p1"), ("x", "y")):
        with pytest.raises(LookupError):
            inventory.channel_id(*names)


def test_an_empty_collector_has_what_is_predefined(collector: Collector) -> None:
    inventory = Inventory.of(collector.client)
    assert inventory.profiles["All Sources"]["id"] == "live"
    assert "Hosts with Top Flows" in inventory.chapters
    assert not inventory.dashboards
    assert not any(inventory.doubles.values())
    assert inventory.chapter_name("no such") == inventory.blacklist_name("no such") == "(gone) no such"


def test_two_of_one_name_are_told(collector: Collector) -> None:
    for _ in range(2):
        collector.client.create_dashboard({"name": "D"})
    first, second = collector.client.dashboards()
    collector.client.create_widget({"dashboard": {"id": second["id"]}, "options": {}})
    inventory = Inventory.of(collector.client)
    assert inventory.doubles["dashboards"] == {"D"}
    assert inventory.dashboards["D"]["id"] == first["id"]
