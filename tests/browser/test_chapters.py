"""Chapters made, changed and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def named(rest: Any, name: str) -> list[dict[str, Any]]:
    return [chapter for chapter in rest.get("chapters") if chapter["name"] == name]


def test_a_chapter_is_made_changed_and_deleted(browser: Any, rest: Any) -> None:
    browser.begin("/chapters", "New Chapter")
    browser.write("Name", "Who asks")
    browser.choose("Type", "Top N")
    browser.choose("Statistic", "Source IP address")
    browser.find(".fx-editor .fx-filter-text").send_keys("port 53")
    browser.save("Who asks")
    (made,) = named(rest, "Who asks")
    assert (made["type"], made["statsBy"], made["filter"], made["top"]) == ("top", "srcip", "port 53", 10)

    browser.write("Top", "5")
    browser.enter("Save")
    browser.until(lambda: named(rest, "Who asks")[0]["top"] == 5)
    rest.post("reports", {"name": "Weekly", "chapters": [{"chapterId": made["id"]}]})
    browser.click("Copy")
    browser.save("Who asks (copy)")
    (copy,) = named(rest, "Who asks (copy)")
    assert {**copy, "id": made["id"], "name": "Who asks", "localization": made["localization"]} == {**made, "top": 5}
    browser.delete()
    browser.until(lambda: not named(rest, "Who asks (copy)"))
    browser.open(f"/chapters?id={made['id']}")
    browser.until(lambda: browser.find("h1").text == "Who asks")
    browser.delete("Report Weekly")
    browser.until(lambda: not named(rest, "Who asks"))


def test_what_is_wrong_is_told(browser: Any, rest: Any) -> None:
    browser.begin("/chapters", "New Chapter")
    browser.enter("Save")
    browser.wrong("name:")
