"""The Failover page: two nodes, the time that is drawn, what is missing, and the address that leads back."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

FIRST, SECOND = "127.0.1.123", "127.0.1.124"
OBSERVABLES = "[aria-label='Observables'] table"


def test_two_nodes_are_compared_as_they_come(browser: Any, served: Any) -> None:
    browser.open("/sources/failover")
    browser.until(lambda: browser.find(".fx-empty strong").text == "No two Sources on one port yet")
    served.send(FIRST)
    served.settle()
    served.send(SECOND)
    browser.until(lambda: "O17" in browser.find(OBSERVABLES).text)
    assert f"{FIRST} has sent 1 messages" in browser.find(OBSERVABLES).text
    browser.until(lambda: SECOND in browser.find(".fx-events").text)
    browser.until(lambda: "pass" in browser.find(".fx-verdict").text)
    assert "between the two nodes" in browser.find(".fx-verdict").text
    lanes = ".fx-lane-track i[title$='UTC']"
    browser.until(lambda: len(browser.driver.find_elements("css selector", lanes)) == 2)
    browser.find(".fx-switch-mark")
    browser.find(".fx-gap[title^='gap']")
    browser.click("1 h")
    browser.until(lambda: browser.driver.current_url.endswith("?range=1+h"))
    browser.click("Judge only what comes from now on")
    browser.until(lambda: "not yet" in browser.find(".fx-verdict").text)
    browser.click("Judge everything")
    browser.until(lambda: "pass" in browser.find(".fx-verdict").text)


def test_a_node_that_does_not_come_is_a_fault_once_it_is_missing(browser: Any, served: Any) -> None:
    served.send(FIRST)
    served.settle()
    browser.open("/sources/failover")
    field = browser.find("input[aria-label='Second node']")
    field.send_keys("nowhere\n")
    browser.until(lambda: "nowhere is no IP address" in browser.find(".q-notification").text)
    browser.open("/sources/failover")
    browser.find("input[aria-label='Second node']").send_keys(f"{SECOND}\n")
    browser.until(lambda: "not yet" in browser.find(".fx-verdict").text)
    assert "does not export" not in browser.find(".fx-findings").text
    browser.click("is a fault")
    browser.until(lambda: "The second node does not export" in browser.find(".fx-findings").text)
    assert "What to do: Look at the HA status icons" in browser.find(".fx-findings").text
    browser.driver.refresh()
    browser.until(lambda: "fail" in browser.find(".fx-verdict").text)
    assert f"after={SECOND}" in browser.driver.current_url
