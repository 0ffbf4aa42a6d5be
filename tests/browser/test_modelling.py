"""From a Profile to a Widget by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


def one(entities: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = (each for each in entities if each["name"] == name)
    return found


def test_profile_channel_chapter_and_widget(browser: Any, served: Any, rest: Any) -> None:
    served.send("127.0.1.123", records=3)
    browser.begin("/profiles", "New Profile below All Sources")
    names = ".fx-editor input[aria-label=Name]"
    for place, name in enumerate(("Web shop", "https")):
        field = browser.driver.find_elements(By.CSS_SELECTOR, names)[place]
        browser.until(lambda field=field, name=name: field.send_keys(name) is None)
    browser.find(".fx-editor .fx-filter-text").send_keys("proto tcp and port 443")
    browser.save("Web shop")
    profile = one(rest.get("profiles"), "Web shop")
    assert [(each["name"], each["filter"]) for each in profile["channels"]] == [("https", "proto tcp and port 443")]

    browser.begin("/chapters", "New Chapter")
    browser.write("Name", "Shop traffic")
    browser.choose("Profile", "Web shop")
    browser.save("Shop traffic")
    chapter = one(rest.get("chapters"), "Shop traffic")
    assert (chapter["profile"], chapter["type"], chapter["channels"]) == (profile["id"], "traffic", "*")

    browser.open("/dashboards")
    browser.click("addAdd widget")
    way = "[aria-label='Shop traffic: Chart']"
    browser.until(lambda: browser.driver.find_element(By.CSS_SELECTOR, way).click() is None)
    titles = "return [...document.querySelectorAll('.fx-grid h2')].map(h => h.innerText)"
    browser.until(lambda: "Shop traffic" in browser.js(titles))
    widgets = rest.http.get("/rest/fmd/overview/widgets/find").json()
    assert widgets[-1]["options"]["dataEndpoint"] == f"fmc_chapter_{chapter['id']}"
