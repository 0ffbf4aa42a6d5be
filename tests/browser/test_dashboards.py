"""Dashboards and Widgets made and moved by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


def widgets(rest: Any, dashboard: str) -> list[dict[str, Any]]:
    answer = rest.http.get("/rest/fmd/overview/widgets/find")
    return [one for one in answer.json() if one["dashboard"]["name"] == dashboard]


def place(widget: dict[str, Any]) -> list[int]:
    return [widget["layouts"]["lg"][name] for name in "xywh"]


def test_a_dashboard_is_made_with_a_widget_that_is_dragged(browser: Any, rest: Any) -> None:
    browser.open("/dashboards")
    browser.find("[aria-label='Move tab left']")
    browser.until(
        lambda: browser.driver.find_element(By.XPATH, "//button[contains(.,'New dashboard')]").click() is None
    )
    browser.find("input[aria-label=Name]").send_keys("Mine")
    browser.click("OK")
    browser.until(lambda: browser.find(".fx-tabs a[aria-current]").text == "Mine")
    browser.until(lambda: browser.driver.find_element(By.XPATH, "//button[contains(.,'Add widget')]").click() is None)
    browser.find(".fx-dialog .fx-scroll .q-radio:nth-child(1)")
    browser.click("Add")
    browser.find("[data-grip=move]")
    (made,) = widgets(rest, "Mine")
    assert place(made) == [0, 0, 6, 11]

    def dragged() -> bool:
        handle = browser.driver.find_element(By.CSS_SELECTOR, "[data-grip=move]")
        ActionChains(browser.driver).drag_and_drop_by_offset(handle, 400, 90).perform()
        return True

    browser.until(dragged)
    browser.until(lambda: place(widgets(rest, "Mine")[0])[0] > 0)
    (moved,) = widgets(rest, "Mine")
    assert place(moved)[1:] == [2, 6, 11]
    assert {**moved["layouts"], "lg": None} == {**made["layouts"], "lg": None}
    browser.driver.refresh()
    shown = ",".join(map(str, place(moved)))
    browser.find(f"[data-place='{shown}'] [data-grip=resize]").send_keys(Keys.ARROW_LEFT)
    browser.until(lambda: place(widgets(rest, "Mine")[0])[2] == 5)
