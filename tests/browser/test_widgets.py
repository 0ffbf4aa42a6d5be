"""Widgets of a Dashboard added, moved, resized and set by clicks and keys alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

ITEM = "//*[contains(@class,'q-menu')]//*[contains(@class,'q-item')][contains(.,'{}')]"
OFFERED = """return [...document.querySelectorAll('.fx-offers li')]
    .filter(one => one.offsetParent).map(one => one.firstChild.innerText)"""
NOON = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00"}


class Board:
    """A Dashboard of the administrator, empty at first."""

    def __init__(self, browser: Any, rest: Any) -> None:
        self._browser = browser
        self._rest = rest
        self.id = rest.make("/fmd/overview/dashboards", {"name": "Mine"})
        rest.make("/fmd/overview/displayed-dashboards", {"dashboard": {"id": self.id}, "order": 1})

    def open(self) -> None:
        self._browser.open(f"/dashboards/{self.id}")
        self._browser.find(".fx-board-tools")

    def make(self, x: int = 0, y: int = 0, w: int = 6, h: int = 11, **options: Any) -> int:
        """A Widget over REST."""
        place = {"x": x, "y": y, "w": w, "h": h, "i": None, "minW": 2, "minH": 7}
        entity = {"dashboard": {"id": self.id}, "options": options, "layouts": {"lg": place, "md": {"any": 1}}}
        return int(self._rest.make("/fmd/overview/widgets", entity))

    @property
    def widgets(self) -> list[dict[str, Any]]:
        answer = self._rest.http.get("/rest/fmd/overview/widgets/find", params={"search": f'{{"dashboard":{self.id}}}'})
        return list(answer.json()) if answer.status_code == 200 else []

    @property
    def places(self) -> list[list[int]]:
        return [[one["layouts"]["lg"][axis] for axis in "xywh"] for one in self.widgets]

    def times(self) -> dict[str, str]:
        (one,) = self.widgets
        return {each["name"]: each["value"] for each in one["options"]["parametersSettings"] if each["value"]}


@pytest.fixture
def board(browser: Any, rest: Any) -> Board:
    return Board(browser, rest)


SOURCES = {"clazz": "ConnectionsWidget", "dataEndpoint": "fmc_connectedInterfaces"}


def overall(rest: Any) -> str:
    return f"fmc_chapter_{next(c['id'] for c in rest.get('chapters') if c['name'] == 'Structure of Overall Traffic')}"


def drag(browser: Any, grip: str, across: int, down: int) -> None:
    handle = browser.find(f"[data-grip={grip}]")
    ActionChains(browser.driver).drag_and_drop_by_offset(handle, across, down).perform()


def menu(browser: Any, item: str) -> None:
    browser.press("[data-widget] [aria-label=Menu]")
    browser.until(lambda: browser.driver.find_element(By.XPATH, ITEM.format(item)).click() is None)


def test_each_kind_is_added_in_three_clicks(browser: Any, rest: Any, board: Board) -> None:
    rest.make("/fmd/topologies", {"name": "Lab", "trafficScale": 50})
    board.open()
    ways = {
        "Sources: Table": "ConnectionsWidget",
        "Topology Lab: Map": "TopologyWidget",
        "Structure of Overall Traffic: Chart": "TimeSeriesAndTableWidget",
        "Hosts with Top Flows: Pies": "TwoPiesAndTableWidget",
        "Structure of Overall Traffic: Tiles": "SummariesWidget",
    }
    for number, way in enumerate(ways):
        browser.click("addAdd widget")
        browser.press(f"[aria-label='{way}']")
        browser.find(f"[data-place='0,{11 * number},6,11']")
        browser.until(lambda: not browser.driver.find_elements(By.CSS_SELECTOR, ".fx-dialog"))
    assert [one["options"]["clazz"] for one in board.widgets] == list(ways.values())
    assert board.places == [[0, 11 * number, 6, 11] for number in range(5)]


def test_what_is_offered_is_found_by_a_part_of_its_name(browser: Any, board: Board) -> None:
    board.open()
    browser.click("addAdd widget")
    browser.find("input[aria-label=Find]").send_keys("top UP")
    seen = (
        "return [...document.querySelectorAll('.fx-offers li')].filter(li => li.offsetParent).map(li => li.innerText)"
    )
    browser.until(lambda: len(browser.js(seen)) == 1)
    assert browser.js(seen)[0].startswith("Hosts with Top Upload Transfers")


def test_a_widget_is_dragged_pushes_others_and_stays(browser: Any, board: Board) -> None:
    board.make(0, 0, 6, 11, **SOURCES)
    board.make(6, 0, 20, 90, **SOURCES)
    board.open()
    before = [one["layouts"] for one in board.widgets]
    drag(browser, "move", 400, 90)
    browser.until(lambda: board.places == [[4, 2, 6, 11], [6, 13, 20, 90]])
    after = [one["layouts"] for one in board.widgets]
    assert [{**one, "lg": None} for one in after] == [{**one, "lg": None} for one in before]
    browser.driver.refresh()
    browser.find("[data-place='4,2,6,11']")
    browser.find("[data-place='6,13,6,60']")


def test_a_widget_goes_back_from_a_place_that_is_refused(browser: Any, board: Board) -> None:
    made = board.make(**SOURCES)
    board.open()
    widget = browser.find("[data-place='0,0,6,11']")
    browser.js(
        f"arguments[0].style.gridColumn = '12 / span 6'; emitEvent('widget_placed', [{made}, 11, 0, 6, 11])", widget
    )
    browser.until(lambda: "x: must be 6 or less" in browser.find(".q-notification").text)
    browser.until(lambda: browser.js("return arguments[0].style.gridColumn", widget) == "1 / span 6")
    assert board.places == [[0, 0, 6, 11]]


def test_a_widget_is_resized_by_its_corner_and_not_too_small(browser: Any, board: Board) -> None:
    board.make(**SOURCES)
    board.open()
    drag(browser, "resize", 200, 84)
    browser.until(lambda: board.places == [[0, 0, 8, 13]])
    browser.find("[data-place='0,0,8,13']")
    drag(browser, "resize", -760, -500)
    browser.until(lambda: board.places == [[0, 0, 2, 7]])


def test_arrows_in_a_row_work_on_one_stop_of_the_tab_key(browser: Any, board: Board) -> None:
    board.make(**SOURCES)
    board.open()
    browser.find("[data-grip=move]").send_keys(Keys.ARROW_RIGHT)
    for count in (2, 3):
        browser.until(lambda count=count: board.places == [[count - 1, 0, 6, 11]])
        browser.find(f"[data-place='{count - 1},0,6,11']")
        assert browser.js("return document.activeElement.dataset.grip") == "move"
        browser.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    browser.until(lambda: board.places == [[3, 0, 6, 11]])
    ActionChains(browser.driver).send_keys(Keys.ARROW_DOWN * 3).perform()
    browser.until(lambda: board.places == [[3, 3, 6, 11]])
    assert browser.js("return document.activeElement.dataset.grip") == "move"
    browser.find("[data-grip=resize]").send_keys(Keys.ARROW_LEFT * 3)
    browser.until(lambda: board.places == [[3, 3, 3, 11]])


def test_a_widget_is_renamed_and_removed(browser: Any, board: Board) -> None:
    board.make(**SOURCES)
    board.open()
    menu(browser, "Rename")
    field = browser.find(".fx-dialog input[aria-label=Name]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("Who is there", Keys.ENTER)
    browser.find("[data-widget][aria-label='Who is there']")
    assert board.widgets[0]["options"] == {**SOURCES, "name": "Who is there"}
    menu(browser, "Remove")
    browser.click("Remove")
    browser.until(lambda: not browser.driver.find_elements(By.CSS_SELECTOR, "[data-widget]"))
    assert board.widgets == []


def test_a_widget_has_a_time_of_its_own_relative_or_fixed(browser: Any, rest: Any, served: Any, board: Board) -> None:
    served.send("127.0.1.123")
    served.settle()
    board.make(clazz="SummariesWidget", dataEndpoint=overall(rest))
    board.open()
    browser.until(lambda: browser.find(".fx-period").text == "last 12 h")
    browser.until(lambda: browser.find(".fx-period").click() is None)
    browser.press(".fx-quick button:nth-child(5)")
    browser.until(lambda: browser.find("input[aria-label=From]").get_attribute("value") == "d1Ago")
    browser.click("Show")
    browser.until(lambda: browser.find(".fx-period").text == "last 24 h")
    assert board.times() == {"from": "d1Ago", "to": "now"}
    menu(browser, "Time range")
    for label, value in (("From", "then"), ("To", NOON["to"])):
        field = browser.find(f"input[aria-label={label}]")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(value)
    browser.until(lambda: "This is no time" in browser.find(".fx-dialog").text)
    field = browser.find("input[aria-label=From]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(NOON["from"])
    browser.until(lambda: "= 2025-03-01 11:00:00" in browser.find(".fx-dialog").text)
    browser.click("Show")
    browser.until(lambda: browser.find(".fx-period").text == "2025-03-01 11:00:00 – 12:00:00 UTC")
    assert board.times() == NOON
    assert "No flow matches" in browser.find("[data-widget]").text
    browser.click("1 h")
    browser.until(lambda: browser.find(".fx-period").text == "last 60 min")
    assert board.times() == NOON, "one time for all is the page's alone"


def test_what_is_off_is_read_when_it_is_asked_for(browser: Any, rest: Any, served: Any, board: Board) -> None:
    board.make(clazz="SummariesWidget", dataEndpoint=overall(rest))
    board.open()
    browser.until(lambda: "No flow matches" in browser.find("[data-widget]").text)
    menu(browser, "Auto refresh")
    browser.until(
        lambda: browser.driver.find_element(By.XPATH, "//*[@role='radio'][normalize-space(.)='Off']").click() is None
    )
    browser.click("OK")
    browser.until(lambda: " · as of " in browser.find(".fx-period").text)
    assert board.widgets[0]["options"]["refreshInterval"] == 0
    served.send("127.0.1.123")
    served.settle()
    assert "No flow matches" in browser.find("[data-widget]").text
    browser.until(lambda: browser.find("[aria-label='Refresh now']").click() is None)
    browser.find("[data-widget] .fx-tile")


def test_the_tab_says_how_often_its_widgets_are_read(browser: Any, rest: Any, board: Board) -> None:
    board.make(**SOURCES)
    board.open()
    browser.until(lambda: browser.find("[aria-label='Auto refresh']").click() is None)
    option = "//*[@role='option'][contains(.,'5 min')]"
    browser.until(lambda: browser.driver.find_element(By.XPATH, option).click() is None)
    listed = "/rest/fmd/overview/displayed-dashboards"
    browser.until(lambda: [tab["refreshInterval"] for tab in rest.http.get(listed).json()] == [10, 300])


def test_what_cannot_be_drawn_says_why(browser: Any, rest: Any, board: Board) -> None:
    foreign = next(one for one in rest.get("profiles") if one["id"] != "live" and one["channels"])
    series = f"{foreign['id']}|{foreign['channels'][0]['id']}"
    board.make(clazz="TimeSeriesAndTableWidget", dataEndpoint="fmc_chapter_gone")
    views = [{"index": 0, "channelName": "traffic", "settings": {"series": [{"id": series}]}}]
    board.make(6, clazz="TimeSeriesAndTableWidget", dataEndpoint=overall(rest), visualizationSettings=views)
    board.open()
    browser.until(lambda: "Chapter gone does not exist." in browser.find("[data-place='0,0,6,11']").text)
    told = f"Channel {series} is not one of the Chapter Structure of Overall Traffic."
    browser.until(lambda: told in browser.find("[data-place='6,0,6,11']").text)


def test_a_chart_names_its_colours_and_tells_its_values(browser: Any, rest: Any, served: Any, board: Board) -> None:
    served.send("127.0.1.123")
    served.settle()
    times = [{"name": "from", "value": "m5Ago"}]
    board.make(clazz="TimeSeriesAndTableWidget", dataEndpoint=overall(rest), parametersSettings=times)
    board.open()
    row = "[data-widget] tbody tr:first-child td"
    browser.until(lambda: browser.find(row).text == "127.0.1.123")
    colour = browser.js(f"return getComputedStyle(document.querySelector('{row} .fx-swatch')).backgroundColor")
    assert colour.startswith("rgb(")

    def told() -> bool:
        chart = browser.find("[data-widget] .fx-widget-chart svg")
        for across in range(-200, 200, 20):
            ActionChains(browser.driver).move_to_element_with_offset(chart, across, 0).perform()
            if "UTC" in "".join(one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, ".fx-tip")):
                return True
        return False

    browser.until(told)
