from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web import format as fmt

pytestmark = pytest.mark.browser

FIRST, SECOND = "127.0.1.123", "127.0.1.124"
LEGEND = "return [...document.querySelectorAll('.fx-chart svg text')].map(t => t.textContent)"
FILLS = "return [...document.querySelectorAll('.fx-chart svg path')].map(p => p.getAttribute('fill'))"
SWATCHES = "return [...document.querySelectorAll('.fx-table .fx-swatch')].map(s => s.style.background)"
PRESSED = "return [...document.querySelectorAll('[aria-pressed=true]')].map(b => b.innerText)"
CLOCK = "return [...document.querySelectorAll('.fx-fact dd')].at(-1).innerText"
HIDDEN = """Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
    document.dispatchEvent(new Event('visibilitychange'))"""
LOADED = "return performance.getEntriesByType('resource').map(entry => entry.name)"


def names(browser: Any) -> list[str]:
    return [row[1] for row in browser.rows()]


def flows(browser: Any) -> list[str]:
    return [row[8] for row in browser.rows()]


def clock(browser: Any) -> str:
    return str(browser.js(CLOCK))


def hexadecimal(color: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    return "#{:02x}{:02x}{:02x}".format(*map(int, color.removeprefix("rgb(").removesuffix(")").split(",")))


def test_newcomers_are_told_where_to_send(browser: Any, served: Any) -> None:
    browser.open("/")
    host, port = served.udp
    browser.until(lambda: f"{host}:{port}" in browser.find(".fx-stage .fx-empty").text)


def test_two_exporters_become_two_channels_of_all_sources(browser: Any, served: Any) -> None:
    browser.open("/")
    assert browser.find("h1").text == "All Sources"
    served.send(FIRST)
    browser.until(lambda: names(browser) == [FIRST])
    served.send(SECOND)
    browser.until(lambda: names(browser) == [FIRST, SECOND])
    browser.until(lambda: {FIRST, SECOND} <= set(browser.js(LEGEND)))
    colors = {hexadecimal(color) for color in browser.js(SWATCHES)}
    assert len(colors) == 2
    browser.until(lambda: colors <= set(browser.js(FILLS)))
    browser.until(lambda: SECOND in browser.find(".fx-events").text)


def test_the_table_follows_without_a_reload_and_keeps_the_focus(browser: Any, served: Any) -> None:
    served.send(FIRST, records=5)
    browser.open("/")
    browser.until(lambda: [row[8:11] for row in browser.rows()] == [["5", "50", "24.4 KiB"]])
    browser.press(".fx-table th:nth-child(9) button")
    served.send(FIRST, records=7)
    browser.until(lambda: flows(browser) == ["12"])
    assert browser.js("return document.activeElement.closest('th')?.ariaSort") == "ascending"


def test_switches_change_what_is_drawn_and_stay_in_the_address(browser: Any, served: Any) -> None:
    served.send(FIRST, records=3, protocol=17)
    served.send(FIRST, records=4, protocol=6)
    browser.open("/")
    browser.until(lambda: flows(browser) == ["7"])
    browser.press("[aria-label=Measure] button:nth-of-type(2)")
    browser.until(lambda: "packets/s, 1 s slots" in browser.find(".fx-key").text)
    browser.press("[aria-label=Protocol] button:nth-of-type(3)")
    browser.until(lambda: flows(browser) == ["3"])
    browser.press("[aria-label='Time range'] button:nth-of-type(3)")
    browser.until(lambda: "packets/s, 15 s slots" in browser.find(".fx-key").text)
    assert browser.driver.current_url.endswith("/?range=1+h&measure=packets&protocol=17")
    browser.driver.refresh()
    browser.until(lambda: flows(browser) == ["3"])
    assert browser.js(PRESSED) == ["Packets", "UDP", "Auto", "1 h", "Stacked", "Statistics"]


def test_performance_slots_and_zone_are_switched(browser: Any, served: Any) -> None:
    served.send(FIRST)
    browser.open("/")
    browser.press("[aria-label=Measure] button:nth-of-type(4)")
    browser.press("[aria-label=Slots] button:nth-of-type(5)")
    key = "Round-trip time, mean of all Channels shown, 60 s slots, by receive time, UTC"
    browser.until(lambda: key in browser.find(".fx-key").text)
    browser.until(lambda: "Round-trip time" in browser.js(LEGEND))
    browser.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "America/New_York"})
    try:
        browser.driver.refresh()
        browser.find(".fx-zone").click()
        browser.until(lambda: browser.find(".fx-zone").text == "America/New_York")
        browser.until(lambda: "by receive time, America/New_York" in browser.find(".fx-key").text)
        point = [{"seriesName": "a", "color": "#111", "value": [5000, 3]}]
        tip = browser.js("return fauxmon.axisTooltip('b/s', 1000)(arguments[0])", point)
        assert "19:00:04 – 19:00:05 America/New_York" in tip
        browser.find(".fx-zone").click()
        browser.until(lambda: browser.find(".fx-zone").text == "UTC")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": ""})
        browser.driver.delete_cookie("fauxmon_zone")


