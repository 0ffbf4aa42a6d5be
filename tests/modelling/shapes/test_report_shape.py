"""Reports between names and ids (contract 2.8)."""

from __future__ import annotations

from typing import Any

from fauxmon.client import Report
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.report_shape import describe, entity

CHAPTERS: Any = {"Both": {"id": "c-1", "name": "Both"}, "A": {"id": 2, "name": "A"}}
INVENTORY = Inventory(chapters=CHAPTERS)
REPORT = Report(
    id=7,
    name="Failover",
    location="Lab",
    localization={"name": {"en": "Failover", "cz": "Přepnutí", "jp": ""}, "location": {"en": "Lab"}},
    owner="admin",
    isDefault=0,
    chapters=[{"chapterId": "c-1", "trafficChart": {"stacked": True, "logarithmic": False}}, {"chapterId": "2"}],
)
DOCUMENT = {
    "name": "Failover",
    "location": "Lab",
    "device": "",
    "localization": {"name": {"cz": "Přepnutí"}, "location": {}, "device": {}},
    "chapters": [
        {"chapter": "Both", "stacked": True, "logarithmic": False},
        {"chapter": "A", "stacked": None, "logarithmic": None},
    ],
}


def test_ids_become_names_and_english_the_text_itself() -> None:
    assert describe(REPORT, INVENTORY) == DOCUMENT


def test_a_chapter_that_there_is_no_more_is_told_so() -> None:
    gone = Report(id=7, name="x", chapters=[{"chapterId": "c-9"}])
    assert describe(gone, INVENTORY)["chapters"][0]["chapter"] == "(gone) c-9"


def test_names_become_ids_again() -> None:
    assert entity(DOCUMENT, INVENTORY, None) == {
        "name": "Failover",
        "location": "Lab",
        "device": "",
        "localization": {
            "name": {"en": "Failover", "cz": "Přepnutí"},
            "location": {"en": "Lab"},
            "device": {"en": ""},
        },
        "chapters": [
            {"chapterId": "c-1", "trafficChart": {"stacked": True, "logarithmic": False}},
            {"chapterId": 2},
        ],
    }


def test_a_language_that_is_not_wanted_any_more_is_emptied() -> None:
    document = {**DOCUMENT, "localization": {"name": {"de": "Umschaltung"}, "location": {}, "device": {}}}
    changed = entity(document, INVENTORY, REPORT)
    assert changed["id"] == 7
    assert changed["localization"]["name"] == {"en": "Failover", "cz": "", "jp": "", "de": "Umschaltung"}
