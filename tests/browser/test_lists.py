"""Black lists and business hours made, changed and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_black_list_is_made_copied_and_deleted(browser: Any, rest: Any) -> None:
    browser.begin("/blacklists", "New Black list")
    browser.write("Name", "Botnets")
    browser.write("Addresses and networks, one a line", "192.0.2.7\nnonsense")
    browser.enter("Save")
    browser.wrong("record 2: must be an IP address or a network")
    assert rest.get("blacklists") == []
    browser.write("Addresses and networks, one a line", "192.0.2.7\n2001:db8::/32")
    browser.save("Botnets")
    (made,) = rest.get("blacklists")
    assert made["records"] == ["192.0.2.7", "2001:db8::/32"]
    browser.click("Copy")
    browser.save("Botnets (copy)")
    assert [each["records"] for each in rest.get("blacklists")] == [made["records"]] * 2
    browser.delete()
    chapter = {"name": "Bad", "type": "top", "top": 5, "statsBy": "ip", "orderBy": "bytes", "blacklist": made["id"]}
    rest.post("chapters", chapter)
    browser.until(lambda: browser.find("h1").text == "Botnets")
    browser.delete("Chapter Bad")
    browser.until(lambda: rest.get("blacklists") == [])


def test_business_hours_are_made_changed_and_deleted(browser: Any, rest: Any) -> None:
    browser.begin("/business-hours", "New Business hours")
    browser.write("Name", "Office")
    browser.tick("Friday")
    browser.write("To (hour)", "8")
    browser.enter("Save")
    browser.wrong("Hours 1, to: must be after from")
    browser.write("To (hour)", "16")
    browser.save("Office")
    (made,) = rest.get("businessHours")
    assert made["intervals"] == [{"from": 8, "to": 16}]
    assert [day for day, holds in made["days"].items() if holds] == ["monday", "tuesday", "wednesday", "thursday"]
    browser.delete()
    browser.until(lambda: rest.get("businessHours") == [])
