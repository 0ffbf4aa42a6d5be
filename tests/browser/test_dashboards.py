"""Dashboards made, arranged, exported, imported and printed by clicks and keys alone; REST has the same objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

ITEM = "//*[contains(@class,'q-menu')]//*[contains(@class,'q-item')][contains(.,'{}')]"
TABS = "return [...document.querySelectorAll('.fx-tabs a')].map(tab => tab.innerText)"
CUT = """return [...document.querySelectorAll('.fx-widget, .fx-widget-body')]
    .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)"""
FILE = """version: 1
chapters:
- name: From a file
dashboards:
- name: Imported
  displayed: 5
  widgets:
  - {chapter: From a file, clazz: TimeSeriesAndTableWidget, place: {x: 0, y: 0, w: 6, h: 12}}
"""


def choose(browser: Any, menu: str, item: str) -> None:
    """An item of the menu whose button has this name."""
    browser.press(f"[aria-label='{menu}']")
    browser.until(lambda: browser.driver.find_element(By.XPATH, ITEM.format(item)).click() is None)


def answer(browser: Any, text: str) -> None:
    """What is asked for in a dialog of one line."""
    field = browser.find(".fx-dialog input[aria-label=Name]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text)
    browser.until(lambda: field.get_attribute("value") == text)
    browser.click("OK")


def tabs(browser: Any) -> list[str]:
    return list(browser.js(TABS))


def style(browser: Any, css: str, name: str) -> str:
    return str(browser.js(f"return getComputedStyle(document.querySelector('{css}')).{name}"))


def shown(rest: Any) -> list[str]:
    """The administrator's tabs as REST has them."""
    listed = rest.http.get("/rest/fmd/overview/displayed-dashboards").json()
    return [tab["dashboard"]["name"] for tab in listed]


def test_tabs_are_made_renamed_moved_and_deleted(browser: Any, rest: Any) -> None:
    browser.open("/dashboards")
    browser.until(lambda: tabs(browser) == ["Overview"])
    browser.until(
        lambda: browser.driver.find_element(By.XPATH, "//button[contains(.,'New dashboard')]").click() is None
    )
    answer(browser, "Mine")
    browser.until(lambda: tabs(browser) == ["Overview", "Mine"])
    assert browser.find(".fx-tabs a[aria-current]").text == "Mine"
    choose(browser, "Menu of Mine", "Rename")
    answer(browser, "Ours")
    browser.until(lambda: tabs(browser) == ["Overview", "Ours"] == shown(rest))
    choose(browser, "Menu of Ours", "Move left")
    browser.until(lambda: tabs(browser) == ["Ours", "Overview"] == shown(rest))
    choose(browser, "Menu of Ours", "Move right")
    browser.until(lambda: tabs(browser) == ["Overview", "Ours"] == shown(rest))
    choose(browser, "Menu of Ours", "Delete")
    browser.click("Delete")
    browser.until(lambda: tabs(browser) == ["Overview"] == shown(rest))


def test_the_open_tab_is_in_sight_on_a_narrow_page(browser: Any, rest: Any) -> None:
    for number in range(12):
        made = rest.make("/fmd/overview/dashboards", {"name": f"Dashboard number {number}"})
        rest.make("/fmd/overview/displayed-dashboards", {"dashboard": {"id": made}, "order": number + 1})
    try:
        browser.driver.set_window_size(900, 900)
        browser.open(f"/dashboards/{made}")
        browser.find(".fx-board-tools")
        strip = browser.find(".fx-tabs").rect
        assert strip["width"] > 400
        tab = browser.find(".fx-tabs a[aria-current]").rect
        assert strip["x"] <= tab["x"] < strip["x"] + strip["width"]
        assert strip["y"] <= tab["y"] < strip["y"] + strip["height"]
        assert browser.js("return document.documentElement.scrollWidth <= innerWidth"), "nothing is beside the page"
    finally:
        browser.driver.set_window_size(1400, 1000)


def test_a_model_is_imported_once_its_plan_was_seen_and_exported_again(browser: Any, rest: Any, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(FILE)
    browser.open("/dashboards")
    browser.press("[aria-label='Import a model']")
    browser.find(".fx-model input[type=file]").send_keys(str(tmp_path / "model.yaml"))
    browser.until(lambda: browser.find("textarea[aria-label=Model]").get_attribute("value") == FILE)
    browser.click("Show plan")
    told = ["3 to create:", "+ chapter From a file", "+ dashboard Imported", "+ widget Imported: From a file"]
    browser.until(lambda: browser.find(".fx-plan").text.splitlines() == told)
    assert shown(rest) == ["Overview"], "nothing is done before"
    browser.click("Apply")
    browser.until(lambda: tabs(browser) == ["Overview", "Imported"] == shown(rest))
    browser.find("[aria-label='From a file']")
    folder = tmp_path / "downloads"
    allow = {"behavior": "allow", "downloadPath": str(folder)}
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", allow)
    choose(browser, "Menu of Imported", "Export as model")
    written = folder / "Imported.yaml"
    browser.until(lambda: written.exists() and "place:" in written.read_text())
    assert "chapter: From a file" in written.read_text()


def test_what_is_wrong_with_a_model_is_told_with_its_line(browser: Any) -> None:
    browser.open("/dashboards")
    browser.press("[aria-label='Import a model']")
    browser.find("textarea[aria-label=Model]").send_keys("version: 1\nnonsense: 2")
    browser.click("Show plan")
    browser.until(lambda: "line 2: " in browser.find(".fx-plan .fx-bad").text)
    apply = "//button[normalize-space(.)='Apply']"
    assert not browser.driver.find_element(By.XPATH, apply).is_enabled()


def test_a_dashboard_fills_the_screen(browser: Any) -> None:
    browser.open("/dashboards")
    browser.find("[data-widget]")
    rail = browser.find(".fx-rail")
    browser.until(lambda: browser.find("[aria-label='Full screen']").click() is None)
    browser.until(lambda: not rail.is_displayed() and not browser.find(".fx-tools").is_displayed())
    assert browser.find("[data-widget]").is_displayed()
    browser.js("return document.exitFullscreen()")
    browser.until(lambda: rail.is_displayed())


def test_paper_has_the_widgets_whole_and_nothing_else(browser: Any, served: Any, rest: Any) -> None:
    narrow = {"lg": {"x": 0, "y": 30, "w": 4, "h": 7}}
    sources = {"clazz": "ConnectionsWidget", "dataEndpoint": "fmc_connectedInterfaces"}
    rest.make("/fmd/overview/widgets", {"dashboard": {"id": 1}, "options": sources, "layouts": narrow})
    served.send("127.0.1.123")
    served.settle()
    browser.open("/dashboards")
    browser.find(".fx-widget-chart svg text")
    browser.find("[aria-label=Sources] tbody tr")
    page = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    assert page["data"].startswith("JVBERi")
    emulated = {"width": 1047, "height": 718, "deviceScaleFactor": 1, "mobile": False}
    try:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", emulated)
        browser.until(lambda: browser.find("h1").is_displayed())
        for css in (".fx-rail", ".fx-header", ".fx-tab-row", ".fx-tools", ".fx-grip", "[aria-label=Menu]"):
            assert not browser.find(css).is_displayed(), css
        assert browser.js(CUT) == []
        assert style(browser, ".fx-widget-chart text", "fill") == "rgb(68, 68, 68)"
        assert style(browser, ".fx-swatch", "printColorAdjust") == "exact"
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
