from __future__ import annotations

import pytest

from fauxmon_model.widget_kinds import usual_class


@pytest.mark.parametrize(
    ("endpoint", "chapter_type", "clazz"),
    [
        ("fmc_chapter_1", "traffic", "TimeSeriesAndTableWidget"),
        ("fmc_chapter_1", "top", "TwoPiesAndTableWidget"),
        ("fmc_connectedInterfaces", None, "ConnectionsWidget"),
        ("TOPOLOGY_1", None, "TopologyWidget"),
    ],
)
def test_what_is_drawn_says_how(endpoint: str, chapter_type: str | None, clazz: str) -> None:
    assert usual_class(endpoint, chapter_type) == clazz
