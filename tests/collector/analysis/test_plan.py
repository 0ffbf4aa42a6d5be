"""From a Profile and Channel ids to predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Selection, filter_context, select_channels
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.filter import parse, predicate
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import World


def found(world: World, selection: Selection) -> list[int]:
    """The ports of the flows that are in any Channel of the selection."""
    query = sa.select(FLOWS.c.dst_port).where(*selection.union()).order_by("dst_port")
    return [port for (port,) in world.store.fetch(query)]


@pytest.fixture
def busy(world: World) -> World:
    for host in (1, 2):
        world.source(f"192.168.1.{host}")
    world.receive(*({"source_id": 1 + port % 2, "dst_port": port} for port in range(6)))
    return world


@pytest.mark.parametrize("text", ["ident 192-168-1-2_p3000", "ident 192.168.1.2", "router ip 192.168.1.2", "sysid 2"])
def test_filters_know_the_sources(busy: World, text: str) -> None:
    wanted = predicate(parse(text), filter_context(busy.repository))
    query = sa.select(FLOWS.c.dst_port).where(wanted).order_by("dst_port")
    assert [port for (port,) in busy.store.fetch(query)] == [1, 3, 5]


def test_all_sources_need_no_predicate(busy: World) -> None:
    selection = select_channels(busy.repository, "live", None, refuse_unknown=True)

    assert selection.predicates is None
    assert selection.source_ids == [1, 2]
    assert found(busy, selection) == [0, 1, 2, 3, 4, 5]


def test_some_sources_are_told_by_their_ids(busy: World) -> None:
    selection = select_channels(busy.repository, "live", ["192-168-1-2_p3000"], refuse_unknown=True)

    assert [channel.name for channel in selection.channels] == ["192.168.1.2"]
    assert found(busy, selection) == [1, 3, 5]
    assert found(busy, select_channels(busy.repository, "live", [], refuse_unknown=True)) == []


def test_channels_with_filters_are_joined_by_or(busy: World) -> None:
    profile = busy.profile("Ports", {"low": "dst port < 2", "high": "dst port > 3"})
    low, high = (channel.id for channel in profile.channels)

    def ports(channel_ids: list[str] | None) -> list[int]:
        return found(busy, select_channels(busy.repository, profile.id, channel_ids, refuse_unknown=True))

    assert ports(None) == [0, 1, 4, 5]
    assert ports([high]) == [4, 5]
    assert ports([high, low]) == [0, 1, 4, 5]
    assert ports([]) == []


def test_every_unknown_id_is_refused_by_its_place_or_skipped(busy: World) -> None:
    ids = ["nobody", "192-168-1-1_p3000", "nothing"]

    with pytest.raises(InvalidError) as caught:
        select_channels(busy.repository, "live", ids, refuse_unknown=True)
    assert [error.field for error in caught.value.errors] == ["channels[0]", "channels[2]"]
    assert select_channels(busy.repository, "live", ids, refuse_unknown=False).source_ids == [1]
    with pytest.raises(NotFoundError):
        select_channels(busy.repository, "nothing", None, refuse_unknown=False)
