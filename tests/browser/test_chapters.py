"""Chapters made, changed and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


def write(browser: Any, label: str, text: str) -> None:
    def done() -> bool:
        field = browser.driver.find_element(By.CSS_SELECTOR, f".fx-editor input[aria-label='{label}']")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text)
        return bool(field.get_attribute("value") == text)

    browser.until(done)


def choose(browser: Any, label: str, option: str) -> None:
    browser.find(f".fx-editor [aria-label='{label}']").click()
    browser.until(
        lambda: browser.driver.find_element(By.XPATH, f"//*[@role='option'][contains(.,'{option}')]").click() is None
    )


def named(rest: Any, name: str) -> list[dict[str, Any]]:
    return [chapter for chapter in rest.get("chapters") if chapter["name"] == name]


def test_a_chapter_is_made_changed_and_deleted(browser: Any, rest: Any) -> None:
    browser.open("/chapters")
    browser.find(".fx-editor input[aria-label=Name]")
    browser.find("aside .fx-small").click()
    browser.until(lambda: browser.find("h1").text == "New Chapter")
    write(browser, "Name", "Who asks")
    choose(browser, "Type", "Top N")
    choose(browser, "Statistic", "Source IP address")
    browser.find(".fx-editor .fx-filter-text").send_keys("port 53")
    browser.click("Save")
    browser.until(lambda: browser.find("h1").text == "Who asks")
    (made,) = named(rest, "Who asks")
    assert (made["type"], made["statsBy"], made["filter"], made["top"]) == ("top", "srcip", "port 53", 10)

    write(browser, "Top", "5")
    browser.click("Save")
    browser.until(lambda: named(rest, "Who asks")[0]["top"] == 5)
    browser.click("Delete")
    browser.find(".fx-actions button:nth-child(2)").click()
    browser.until(lambda: not named(rest, "Who asks"))


def test_what_is_wrong_is_told(browser: Any, rest: Any) -> None:
    browser.open("/chapters")
    browser.find(".fx-editor input[aria-label=Name]")
    browser.find("aside .fx-small").click()
    browser.until(lambda: browser.find("h1").text == "New Chapter")
    browser.click("Save")
    browser.until(lambda: "name:" in browser.find(".fx-items.fx-bad").text)
