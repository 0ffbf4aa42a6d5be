"""Profiles made, changed and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

pytestmark = pytest.mark.browser

FIRST = "127.0.1.123"
CHANNELS = ".fx-channel"
FOCUSED = "return document.activeElement.closest('.fx-channel').querySelector('[aria-label=Name]').value"


def field(within: WebElement, name: str) -> WebElement:
    return within.find_element(By.CSS_SELECTOR, f"input[aria-label='{name}']")


def form(browser: Any) -> WebElement:
    return browser.find(".fx-editor")


def channels(browser: Any) -> list[WebElement]:
    return list(browser.driver.find_elements(By.CSS_SELECTOR, CHANNELS))


def begin(browser: Any, name: str) -> None:
    """A new Profile below *All Sources*, with one Channel that has no name yet."""
    browser.open("/profiles")
    browser.find(".fx-editor input[aria-label=Name]")
    browser.find("aside .fx-small").click()
    browser.until(lambda: "New Profile" in browser.find("h1").text)
    browser.until(lambda: field(form(browser), "Name").send_keys(name) is None)


def test_a_profile_is_made_changed_and_deleted(browser: Any, served: Any, rest: Any) -> None:
    served.send(FIRST, records=3, protocol=6)
    served.settle()
    begin(browser, "Web shop")
    (row,) = channels(browser)
    field(row, "Name").send_keys("https")
    row.find_element(By.CSS_SELECTOR, ".fx-filter-text").send_keys("proto tcp and port 443")
    browser.until(lambda: "3 flows" in row.find_element(By.CSS_SELECTOR, ".fx-preview").text)
    browser.until(lambda: browser.find(".fx-editor .fx-small").click() is None)
    browser.until(lambda: len(channels(browser)) == 2)
    field(channels(browser)[1], "Name").send_keys("all")
    browser.enter("Save")
    browser.until(lambda: browser.find("h1").text == "Web shop")
    (made,) = (profile for profile in rest.get("profiles") if profile["name"] == "Web shop")
    assert (made["type"], made["parent"], made["history"]) == ("shadow", "live", False)
    kept = [(channel["name"], channel["filter"], channel["parent"]) for channel in made["channels"]]
    assert kept == [("https", "proto tcp and port 443", "*"), ("all", "any", "*")]

    channels(browser)[1].find_element(By.CSS_SELECTOR, "[title=Up]").click()
    browser.until(lambda: field(channels(browser)[0], "Name").get_attribute("value") == "all")
    browser.enter("Save")
    browser.until(lambda: [one["name"] for one in rest.profile(made["id"])["channels"]] == ["all", "https"])

    rest.post("chapters", {"name": "Shop", "type": "traffic", "profile": made["id"]})
    browser.delete("Chapter Shop")
    browser.until(lambda: browser.find("h1").text == "All Sources")
    assert all(profile["name"] != "Web shop" for profile in rest.get("profiles"))


def names(browser: Any) -> list[str]:
    """Of the Channels, in the order of their rows."""
    return [str(field(row, "Name").get_attribute("value")) for row in channels(browser)]


def described(browser: Any, label: str) -> str:
    """What a screen reader says is wrong with a field; nothing if nothing is."""
    script = """const field = document.querySelector(`.fx-editor input[aria-label="${arguments[0]}"]`);
        return field.getAttribute("aria-invalid") === "true"
            ? document.getElementById(field.getAttribute("aria-describedby"))?.innerText : "";"""
    return str(browser.js(script, label))


def test_channels_are_ordered_by_dragging_and_by_arrow_keys(browser: Any, rest: Any) -> None:
    made = rest.post("profiles", {"name": "Ordered", "type": "shadow", "channels": [
        {"name": name, "sign": "+", "color": "#0000cc", "parent": "*", "filter": "any"} for name in "abc"
    ]})  # fmt: skip
    browser.open(f"/profiles?id={made['id']}")
    browser.until(lambda: names(browser) == ["a", "b", "c"])
    grips = browser.driver.find_elements(By.CSS_SELECTOR, "[data-grip=row]")
    way = grips[2].rect["y"] - grips[0].rect["y"] + 60
    ActionChains(browser.driver).click_and_hold(grips[0]).move_by_offset(0, 20).move_by_offset(
        0, way - 20
    ).release().perform()
    browser.until(lambda: names(browser) == ["b", "c", "a"])
    browser.find(".fx-channel:nth-child(2) [data-grip=row]").send_keys(Keys.ARROW_UP)
    browser.until(lambda: names(browser) == ["c", "b", "a"])
    browser.until(lambda: browser.js(FOCUSED) == "c")
    browser.enter("Save")
    browser.until(lambda: [one["name"] for one in rest.profile(made["id"])["channels"]] == ["c", "b", "a"])


def test_a_mistake_is_marked_while_it_is_made(browser: Any, rest: Any) -> None:
    begin(browser, "Shop")
    assert described(browser, "Name") == ""
    browser.until(lambda: field(form(browser), "Group").send_keys("a/b") is None)
    browser.until(lambda: described(browser, "Group") == "group: must not contain /")
    assert described(browser, "Name") == "", "nobody has touched the Channel's name"
    field(form(browser), "Group").send_keys(Keys.BACKSPACE, Keys.BACKSPACE)
    browser.until(lambda: described(browser, "Group") == "")
    assert all(profile["name"] != "Shop" for profile in rest.get("profiles"))


def test_what_is_wrong_is_told_and_nothing_is_kept(browser: Any, rest: Any) -> None:
    begin(browser, "Broken")
    (row,) = channels(browser)
    row.find_element(By.CSS_SELECTOR, ".fx-filter-text").send_keys("prt 443")
    browser.enter("Save")
    browser.until(lambda: "Channel 1, filter:" in browser.find(".fx-items.fx-bad").text)
    assert "Channel 1, name:" in browser.find(".fx-items.fx-bad").text
    assert all(profile["name"] != "Broken" for profile in rest.get("profiles"))
