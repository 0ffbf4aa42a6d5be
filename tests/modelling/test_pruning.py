"""What --prune deletes, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon.modelling.plan import Plan

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

MINE = """
owns: ["Mine*"]
profiles:
  - {name: Mine, channels: [{name: a}]}
  - {name: Mine below, parent: Mine, channels: [{name: b}]}
chapters:
  - {name: Mine A, profile: Mine}
  - {name: Mine B, profile: Mine below}
dashboards:
  - name: Mine
    widgets:
      - {chapter: Mine A, clazz: TimeSeriesAndTableWidget}
      - {chapter: Mine B, clazz: TimeSeriesAndTableWidget}
"""
NOTHING = 'owns: ["Mine*"]\n'


def deleted(plan: Plan) -> list[str]:
    assert {change.action for change in plan.changes} <= {"delete"}
    return [f"{change.key.kind} {change.key}" for change in plan.changes]


def kept(plan: Plan) -> list[tuple[str, str]]:
    return [(str(key), reason) for key, reason in plan.kept]


def test_nothing_is_deleted_without_being_asked(collector: Collector) -> None:
    collector.apply(MINE)
    assert kept(collector.apply(NOTHING)) == [(name, "") for name in ("Mine", "Mine A", "Mine B", "Mine below", "Mine")]
    assert not collector.plan(MINE).changes


def test_what_is_owned_goes_what_needs_it_first(collector: Collector) -> None:
    collector.apply(MINE)
    theirs = [{"name": name} for name in ("Theirs", "mine")]
    for entity in theirs:
        collector.client.create_profile(entity)
    assert deleted(collector.apply(NOTHING, prune=True)) == [
        "dashboards Mine",
        "chapters Mine A",
        "chapters Mine B",
        "profiles Mine below",
        "profiles Mine",
    ]
    assert not collector.plan(NOTHING, prune=True).changes
    assert {"Theirs", "mine"} <= {profile["name"] for profile in collector.client.profiles()}


def test_what_somebody_else_needs_stays_and_what_that_needs(collector: Collector) -> None:
    collector.apply(MINE)
    collector.apply("dashboards: [{name: Theirs, widgets: [{chapter: Mine B, clazz: TimeSeriesAndTableWidget}]}]\n")
    made = collector.apply(NOTHING, prune=True)
    assert deleted(made) == ["dashboards Mine", "chapters Mine A"]
    assert kept(made) == [
        ("Mine B", "the widget Theirs: Mine B needs it"),
        ("Mine below", "the chapter Mine B needs it"),
        ("Mine", "the profile Mine below needs it"),
    ]


def test_widgets_belong_to_the_dashboard_of_the_file(collector: Collector) -> None:
    collector.apply(MINE)
    fewer = MINE.replace("      - {chapter: Mine A, clazz: TimeSeriesAndTableWidget}\n", "").replace('["Mine*"]', "[]")
    assert kept(collector.apply(fewer)) == [("Mine: Mine A", "")]
    assert deleted(collector.apply(fewer, prune=True)) == ["widgets Mine: Mine A"]
    assert [widget["options"]["clazz"] for widget in collector.client.widgets()] == ["TimeSeriesAndTableWidget"]


def test_what_is_predefined_is_nobodys(collector: Collector) -> None:
    assert deleted(collector.apply('owns: ["*"]\n', prune=True)) == []
    assert len(collector.client.chapters()) == len(collector.factory)


def test_a_channel_that_somebody_else_needs_stays(collector: Collector) -> None:
    two = "profiles: [{name: P, channels: [{name: a}, {name: b}, {name: c}]}]\n"
    collector.apply(two)
    collector.apply("chapters: [{name: Theirs, profile: P, channels: [b]}]\n")
    one = "profiles: [{name: P, channels: [{name: a}]}]\n"
    made = collector.apply(one, prune=True)
    assert [field.field for change in made.changes for field in change.fields] == ["channel c"]
    assert kept(made) == [("P: b", "the chapter Theirs needs it")]
    assert collector.plan(one, prune=True).changes == []
    (profile,) = [one for one in collector.client.profiles() if one["name"] == "P"]
    assert [channel["name"] for channel in profile["channels"]] == ["a", "b"]
    more = one.replace("P, channels: [", "P, channels: [{name: d}, ")
    collector.apply(more, prune=True)
    assert collector.plan(more, prune=True).changes == []


def test_two_widgets_over_one_chapter_are_two(collector: Collector) -> None:
    collector.apply(MINE)
    twice = MINE.replace("chapter: Mine B", "chapter: Mine A")
    assert [f"{change.action} {change.key}" for change in collector.apply(twice).changes] == [
        "create Mine: Mine A #2",
    ]
    assert not collector.plan(twice).changes
    assert deleted(collector.apply(twice, prune=True)) == ["widgets Mine: Mine B"]
