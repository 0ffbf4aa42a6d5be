"""Sources as table and panels, a Source by itself, and how fast a page shows what happens."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

EXPORTER, OTHER = "127.0.1.123", "127.0.1.124"
DELETE = f"[aria-label='Delete {EXPORTER}']"
WATCH = """window.seenAt = 0;
    new MutationObserver(() => {
        if (!window.seenAt && document.querySelector(arguments[0])?.textContent.includes(arguments[1]))
            window.seenAt = Date.now();
    }).observe(document.body, {childList: true, subtree: true, characterData: true, attributes: true});
    return Date.now();"""
TRIES = 5
"""The machine may be busy with other tests: it has to be fast once."""


def garbage(served: Any, exporter: str, octets: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind((exporter, 0))
        sender.sendto(octets, served.udp)


def table(browser: Any, label: str) -> str:
    return str(browser.driver.find_element("css selector", f"[aria-label='{label}'] table").text)


def test_sources_are_listed_and_can_be_deleted(browser: Any, served: Any, rest: Any) -> None:
    served.send(EXPORTER, records=5)
    served.settle()
    (channel,) = [one["id"] for one in rest.profile("live")["channels"]]
    rest.post("chapters", {"type": "traffic", "name": "Node A", "profile": "live", "channels": [channel]})
    browser.open("/sources")
    row = [EXPORTER, str(served.udp[1]), "NetFlow v5", "active"]
    browser.until(lambda: [shown[:4] for shown in browser.rows()] == [row])
    browser.press(DELETE)
    browser.until(lambda: "Chapter Node A" in browser.find(".fx-dialog").text)
    browser.click("Cancel")
    browser.until(lambda: not browser.driver.find_elements("css selector", ".fx-dialog"))
    assert len(browser.rows()) == 1
    browser.press(DELETE)
    browser.click("Delete")
    browser.until(lambda: browser.find(".fx-empty strong").text == "No Sources yet")
    assert f"127.0.0.1:{served.udp[1]}" in browser.find(".fx-empty").text


def test_panels_and_what_is_looked_for_stay_over_a_reload(browser: Any, served: Any) -> None:
    for exporter in (EXPORTER, OTHER):
        served.send(exporter)
    served.settle()
    browser.open("/sources")
    browser.until(lambda: len(browser.rows()) == 2)
    browser.click("Panels")
    browser.until(lambda: len(browser.driver.find_elements("css selector", ".fx-sources > li")) == 2)
    browser.find("input[aria-label='Find Sources']").send_keys(OTHER)
    browser.until(lambda: len(browser.driver.find_elements("css selector", ".fx-sources > li")) == 1)
    assert "1 of 2" in browser.find("[aria-label='Exporters'] header").text
    browser.driver.refresh()
    browser.until(lambda: OTHER in browser.find(".fx-sources > li").text)
    assert len(browser.driver.find_elements("css selector", ".fx-sources > li")) == 1
    browser.find(".fx-sources path[d^='M0']")


def test_sources_keep_their_order_while_some_come_and_go(browser: Any, served: Any) -> None:
    def names() -> list[str]:
        return [row[0] for row in browser.rows()]

    first, second, third = (f"127.0.1.{number}" for number in (121, 123, 125))
    for exporter in (first, third):
        served.send(exporter)
    served.settle()
    browser.open("/sources")
    browser.until(lambda: names() == [first, third])
    browser.press("[aria-label='Exporters'] th button")
    browser.press("[aria-label='Exporters'] th button")
    browser.until(lambda: names() == [third, first])
    served.send(second)
    browser.until(lambda: names() == [third, second, first])
    find = browser.find("input[aria-label='Find Sources']")
    find.send_keys(second)
    browser.until(lambda: names() == [second])
    find.send_keys(Keys.CONTROL, "a")
    find.send_keys(Keys.DELETE)
    browser.until(lambda: names() == [third, second, first])
    browser.press(f"[aria-label='Delete {third}']")
    browser.click("Delete")
    browser.until(lambda: names() == [second, first])
    browser.press("[aria-label='Exporters'] th button")
    browser.until(lambda: names() == [first, second])


def test_a_change_that_rows_have_overtaken_is_left_out(browser: Any, served: Any) -> None:
    served.send(EXPORTER)
    browser.open("/sources")
    browser.until(lambda: len(browser.rows()) == 1)
    change = """const id = Number(document.querySelector(".fx-live-table").id.slice(1));
        runMethod(id, "change", [arguments[0], {rows: [], values: [], order: []}]);
        return Vue.nextTick();"""
    browser.js(change, 0)
    assert len(browser.rows()) == 1
    browser.js(change, 1_000_000)
    assert browser.rows() == []


def test_a_source_is_opened_from_its_channel(browser: Any, served: Any) -> None:
    served.send(EXPORTER, records=5)
    garbage(served, EXPORTER, b"GET / HTTP/1.1\r\n")
    garbage(served, OTHER, b"\x00")
    browser.open("/")
    browser.until(lambda: browser.driver.find_element("link text", EXPORTER).click() is None)
    browser.until(lambda: browser.find("h1").text == f"{EXPORTER} · port {served.udp[1]}")
    browser.until(lambda: "NetFlow v5" in table(browser, "Sessions"))
    browser.until(lambda: "unknown-version" in table(browser, "Problems by code"))
    assert "47 45 54 20" in table(browser, "Last bad datagrams")
    assert "All Sources" in table(browser, "Channels")
    assert "Flow records\n5" in browser.find(".fx-facts").text
    assert browser.find("[aria-label='Templates in force'] .fx-empty strong").text == "No templates"
    browser.click("Flows")
    browser.until(lambda: browser.driver.current_url.endswith("?measure=flows"))
    browser.click("Delete")
    browser.until(lambda: "Its Channel in All Sources" in browser.find(".fx-dialog").text)
    browser.until(lambda: browser.find(".fx-actions button:nth-child(2)").click() is None)
    browser.until(lambda: browser.find(".fx-empty strong").text == "No Sources yet")


def test_a_source_that_is_not_there_is_said(browser: Any) -> None:
    browser.open("/sources/999")
    browser.until(lambda: browser.find(".fx-empty strong").text == "No such Source")


def test_problems_are_shown_with_their_octets(browser: Any, served: Any) -> None:
    garbage(served, EXPORTER, b"GET / HTTP/1.1\r\n")
    browser.open("/sources")
    browser.until(lambda: "47 45 54 20" in browser.find("td.fx-cell-hex").text)


def soonest(browser: Any, css: str, tries: list[tuple[str, Callable[[], None]]]) -> float:
    """In how many seconds the page shows a text that something brings about, at best."""
    taken = []
    for text, happen in tries:
        began_ms = browser.js(WATCH, css, text)
        happen()
        taken.append((browser.until(lambda: browser.js("return window.seenAt")) - began_ms) / 1000)
        if taken[-1] < 1:
            break
    return min(taken)


def test_a_new_source_and_a_new_problem_are_seen_within_a_second(browser: Any, served: Any) -> None:
    served.send(EXPORTER)
    browser.open("/sources")
    browser.until(lambda: len(browser.rows()) == 1)
    names = [f"127.0.2.{number}" for number in range(1, TRIES + 1)]
    sources = [(name, lambda name=name: served.send(name)) for name in names]
    assert soonest(browser, "[aria-label='Exporters'] tbody", sources) < 1
    problems = [(name, lambda name=name: garbage(served, name, b"\x01")) for name in names]
    assert soonest(browser, "[aria-label='Newest problems'] tbody", problems) < 1


def test_a_failover_is_seen_within_a_second(browser: Any, served: Any) -> None:
    browser.open("/sources/failover")
    browser.until(lambda: browser.find(".fx-empty strong").text == "No two Sources on one port yet")
    served.send(EXPORTER)
    browser.until(lambda: browser.find(".fx-empty strong").text == "One node so far")
    nodes = [(f"127.0.2.{number} has sent 1 messages", number) for number in range(1, TRIES + 1)]
    tries = [(text, lambda number=number: served.send(f"127.0.2.{number}")) for text, number in nodes]
    assert soonest(browser, "[aria-label='Observables'] tbody", tries) < 1
