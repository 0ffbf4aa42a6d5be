from __future__ import annotations

import pytest
import sqlalchemy as sa

from fauxmon_model.bootstrap import bootstrap, reset
from fauxmon_model.database import Database
from fauxmon_model.entities import ORDER_BY
from fauxmon_model.filter import parse
from fauxmon_model.repository import ProfileDraft, Repository, TopologyDraft
from fauxmon_model.repository.checks import Findings

TRAFFIC = {
    "Structure of Overall Traffic": ("f59e1397-4dea-5e65-9988-28e49e1771e6", True),
    "Structure of Service Traffic": ("330206dc-8bed-4bb4-b336-e6a5b0746cb3", False),
    "Structure of Email Traffic": ("807d639b-5b94-5fc4-9918-c56831a57cc9", False),
    "Structure of routing protocol traffic": ("2e9b5222-270c-5857-8f42-0dd48d44d222", False),
}
"""Name → id, whether there are percentiles."""
_LOADS = "Transfers in the Network"
TOP = {
    "Hosts with Top Flows": ("7f1366e5-5bf5-5ad1-a518-32d91eb00096", "ip", [], "fl"),
    "Hosts with Top Data Transfers": ("f8a146ea-60a4-553b-9f53-daad05b28a6f", "ip", [], "ibyt"),
    f"Hosts with Top Download {_LOADS}": ("fc8667fc-e6c3-5bf2-8b4f-ddeefd2b5bd1", "dstip", ["bps"], "ibyt"),
    f"Hosts with Top Upload {_LOADS}": ("9623a12b-3d70-50e3-8c41-f67675e11898", "srcip", ["bps"], "ibyt"),
    "Top Network Services over TCP": ("7f8080ef-89eb-5625-b99d-2643912b8f94", "portp", [], "ibyt"),
    "Top Network Services over UDP": ("934bb754-a058-55e9-a8fc-3f28c02dd70a", "portp", [], "ibyt"),
}
"""Name → id, subject, columns between, metric: what a client's Widgets expect of it."""


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
    assert {chapter.name for chapter in repository.chapters.all()} == TRAFFIC.keys() | TOP.keys()


def test_predefined_chapters_have_the_same_ids_everywhere_and_what_widgets_expect(repository: Repository) -> None:
    chapters = repository.chapters.all()
    traffic, top = ([c for c in chapters if c.type == kind] for kind in ("traffic", "top"))
    assert {c.name: (c.id, c.show_percentile) for c in traffic} == TRAFFIC
    assert {c.name: (c.id, c.stats_by, c.middle_output_columns, ORDER_BY[c.order_by]) for c in top} == TOP
    assert all((c.channels, c.status) == ("*", 1) for c in chapters)


def test_the_texts_of_predefined_chapters_are_english(repository: Repository) -> None:
    for chapter in repository.chapters.all():
        assert chapter.localization["name"] == {"en": chapter.name}
        column = chapter.localization.get("channelColumnName")
        assert column == ({"en": chapter.channel_column_name} if chapter.type == "traffic" else None)


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
    repository.topologies.create(TopologyDraft(name="T"))
    reset(repository)
    assert repository.topologies.all() == []
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