def test_another_profile_is_chosen_in_the_tree(browser: Any, served: Any) -> None:
    served.send(FIRST)
    browser.open("/")
    browser.until(lambda: browser.driver.find_element("xpath", "//*[@role='tree']//*[text()='Services']")).click()
    browser.until(lambda: browser.find("h1").text == "Services")
    assert FIRST not in names(browser)


def test_the_theme_is_kept(browser: Any) -> None:
    browser.open("/")
    browser.press("[aria-label='Theme: auto']")
    browser.press("[aria-label='Theme: light']")
    browser.find("[aria-label='Theme: dark']")
    browser.until(lambda: "body--dark" in browser.find("body").get_attribute("class"))
    browser.driver.refresh()
    browser.press("[aria-label='Theme: dark']")
    browser.find("[aria-label='Theme: auto']")


def test_the_browser_formats_numbers_as_the_server_does(browser: Any) -> None:
    browser.open("/")
    values = [0, 0.004, 0.25, 7, 99.95, 999.4, 999.6, 1300000, 12340000, 123456789, -1500, 5e21]
    shown = browser.js("return arguments[0].map(value => fauxmon.quantity(value, 'b/s'))", values)
    assert shown == [fmt.quantity(value, "b/s") for value in values]


def test_nothing_is_loaded_from_elsewhere(browser: Any, served: Any) -> None:
    browser.open("/")
    browser.find(".fx-chart svg")
    assert [name for name in browser.js(LOADED) if not name.startswith(f"{served.url}/")] == []


def test_a_page_that_nobody_sees_rests(browser: Any, served: Any) -> None:
    browser.open("/")
    served.send(FIRST, records=5)
    browser.until(lambda: flows(browser) == ["5"])
    hidden = browser.driver.current_window_handle
    browser.js(HIDDEN, True)
    browser.driver.switch_to.new_window("tab")
    browser.open("/")
    served.send(FIRST, records=7)
    browser.until(lambda: flows(browser) == ["12"])
    for _ in range(3):
        before = clock(browser)
        browser.until(lambda before=before: clock(browser) != before)
    browser.driver.close()
    browser.driver.switch_to.window(hidden)
    assert flows(browser) == ["5"]
    browser.js(HIDDEN, False)
    browser.until(lambda: flows(browser) == ["12"])


def test_tooltips_escape_names_leave_out_nothings_and_sum_up(browser: Any) -> None:
    browser.open("/")
    values = {"<b>a": 3, "b": 4, "quiet": 0, "below": -2}
    points = [{"seriesName": name, "color": "#111", "value": [5000, value]} for name, value in values.items()]
    tip = browser.js("return fauxmon.axisTooltip('b/s', 1000)(arguments[0])", points)
    assert "00:00:04 – 00:00:05 UTC" in tip
    assert "&lt;b&gt;a" in tip
    assert "<b>" not in tip
    assert "quiet" not in tip
    assert "<td>Total above</td><td>7 b/s</td>" in tip
    assert "Total below" not in tip
