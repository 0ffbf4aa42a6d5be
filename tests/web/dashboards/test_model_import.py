from __future__ import annotations

from fauxmon_api.model_files import PlannedChange, PlannedModel
from fauxmon_api.web.dashboards.model_import import line, summary

CREATE = PlannedChange("create", "chapter Mine")
UPDATE = PlannedChange("update", "widget Board: Mine", ("to: now → today",))
WAITS = PlannedChange("waits", "chapter Other", ("profile Nowhere", "profile Neither"))
REFUSED = PlannedChange("refused", "profile All Sources", ("is the collector's own there",))


def told(*changes: PlannedChange) -> str:
    return summary(PlannedModel(changes, ()))


def test_a_plan_says_how_much_is_to_be_done() -> None:
    assert told(CREATE, CREATE, UPDATE, WAITS) == "2 to create, 1 to change:"
    assert told() == "Nothing to do: the collector has all of it."
    assert told(WAITS) == "Nothing can be done yet."
    assert told(CREATE, REFUSED) == "This cannot be done:"


def test_each_change_is_a_line() -> None:
    assert [line(change) for change in (CREATE, UPDATE, WAITS, REFUSED)] == [
        "+ chapter Mine",
        "~ widget Board: Mine",
        "? chapter Other waits for profile Nowhere and profile Neither",
        "! profile All Sources cannot be: is the collector's own there",
    ]
