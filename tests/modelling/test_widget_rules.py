from __future__ import annotations

from collections.abc import Callable

import pytest

from fauxmon_model.relative_time import KNOWN

Refused = Callable[..., list[str]]
FILE = """
profiles: [{name: P, channels: [{name: x}]}]
dashboards:
  - name: D
    widgets:
      - %s
"""
BY_ID = "endpoint: ids are each collector's own: write"
LINE = "{clazz: x, chapter: C, visualizationSettings: [{settings: {series: [{id: %s}]}}]}"


@pytest.mark.parametrize(
    ("widget", "told"),
    [
        ("{clazz: x}", "a widget draws one of chapter, topology, endpoint"),
        (
            "{clazz: x, chapter: C, topology: T}",
            "a widget draws one of chapter, topology, endpoint; this one has chapter and topology",
        ),
        (
            "{clazz: x, endpoint: fmc_chapter_7}",
            f"{BY_ID} `chapter:` and its name",
        ),
        ("{clazz: x, endpoint: TOPOLOGY_7}", f"{BY_ID} `topology:` and its name"),
        ("{clazz: x, chapter: C, from: 12hAgo}", f"from: must be a time like YYYY-MM-DD HH:MM, or relative: {KNOWN}"),
        (LINE % "{profile: P, channel: y}", "y is no Channel of P, which has: x"),
        (LINE % "P|x", "a line is a metric, or a Channel: {profile: NAME, channel: NAME}"),
        (LINE % "{channel: x}", "a line is a metric, or a Channel: {profile: NAME, channel: NAME}"),
        ("{clazz: x, chapter: C, layouts: [1]}", "layouts: must be a mapping: lg, md, sm, xs, xxs"),
    ],
)
def test_a_rule_that_is_broken_is_told_where(refused: Refused, widget: str, told: str) -> None:
    assert refused(FILE % widget) == [f"6: {told}"]


@pytest.mark.parametrize(
    "widget",
    [
        "{clazz: x, endpoint: fmc_connectedInterfaces}",
        "{clazz: x, chapter: C, from: yesterday, to: today}",
        "{clazz: x, chapter: C, from: 2025-03-01 12:00, to: '1740830400000'}",
        LINE % "rtt",
        LINE % "{profile: P, channel: x}",
        LINE % "{profile: Theirs, channel: y}",
    ],
)
def test_what_breaks_none(refused: Refused, widget: str) -> None:
    assert refused(f"{FILE % widget}  - {{}}\n") == ["7: a dashboard needs a name"]
