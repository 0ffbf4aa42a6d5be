"""Alerts made, evaluated and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_an_alert_is_made_fires_and_is_deleted(browser: Any, served: Any, rest: Any) -> None:
    served.send("127.0.1.123", records=3)
    browser.begin("/alerts", "New Alert")
    browser.write("Name", "Much")
    browser.write("Number", "2")
    browser.write("Then passes over", "1")
    browser.tick("Syslog")
    browser.save("Much")
    (made,) = rest.get("alerts")
    (condition,) = made["definition"]["conditions"]
    assert (condition["metric"]["name"], condition["comparator"]["name"], condition["number"]) == (
        "total flows",
        ">",
        2,
    )
    assert made["definition"]["trigger"]["blockFor"] == 1
    assert [name for name, each in made["definition"]["reactions"].items() if each["enabled"]] == ["syslog"]
    browser.until(lambda: "not yet" in browser.find(".fx-standing").text)
    browser.click("Evaluate now")
    browser.until(lambda: "fired" in browser.find(".fx-standing").text)
    browser.until(lambda: "Much · fired" in browser.find("aside .fx-tree").text)
    assert rest.get("alerts")[0]["currentState"]["triggerStatus"]["name"] == "fired"
    browser.delete()
    browser.until(lambda: rest.get("alerts") == [])


def test_what_is_wrong_with_an_alert_is_told(browser: Any, rest: Any) -> None:
    browser.begin("/alerts", "New Alert")
    browser.choose("Of", "Top 1")
    browser.find(".fx-editor [aria-label='Of the first']")
    browser.find(".fx-editor .fx-filter-text").send_keys("prt 443")
    browser.until(lambda: browser.find(".fx-filter-error").text)
    browser.write("Number", "-1")
    browser.enter("Save")
    for told in ("name: must not be empty", "filter:", "Condition 1, number: must be a number, 0 or more"):
        browser.wrong(told)
    assert rest.get("alerts") == []
