from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.alerts.watched import Watched
from fauxmon_model.repository import ChannelDraft, ProfileDraft, RoleDraft, UserDraft

if TYPE_CHECKING:
    from tests.collector.alerts.conftest import Watching
    from tests.conftest import World

NOON_MS = 1_740_830_400_000


def test_all_channels_take_in_later_ones(watching: Watching, world: World) -> None:
    """R57."""
    profile = world.profile("P", {"web": "port 443"})
    watching.alert("all", profile_id=profile.id)
    watching.alert("one", profile_id=profile.id, channels=[profile.channels[0].id])
    assert [outcome.octets for outcome in watching.slot(500)] == [0, 0]
    channels = [ChannelDraft(id=profile.channels[0].id), ChannelDraft(name="rest", filter="not port 443")]
    world.repository.profiles.update(ProfileDraft(id=profile.id, channels=channels))
    assert [outcome.octets for outcome in watching.slot(500)] == [500, 0]


def test_channels_that_are_gone_have_no_flows(watching: Watching, world: World) -> None:
    one, other = world.source("192.0.2.1"), world.source("192.0.2.2")
    alert = watching.alert(channels=[one.channel_id, other.channel_id])
    world.receive({"octets": 5000, "source_id": one.id, "at": 1}, {"octets": 70, "source_id": other.id, "at": 1})
    world.repository.sources.remove(one.id)
    assert Watched.of(alert, world.repository).since_ms == NOON_MS
    (outcome,) = watching.slot()
    assert outcome.octets == 70


def test_flows_that_have_expired_from_the_profile_are_in_its_averages(watching: Watching, world: World) -> None:
    profile = world.profile("P", {"all": "any"}, expire=1)
    watching.alert(profile_id=profile.id)
    watching.slot(600)
    world.now_ms += 2 * 3_600_000
    watching.slot(600)
    assert watching.state().octets[-1] == 1200 / 26


def test_it_watches_what_is_seen_by_whoever_made_it(watching: Watching, world: World) -> None:
    one, other = world.source("192.0.2.1"), world.source("192.0.2.2")
    whole, foreign = world.repository, world.profile("Foreign", {"all": "any"})
    role = whole.roles.create(RoleDraft(name="Team", full_access=True, write=True))
    anna = whole.users.create(UserDraft(login="anna", password="secret", role_id=role.id)).id
    watching.alert("all", by=anna)
    watching.alert("filtered", by=anna, filter=f"router ip {other.address} or ident {one.channel_id}")
    watching.alert("foreign", by=anna, profile_id=foreign.id)
    watching.alert("of the collector")

    def octets() -> dict[str, int]:
        at = (world.now_ms - NOON_MS) / 1000
        flows = ((one, 500), (other, 70))
        world.receive(*({"octets": octets, "source_id": source.id, "at": at} for source, octets in flows))
        return {outcome.alert: outcome.octets for outcome in watching.slot()}

    assert octets() == {"all": 570, "filtered": 570, "foreign": 570, "of the collector": 570}
    whole.roles.update(RoleDraft(id=role.id, full_access=False, sources=[other.channel_id]))
    assert octets() == {"all": 70, "filtered": 70, "of the collector": 570}
    assert watching.evaluator.stats()["failed"] == 1
    whole.users.remove(anna)
    assert octets() == {"all": 570, "filtered": 570, "foreign": 570, "of the collector": 570}
