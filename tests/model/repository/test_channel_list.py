from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import Profile
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository


@pytest.fixture
def shop(repository: Repository) -> Profile:
    channels = [ChannelDraft(name="Client Side", filter="port 443"), ChannelDraft(name="Server Side", sign="-")]
    return repository.profiles.create(ProfileDraft(name="Shop", channels=channels))


def put(repository: Repository, profile: Profile, *channels: ChannelDraft) -> Profile:
    return repository.profiles.update(ProfileDraft(id=profile.id, channels=channels))


def refused(repository: Repository, profile: Profile, *channels: ChannelDraft) -> dict[str, str]:
    with pytest.raises(InvalidError) as caught:
        put(repository, profile, *channels)
    return {error.field: error.message for error in caught.value.errors}


def test_defaults(repository: Repository, shop: Profile, clock: Any) -> None:
    client, server = repository.profiles.get(shop.id).channels
    assert (client.sign, client.color, client.parent, client.position) == ("+", "#abcdef", "*", 0)
    assert (server.sign, server.filter, server.position) == ("-", "any", 1)
    assert client.mode == {"enabled": True, "npmEnabled": True, "trafficEnabled": True}
    assert client.start_ms == clock.now_ms
    assert client.profile.id == shop.id


def test_ids_in_a_creation_are_not_looked_at(repository: Repository) -> None:
    draft = ProfileDraft(name="P", channels=[ChannelDraft(id="my-own", name="A")])
    assert repository.profiles.create(draft).channels[0].id.startswith("A-")


def test_known_ids_are_kept_missing_ones_deleted_and_others_created(
    repository: Repository, shop: Profile, clock: Any
) -> None:
    client, server = shop.channels
    clock.advance(5000)
    kept = ChannelDraft(id=server.id, name="Server", sign="+", color="#ABCDEF")
    changed = put(repository, shop, ChannelDraft(name="New"), kept)
    created, renamed = changed.channels
    assert [(channel.name, channel.position) for channel in changed.channels] == [("New", 0), ("Server", 1)]
    assert (renamed.id, renamed.sign, renamed.color, renamed.start_ms) == (server.id, "+", "#ABCDEF", server.start_ms)
    assert created.start_ms == clock.now_ms
    assert client.id not in {channel.id for channel in repository.profiles.get(shop.id).channels}


def test_what_is_not_given_of_a_known_channel_is_kept(repository: Repository, shop: Profile) -> None:
    client, server = put(repository, shop, *(ChannelDraft(id=channel.id) for channel in shop.channels)).channels
    assert (client.name, client.filter, client.sign) == ("Client Side", "port 443", "+")
    assert (server.name, server.sign) == ("Server Side", "-")


def test_part_of_a_mode_changes_part_of_it(repository: Repository, shop: Profile) -> None:
    (channel,) = put(repository, shop, ChannelDraft(id=shop.channels[0].id, mode={"npmEnabled": False})).channels
    assert channel.mode == {"enabled": True, "npmEnabled": False, "trafficEnabled": True}


def test_an_empty_list_leaves_no_channel(repository: Repository, shop: Profile) -> None:
    assert put(repository, shop).channels == []


def test_an_order_can_be_turned_round(repository: Repository, shop: Profile) -> None:
    client, server = shop.channels
    turned = [ChannelDraft(id=server.id, sign="+"), ChannelDraft(id=client.id)]
    assert [c.id for c in put(repository, shop, *turned).channels] == [server.id, client.id]
    assert [c.id for c in repository.profiles.get(shop.id).channels] == [server.id, client.id]


def test_a_list_without_ids_is_a_list_of_new_channels(repository: Repository, shop: Profile) -> None:
    changed = put(repository, shop, ChannelDraft(name="Client Side"))
    assert changed.channels[0].id not in {channel.id for channel in shop.channels}
    assert len(repository.profiles.get(shop.id).channels) == 1


@pytest.mark.parametrize(
    ("draft", "field", "message"),
    [
        (ChannelDraft(name=""), "channels[0].name", "must not be empty"),
        (ChannelDraft(), "channels[0].name", "must not be empty"),
        (ChannelDraft(name="A", sign="*"), "channels[0].sign", "must be one of +, -"),
        (ChannelDraft(name="A", color="#12345"), "channels[0].color", "must be a colour like #1a2b3c"),
        (
            ChannelDraft(name="A", filter="port 1 and\n ip"),
            "channels[0].filter",
            "line 2, column 4: the filter ends here; expected an IP address, in",
        ),
        (
            ChannelDraft(name="A", parent=["nobody"]),
            "channels[0].parent[0]",
            "nobody is not a Channel of Profile live",
        ),
        (
            ChannelDraft(name="A", parent=[]),
            "channels[0].parent",
            'must be "*" or a list of at least one Channel id',
        ),
        (
            ChannelDraft(name="A", parent="nobody"),
            "channels[0].parent",
            'must be "*" or a list of at least one Channel id',
        ),
        (
            ChannelDraft(id="nobody", name="A"),
            "channels[0].id",
            "nobody is not a Channel of this Profile, or is listed twice",
        ),
    ],
)
def test_refuses(repository: Repository, shop: Profile, draft: ChannelDraft, field: str, message: str) -> None:
    assert refused(repository, shop, draft) == {field: message}
    assert len(repository.profiles.get(shop.id).channels) == 2


def test_refuses_an_id_twice(repository: Repository, shop: Profile) -> None:
    client = ChannelDraft(id=shop.channels[0].id)
    assert "channels[1].id" in refused(repository, shop, client, client)


def test_refuses_a_name_twice(repository: Repository, shop: Profile) -> None:
    both = (ChannelDraft(name="Client Side"), ChannelDraft(id=shop.channels[0].id))
    assert refused(repository, shop, *both) == {"channels[1].name": "two Channels are named Client Side"}


def test_all_above_the_axis_stand_before_those_below(repository: Repository, shop: Profile) -> None:
    order = "all Channels with sign + must come before those with sign -"
    below, above = ChannelDraft(name="below", sign="-"), ChannelDraft(name="above")
    assert refused(repository, shop, below, above) == {"channels[1].sign": order}
    known = ChannelDraft(id=shop.channels[1].id)
    assert refused(repository, shop, known, above) == {"channels[1].sign": order}
    assert len(put(repository, shop, above, below).channels) == 2


def test_a_parent_whose_source_is_gone_may_stay_but_not_be_chosen(repository: Repository, clock: Any) -> None:
    source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    listed = ChannelDraft(name="A", parent=[source.channel_id])
    profile = repository.profiles.create(ProfileDraft(name="P", channels=[listed]))
    repository.sources.remove(source.id)
    kept = ChannelDraft(id=profile.channels[0].id, parent=[source.channel_id])
    assert put(repository, profile, kept).channels[0].parent == [source.channel_id]
    assert "channels[1].parent[0]" in refused(repository, profile, kept, ChannelDraft(name="B", parent=listed.parent))


def test_parents_are_those_of_the_parent_profile(repository: Repository, shop: Profile) -> None:
    client = shop.channels[0].id
    child = ProfileDraft(name="C", parent_id=shop.id, channels=[ChannelDraft(name="A", parent=[client])])
    assert repository.profiles.create(child).channels[0].parent == [client]
    orphan = ProfileDraft(name="C", channels=[ChannelDraft(name="A", parent=[client])])
    with pytest.raises(InvalidError, match="is not a Channel of Profile live"):
        repository.profiles.create(orphan)
