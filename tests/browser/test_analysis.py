"""What one looks at in the Monitoring Center, and what one asks of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from fauxmon.runtime import clock
from fauxmon_api.transport.times import second_text

pytestmark = pytest.mark.browser

FIRST, SECOND = "127.0.1.123", "127.0.1.124"
RESULT = """return [...document.querySelectorAll('[aria-label=Result] tbody tr')]
    .map(r => [...r.cells].map(c => c.innerText.trim()))"""
LABELS = "return document.querySelector('.fx-chart svg').textContent"
OFFERED = "return [...document.querySelectorAll('[role=option] b')].map(b => b.innerText)"


def channels(browser: Any) -> dict[str, str]:
    """Name → flows."""
    return {row[1]: row[8] for row in browser.rows()}


def drag(browser: Any, first: float, last: float) -> None:
    """Over the chart, from one part of its width to another."""
    chart = browser.find(".fx-chart svg")
    left = (first - 0.5) * chart.size["width"]
    way = (last - first) * chart.size["width"]
    actions = ActionChains(browser.driver).move_to_element_with_offset(chart, left, 0).click_and_hold()
    actions.move_by_offset(way / 2, 3).move_by_offset(way / 2, 3).release().perform()


def test_dragging_over_the_chart_selects_a_time_for_all_below(browser: Any, served: Any) -> None:
    served.send(FIRST)
    browser.open("/")
    browser.until(lambda: channels(browser) == {FIRST: "5"})
    drag(browser, 0.2, 0.5)
    browser.until(lambda: "from=" in browser.driver.current_url)
    browser.until(lambda: channels(browser) == {FIRST: "0"})
    assert " – " in browser.find(".fx-times .fx-title").text
    browser.find("[title='The latest time']").click()
    browser.until(lambda: channels(browser) == {FIRST: "5"})
    assert "from=" not in browser.driver.current_url


def test_what_comes_in_meanwhile_does_not_let_go_of_a_drag(browser: Any, served: Any) -> None:
    served.send(FIRST, records=3)
    browser.open("/")
    browser.until(lambda: channels(browser) == {FIRST: "3"})
    chart = browser.find(".fx-chart svg")
    width = chart.size["width"]
    ActionChains(browser.driver).move_to_element_with_offset(chart, -width / 4, 0).click_and_hold().move_by_offset(
        width / 8, 3
    ).perform()
    # A second Channel, with which the chart is built anew, and the seconds that pass until its slots are over.
    served.send(SECOND, records=4)
    browser.until(lambda: channels(browser) == {FIRST: "3", SECOND: "4"})
    drawn = browser.js(LABELS)
    ActionChains(browser.driver).move_by_offset(width / 8, 3).release().perform()
    browser.until(lambda: "from=" in browser.driver.current_url)
    assert SECOND not in drawn, "it waits for the end of the drag"
    browser.until(lambda: SECOND in browser.js(LABELS))


def test_a_channel_is_left_out_of_the_chart_and_of_what_is_asked(browser: Any, served: Any) -> None:
    served.send(FIRST, records=3)
    served.send(SECOND, records=4)
    browser.open("/")
    browser.until(lambda: channels(browser) == {FIRST: "3", SECOND: "4"})
    browser.click("Process")
    browser.until(lambda: [row[4] for row in browser.js(RESULT)] == ["7"])
    browser.find(f"[aria-label='Show {FIRST}']").click()
    browser.until(lambda: "channels=" in browser.driver.current_url)
    browser.click("Process")
    browser.until(lambda: [row[4] for row in browser.js(RESULT)] == ["4"])


def test_a_filter_is_completed_and_its_mistake_stands_at_its_column(browser: Any, served: Any) -> None:
    served.send(FIRST, records=5, protocol=6)
    browser.open("/")
    field = browser.find(".fx-filter-text")
    field.send_keys("proto tc")
    browser.until(lambda: browser.js(OFFERED) == ["tcp"])
    field.send_keys(Keys.TAB)
    browser.until(lambda: field.get_attribute("value") == "proto tcp ")
    field.send_keys("and prt 443")
    browser.until(lambda: "did you mean" in browser.find(".fx-filter-error").text)
    assert browser.js("return document.querySelector('.fx-filter-error pre').textContent") == " " * 14 + "^"
    browser.click("Process")
    browser.until(lambda: "The filter is wrong" in browser.find("[role=status]").text)
    field.send_keys(*[Keys.BACKSPACE] * len("prt 443"), "port 443", Keys.ENTER)
    browser.until(lambda: [row[0] for row in browser.js(RESULT)] == ["10.0.0.1"])


def test_a_filter_is_saved_used_again_and_deleted(browser: Any, rest: Any) -> None:
    def own() -> list[str]:
        return [one["name"] for one in rest.http.get("/rest/fmc/analysis/filters").json() if one["name"] == "Web shop"]

    browser.open("/")
    browser.find(".fx-filter-text").send_keys("proto tcp and port 8443")
    browser.find("[aria-label='Saved filters']").click()
    browser.until(lambda: browser.find(".fx-saved-keep").click() is None)
    browser.find(".fx-dialog input[aria-label=Name]").send_keys("Web shop")
    browser.click("OK")
    browser.until(lambda: own() == ["Web shop"])
    browser.driver.refresh()
    browser.find("[aria-label='Saved filters']").click()
    saved = "//*[contains(@class,'fx-saved-row')]//b[text()='Web shop']"
    browser.until(lambda: browser.driver.find_element(By.XPATH, saved).click() is None)
    browser.until(lambda: browser.find(".fx-filter-text").get_attribute("value") == "proto tcp and port 8443")
    browser.find("[aria-label='Saved filters']").click()
    browser.until(lambda: browser.find("[aria-label='Delete Web shop']").click() is None)
    browser.click("Delete")
    browser.until(lambda: own() == [])


def test_many_rows_come_in_pages(browser: Any, served: Any) -> None:
    for _ in range(5):
        served.send(FIRST, records=25)
    served.settle()
    browser.open("/")
    browser.click("List of flows")
    browser.until(lambda: browser.find("[aria-label=Limit]").click() is None)
    browser.until(lambda: browser.driver.find_element(By.XPATH, "//*[@role='option'][.='200']").click() is None)
    browser.click("Process")
    browser.until(lambda: browser.find(".fx-pager").text.split("\n")[1] == "1 – 100 of 125")
    browser.until(lambda: browser.find("[aria-label='Next page']").click() is None)
    browser.until(lambda: len(browser.js(RESULT)) == 25)


def test_what_is_exported_is_what_rest_answers(browser: Any, served: Any, rest: Any, tmp_path: Path) -> None:
    served.send(FIRST, records=5, protocol=6)
    served.send(SECOND, records=2, protocol=17)
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.open("/")
    browser.click("List of flows")
    browser.find(".fx-filter-text").send_keys("proto udp", Keys.ENTER)
    browser.until(lambda: len(browser.js(RESULT)) == 2)
    browser.click("CSV")
    saved = tmp_path / "flows.csv"
    browser.until(saved.exists)
    shown = list(csv.DictReader(saved.read_text().splitlines()))
    ends = {name: second_text(clock.now_ms() + minutes * 60_000) for name, minutes in (("from", -10), ("to", 1))}
    search = {**ends, "profile": "live", "channels": ["*"], "filter": "proto udp", "listing": {}}
    assert shown == rest.listing(search, 50)
