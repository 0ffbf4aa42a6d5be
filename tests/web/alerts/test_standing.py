from __future__ import annotations

from fauxmon_api.web.alerts.standing import standing, tree_of
from fauxmon_model.entities import Alert, AlertState

NOW_MS = 1_700_000_000_000


def alert(**state: object) -> Alert:
    kept = AlertState(**{"updated_ms": NOW_MS, "fired_ms": [], "blocked": 0, "hits": 0, "fired": False, **state})
    return Alert(name="Much", enabled=True, activation_threshold=3, state=kept if state else None)


def test_an_alert_that_was_never_evaluated_says_so() -> None:
    assert standing(alert(), NOW_MS) == [("State", "armed"), ("Evaluated", "not yet")]


def test_what_is_known_of_an_alert_is_told() -> None:
    counting = alert(last_conditions=[True, False], hits=2, fired_ms=[NOW_MS - 1000])
    told = dict(standing(counting, NOW_MS))
    assert told["State"] == "armed 2/3"
    assert told["Conditions"] == "holds, does not hold"
    assert (told["Evaluated"], told["Fired"], told["Blocked for"]) == ("22:13:20", "22:13:19", "0")
    assert dict(standing(alert(last_conditions=[]), NOW_MS))["Fired"] == "never"


def test_the_list_says_how_each_stands() -> None:
    assert tree_of([alert(last_conditions=[True], fired=True)]) == [{"id": "Much", "label": "Much · fired"}]
