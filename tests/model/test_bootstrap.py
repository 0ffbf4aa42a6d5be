from __future__ import annotations

import pytest
import sqlalchemy as sa

from fauxmon_model.bootstrap import bootstrap, reset
from fauxmon_model.database import Database
from fauxmon_model.filter import parse
from fauxmon_model.repository import ProfileDraft, Repository
from fauxmon_model.repository.checks import Findings

NAMES_THAT_CLIENTS_LOOK_UP = {
    "Structure of Overall Traffic",
    "Hosts with Top Flows",
    "Hosts with Top Download Transfers in the Network",
    "Hosts with Top Upload Transfers in the Network",
    "Structure of routing protocol traffic",
    "Top Network Services over UDP",
    "Top Network Services over TCP",
    "Structure of Service Traffic",
    "Structure of Email Traffic",
    "Hosts with Top Data Transfers",
}


def test_admin_has_id_1_and_the_factory_password(database: Database) -> None:
    repository = Repository(database, lambda: 0)
    bootstrap(repository)
    user = repository.accounts.authenticate("admin", "admin")
    assert user is not None
    assert user.id == 1


def test_another_password_can_be_given(database: Database) -> None:
    repository = Repository(database, lambda: 0)
    bootstrap(repository, password="long and secret")
    assert repository.accounts.authenticate("admin", "admin") is None
    assert repository.accounts.authenticate("admin", "long and secret") is not None


def test_predefined_chapters_have_the_exact_names(repository: Repository) -> None:
    assert {chapter.name for chapter in repository.chapters.all()} == NAMES_THAT_CLIENTS_LOOK_UP


def test_predefined_chapters_have_the_same_ids_everywhere(repository: Repository) -> None:
    ids = {chapter.name: chapter.id for chapter in repository.chapters.all()}
    assert ids["Structure of Service Traffic"] == "330206dc-8bed-4bb4-b336-e6a5b0746cb3"
    assert ids["Hosts with Top Flows"] == "7f1366e5-5bf5-5ad1-a518-32d91eb00096"


def test_predefined_profiles_obey_the_rules(repository: Repository) -> None:
    profiles = repository.profiles.all()
    assert profiles[0].name == "All Sources"
    for profile in profiles[1:]:
        assert profile.parent_id == "live"
        findings = Findings()
        for channel in profile.channels:
            findings.color("color", channel.color)
            parse(channel.filter)
        findings.settle()
        assert [channel.position for channel in profile.channels] == list(range(len(profile.channels)))


def test_admin_sees_a_dashboard_whose_widgets_draw_chapters(repository: Repository) -> None:
    (tab,) = repository.dashboards.displayed(1)
    endpoints = {f"fmc_chapter_{chapter.id}" for chapter in repository.chapters.all()}
    assert tab.dashboard.name == "Overview"
    assert len(tab.dashboard.widgets) == 4
    for widget in tab.dashboard.widgets:
        assert widget.options["dataEndpoint"] in endpoints
        assert {layout["i"] for layout in widget.layouts.values()} == {str(widget.id)}
        assert widget.layouts["lg"]["x"] + widget.layouts["lg"]["w"] <= 12


def test_a_second_time_changes_nothing(repository: Repository) -> None:
    repository.chapters.remove("330206dc-8bed-4bb4-b336-e6a5b0746cb3")
    repository.accounts.set_password("admin", "mine")
    bootstrap(repository)
    assert len(repository.chapters.all()) == 9
    assert repository.accounts.authenticate("admin", "mine") is not None


def test_reset_is_as_fresh_but_for_accounts(repository: Repository) -> None:
    repository.accounts.set_password("admin", "mine")
    token = repository.accounts.issue(1)
    first = repository.sources.add("192.0.2.1", 2055, 0)
    repository.profiles.create(ProfileDraft(name="Mine"))
    repository.dashboards.create("Mine")
    numbered = [(each.id, [widget.id for widget in each.widgets]) for each in repository.dashboards.all()]
    reset(repository)
    assert [(each.id, [widget.id for widget in each.widgets]) for each in repository.dashboards.all()] == numbered[:1]
    assert repository.sources.all() == []
    assert "Mine" not in [each.name for each in (*repository.profiles.all(), *repository.dashboards.all())]
    assert (len(repository.chapters.all()), len(repository.widgets.all())) == (10, 4)
    assert repository.accounts.authenticate("admin", "mine") is not None
    assert repository.accounts.user_of_token(token) is not None
    assert repository.profiles.get("live").channels == []
    assert len(repository.dashboards.displayed(1)[0].dashboard.widgets) == 4
    assert repository.sources.add("192.0.2.1", 2055, 0).id > first.id


def test_a_reset_commits_no_model_without_all_sources(repository: Repository) -> None:
    committed: list[tuple[str, ...]] = []

    def look(connection: sa.Connection) -> None:
        committed.append(tuple(connection.exec_driver_sql("SELECT id FROM profile WHERE parent_id IS NULL").scalars()))

    sa.event.listen(sa.Engine, "commit", look)
    try:
        reset(repository)
    finally:
        sa.event.remove(sa.Engine, "commit", look)
    assert set(committed) == {("live",)}


@pytest.mark.parametrize("chapter", ["Structure of Overall Traffic", "Hosts with Top Flows"])
def test_what_covers_everything_reads_all_sources(repository: Repository, chapter: str) -> None:
    (found,) = [each for each in repository.chapters.all() if each.name == chapter]
    assert (found.profile_id, found.channels) == ("live", "*")
