"""R60 over REST of alerts: there for whoever sees all that they watch, changed with `write` below the root Profiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.conftest import Collector
    from tests.api.rules.conftest import Asking

ALERTS = "/rest/fmc/alerts"
MINE, OTHER = "192-0-2-1_p3000", "192-0-2-2_p3000"
SEEN, FORBIDDEN, HIDDEN = (200, 200, 204), (200, 401, 401), (204, 404, 404)


def fields(profile: str, channels: Any = "*") -> dict[str, Any]:
    """Of an alert that fires with every flow."""
    condition = {"metric": {"id": 1}, "comparator": {"id": 1}, "number": 0, "timeSpan": {"id": 1}}
    definition = {"profile": {"id": profile}, "channels": channels, "conditionType": {"name": "Total flows"}}
    return {"definition": {**definition, "conditions": [condition]}}


def over_all_sources(admin: Asking) -> None:
    for name, ids in (("mine", [MINE]), ("other", [OTHER]), ("both", [MINE, OTHER])):
        admin.made(ALERTS, name=name, **fields("live", [{"id": id_} for id_ in ids]))
    admin.made(ALERTS, name="all", **fields("live"))


def test_they_go_by_their_profile(admin: Asking, anna: Asking, root: str, foreign: str) -> None:
    for name, profile in (("ours", root), ("hidden", foreign)):
        admin.made(ALERTS, name=name, **fields(profile))
    assert anna.ids(ALERTS) == ["ours"]
    assert anna.statuses(ALERTS, "hidden", enabled=0) == HIDDEN
    assert anna.statuses(ALERTS, "ours", enabled=0) == SEEN
    assert admin.ids(ALERTS) == ["hidden"]


def test_over_all_sources_they_go_by_their_channels(admin: Asking, anna: Asking) -> None:
    over_all_sources(admin)
    assert anna.ids(ALERTS) == ["mine"]
    assert {name: anna.statuses(ALERTS, name, enabled=0) for name in ("mine", "other", "both", "all")} == {
        "mine": FORBIDDEN,
        **dict.fromkeys(("other", "both", "all"), HIDDEN),
    }
    assert len(admin.ids(ALERTS)) == 4


def test_a_post_changes_none_that_is_not_to_be_changed(admin: Asking, anna: Asking) -> None:
    over_all_sources(admin)
    for name, status in (("mine", 401), ("other", 405)):
        entity = {"id": name, "name": name, "enabled": 0}
        assert anna.client.post(ALERTS, json={"entity": entity}).status_code == status
    assert all(alert["enabled"] for alert in admin.client.get(ALERTS).json())


def test_new_ones_are_below_the_root(anna: Asking, root: str, foreign: str) -> None:
    assert anna.made(ALERTS, name="new", **fields(root)) == "new"
    for profile, channels, status in ((foreign, "*", 405), ("live", "*", 401), ("live", [{"id": OTHER}], 405)):
        entity = {"name": "refused", **fields(profile, channels)}
        assert anna.client.post(ALERTS, json={"entity": entity}).status_code == status


def test_without_write_none_is_changed(admin: Asking, anna: Asking, root: str, allow: Callable[..., None]) -> None:
    admin.made(ALERTS, name="ours", **fields(root))
    allow(write=False)
    assert anna.statuses(ALERTS, "ours", enabled=0) == FORBIDDEN
    assert anna.client.post(ALERTS, json={"entity": {"name": "new", **fields(root)}}).status_code == 401
    assert admin.ids(ALERTS) == ["ours"]


def test_what_they_have_found_is_told_where_they_are_seen(admin: Asking, anna: Asking, collector: Collector) -> None:
    over_all_sources(admin)
    collector.clock.now += 300_000
    collector.flow(collector.repository.sources.all()[0], collector.clock.now - 1000)
    assert len(collector.alerts.evaluate_closed()) == 4
    collector.collecting.said = collector.events.messages
    heard: dict[str, set[str]] = {}
    for whose, asking in (("admin", admin), ("anna", anna)):
        messages = asking.client.get("/rest/messages/find").json()
        heard[whose] = {message["text"].split()[1] for message in messages}
    assert heard == {"admin": {"mine", "both", "all"}, "anna": {"mine"}}
    (alert,) = anna.client.get(ALERTS).json()
    assert alert["currentState"]["lastFlows"][0] == "1"
