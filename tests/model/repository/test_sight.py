"""R60: without full access one sees the role's root Profiles with all below them, and its sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import (
    BlacklistDraft,
    BusinessHoursDraft,
    ChapterDraft,
    NodeDraft,
    ProfileDraft,
    Repository,
    TopologyDraft,
)

if TYPE_CHECKING:
    from tests.model.repository.conftest import Team


def names(repository: Repository) -> list[str]:
    return [each.name for each in repository.profiles.all()]


def test_profiles_of_the_root_and_all_sources(team: Team) -> None:
    assert {each.id for each in team.eyes.profiles.all()} == {"live", team.root, team.child, team.grandchild}
    assert team.eyes.profiles.get(team.grandchild).name == "Grandchild"
    with pytest.raises(NotFoundError, match=f"Profile {team.foreign} does not exist"):
        team.eyes.profiles.get(team.foreign)


def test_all_sources_has_the_channels_of_the_sources_of_the_role(team: Team) -> None:
    live = team.eyes.profiles.get("live")
    assert [channel.id for channel in live.channels] == ["192-0-2-1_p2055"]
    assert [channel.id for channel in team.eyes.profiles.all()[0].channels] == ["192-0-2-1_p2055"]
    assert live.narrowed
    assert [channel.id for channel in team.whole.profiles.get("live").channels] == [
        "192-0-2-1_p2055",
        "192-0-2-2_p2055",
    ]
    assert not team.whole.profiles.get("live").narrowed


def test_sources_of_the_role_even_before_they_send(team: Team) -> None:
    assert [source.address for source in team.eyes.sources.all()] == ["192.0.2.1"]
    team.allow(sources=["192-0-2-2_p2055", "198-51-100-7_p3000"])
    later = team.whole.sources.add("198.51.100.7", 3000, 0)
    assert [source.address for source in team.eyes.sources.all()] == ["192.0.2.2", "198.51.100.7"]
    assert team.eyes.sources.get(later.id).address == "198.51.100.7"
    with pytest.raises(NotFoundError, match="Source 1 does not exist"):
        team.eyes.sources.get(1)


def test_what_flows_a_profile_has_does_not_depend_on_who_looks(team: Team) -> None:
    line = team.eyes.profiles.line(team.child)
    assert [each.id for each in line] == [team.child, team.root, "live"]
    assert len(line[-1].channels) == 2
    with pytest.raises(NotFoundError):
        team.eyes.profiles.line(team.foreign)


@pytest.mark.parametrize("full", [{"full_access": True}, {"administrator": True}], ids=str)
def test_full_access_is_everything(team: Team, full: dict[str, bool]) -> None:
    team.allow(**full, write=False)
    assert names(team.eyes) == names(team.whole)
    assert len(team.eyes.sources.all()) == 2
    assert not team.eyes.profiles.get("live").narrowed
    team.eyes.profiles.remove(team.foreign)
    team.eyes.sources.check_remove(1)


def test_a_user_who_is_gone_sees_nothing_more(team: Team) -> None:
    eyes = team.eyes
    team.whole.users.remove(team.user_id)
    assert names(eyes) == ["All Sources"]
    assert eyes.profiles.get("live").channels == []
    assert eyes.sources.all() == []
    assert eyes.dashboards.all() == []
    with pytest.raises(ForbiddenError):
        eyes.blacklists.create(BlacklistDraft(name="Mine"))


def test_writing_below_the_root(team: Team) -> None:
    new = team.profile(team.eyes, "New", team.root)
    assert team.eyes.profiles.update(ProfileDraft(id=new, name="Newer", group="Web")).name == "Newer"
    assert team.eyes.profiles.update(ProfileDraft(id=team.child, description="ours")).description == "ours"
    team.eyes.profiles.remove(team.child)
    assert team.child not in {each.id for each in team.whole.profiles.all()}


@pytest.mark.parametrize("wanted", ["root", "live"])
def test_the_root_itself_and_all_sources_are_not_to_be_changed(team: Team, wanted: str) -> None:
    wanted = {"root": team.root}.get(wanted, wanted)
    with pytest.raises(ForbiddenError):
        team.eyes.profiles.update(ProfileDraft(id=wanted, description="mine"))
    with pytest.raises((ForbiddenError, InvalidError)):
        team.eyes.profiles.remove(wanted)
    assert wanted in {each.id for each in team.whole.profiles.all()}


def test_nothing_beside_the_root(team: Team) -> None:
    with pytest.raises(ForbiddenError, match="Outside of the role's root Profiles"):
        team.profile(team.eyes, "Beside")
    with pytest.raises(InvalidError, match=f"parent: Profile {team.foreign} does not exist"):
        team.profile(team.eyes, "Below foreign", team.foreign)
    for change in (
        lambda: team.eyes.profiles.update(ProfileDraft(id=team.foreign, name="Mine")),
        lambda: team.eyes.profiles.remove(team.foreign),
        lambda: team.eyes.profiles.dependants(team.foreign),
    ):
        with pytest.raises(NotFoundError):
            change()


def test_without_write_permission_nothing_changes(team: Team) -> None:
    chapter = team.whole.chapters.create(ChapterDraft(name="C", type="traffic", profile_id=team.child))
    hours = BusinessHoursDraft(label="Office", intervals=[(8, 17)], days={"monday": True})
    made = team.whole.business_hours.create(hours)
    black = team.whole.blacklists.create(BlacklistDraft(name="Black"))
    team.allow(write=False)
    eyes = team.eyes
    changes: list[Callable[[], object]] = [
        lambda: team.profile(eyes, "New", team.root),
        lambda: eyes.profiles.update(ProfileDraft(id=team.child, name="Mine")),
        lambda: eyes.profiles.remove(team.child),
        lambda: eyes.chapters.create(ChapterDraft(name="D", type="traffic", profile_id=team.child)),
        lambda: eyes.chapters.update(ChapterDraft(id=chapter.id, name="Mine")),
        lambda: eyes.chapters.remove(chapter.id),
        lambda: eyes.blacklists.create(BlacklistDraft(name="Mine")),
        lambda: eyes.blacklists.update(BlacklistDraft(id=black.id, name="Mine")),
        lambda: eyes.blacklists.remove(black.id),
        lambda: eyes.business_hours.create(hours),
        lambda: eyes.business_hours.update(BusinessHoursDraft(id=made.id, label="Mine")),
        lambda: eyes.business_hours.remove(made.id),
    ]
    for change in changes:
        with pytest.raises(ForbiddenError, match="needs write permission"):
            change()
    assert (eyes.chapters.get(chapter.id).name, eyes.profiles.get(team.child).name) == ("C", "Child")
    assert (eyes.blacklists.get(black.id).name, eyes.business_hours.get(made.id).label) == ("Black", "Office")


def test_with_it_black_lists_and_business_hours_may_be_changed(team: Team) -> None:
    black = team.eyes.blacklists.create(BlacklistDraft(name="Black"))
    team.eyes.blacklists.remove(black.id)
    hours = team.eyes.business_hours.create(
        BusinessHoursDraft(label="Office", intervals=[(8, 17)], days={"monday": True})
    )
    team.eyes.business_hours.remove(hours.id)


def test_chapters_of_profiles_that_are_seen(team: Team) -> None:
    mine, foreign = (
        team.whole.chapters.create(ChapterDraft(name=f"Of {id_}", type="traffic", profile_id=id_))
        for id_ in (team.grandchild, team.foreign)
    )
    seen = team.eyes.chapters.all()
    assert mine.id in [chapter.id for chapter in seen]
    assert {chapter.profile_id for chapter in seen} == {"live", team.grandchild}
    with pytest.raises(NotFoundError, match=f"Chapter {foreign.id} does not exist"):
        team.eyes.chapters.get(foreign.id)
    for change in (
        lambda: team.eyes.chapters.update(ChapterDraft(id=foreign.id, name="Mine")),
        lambda: team.eyes.chapters.remove(foreign.id),
    ):
        with pytest.raises(NotFoundError):
            change()


def test_chapters_below_the_root_may_be_changed(team: Team) -> None:
    chapter = team.eyes.chapters.create(ChapterDraft(name="C", type="traffic", profile_id=team.root))
    assert team.eyes.chapters.update(ChapterDraft(id=chapter.id, profile_id=team.child)).profile_id == team.child
    with pytest.raises(InvalidError, match=f"Profile {team.foreign} does not exist"):
        team.eyes.chapters.update(ChapterDraft(id=chapter.id, profile_id=team.foreign))
    with pytest.raises(ForbiddenError):
        team.eyes.chapters.update(ChapterDraft(id=chapter.id, profile_id="live"))
    team.eyes.chapters.remove(chapter.id)


def test_chapters_over_all_sources_are_everybodys(team: Team) -> None:
    (shared,) = [each for each in team.eyes.chapters.all() if each.name == "Structure of Overall Traffic"]
    with pytest.raises(ForbiddenError):
        team.eyes.chapters.remove(shared.id)
    with pytest.raises(ForbiddenError):
        team.eyes.chapters.create(ChapterDraft(name="Mine", type="traffic"))


def test_sources_are_deleted_with_full_access_only(team: Team) -> None:
    with pytest.raises(ForbiddenError, match="needs full access"):
        team.eyes.sources.check_remove(1)
    with pytest.raises(NotFoundError):
        team.eyes.sources.check_remove(2)


def test_dashboards_are_ones_own_and_those_that_one_is_shown(team: Team) -> None:
    eyes, me = team.eyes, team.user_id
    (overview,) = team.whole.dashboards.all()
    assert eyes.dashboards.all() == eyes.widgets.all() == []
    with pytest.raises(NotFoundError):
        eyes.dashboards.display(overview.id, me)
    mine = eyes.dashboards.create("Mine", user_id=me)
    widget = eyes.widgets.create(mine.id, {}, {})
    eyes.dashboards.display(mine.id, me)
    team.whole.dashboards.display(overview.id, me, 1)
    assert [each.id for each in eyes.dashboards.all()] == [overview.id, mine.id]
    assert [each.id for each in eyes.widgets.of_dashboard(mine.id)] == [widget.id]
    assert len(eyes.widgets.all()) == 5
    eyes.widgets.remove(widget.id)
    eyes.dashboards.update(mine.id, name="Ours")
    eyes.dashboards.remove(mine.id)


def test_another_users_dashboard_is_not_to_be_changed(team: Team) -> None:
    (overview,) = team.whole.dashboards.all()
    team.whole.dashboards.display(overview.id, team.user_id)
    eyes = team.eyes
    widget = eyes.widgets.of_dashboard(overview.id)[0]
    for change in (
        lambda: eyes.dashboards.update(overview.id, name="Mine"),
        lambda: eyes.dashboards.remove(overview.id),
        lambda: eyes.dashboards.create("For admin", user_id=1),
        lambda: eyes.dashboards.display(overview.id, 1),
        lambda: eyes.widgets.create(overview.id, {}, {}),
        lambda: eyes.widgets.update(widget.id, options={}),
        lambda: eyes.widgets.remove(widget.id),
    ):
        with pytest.raises(ForbiddenError, match="another user's"):
            change()


def test_a_root_counts_only_while_it_is_one(team: Team) -> None:
    team.whole.profiles.update(ProfileDraft(id=team.root, type="shadow"))
    assert names(team.eyes) == ["All Sources"]
    team.whole.profiles.update(ProfileDraft(id=team.root, type="real"))
    assert "Grandchild" in names(team.eyes)


def test_a_root_in_another_group_is_still_the_root(team: Team) -> None:
    moved = team.whole.profiles.update(ProfileDraft(id=team.root, group="Teams"))
    assert moved.id.startswith("Teams/")
    assert {each.id for each in team.eyes.profiles.all()} == {"live", moved.id, team.child, team.grandchild}
    assert [each.id for each in team.whole.roles.all()[1].roots] == [moved.id]


def test_a_root_that_is_deleted_goes_from_the_role(team: Team) -> None:
    team.whole.profiles.remove(team.root)
    assert team.whole.roles.all()[1].roots == []
    assert names(team.eyes) == ["All Sources"]


def test_after_a_reset_the_users_are_there_and_their_roots_are_not(team: Team) -> None:
    reset(team.whole)
    assert [user.login for user in team.whole.users.all()] == ["admin", "anna"]
    assert names(team.eyes) == ["All Sources"]


def test_maps_are_changed_by_whose_they_are(team: Team) -> None:
    theirs = team.whole.topologies.create(TopologyDraft(name="theirs"))
    node = team.whole.nodes.create(NodeDraft(topology_id=theirs.id, name="a"))
    maps, nodes = team.eyes.topologies, team.eyes.nodes
    assert [each.id for each in maps.all()] == [theirs.id]
    for forbidden in (
        lambda: maps.update(TopologyDraft(id=theirs.id, name="mine")),
        lambda: maps.remove(theirs.id),
        lambda: nodes.create(NodeDraft(topology_id=theirs.id, name="b")),
        lambda: nodes.remove(node.id),
        lambda: maps.create(TopologyDraft(name="for another", user_id=1)),
    ):
        with pytest.raises(ForbiddenError):
            forbidden()
    own = maps.create(TopologyDraft(name="mine", user_id=team.user_id))
    nodes.create(NodeDraft(topology_id=own.id, name="b"))
    maps.remove(own.id)
