"""A page that is open shows nothing more once its session is over: it leads to the login by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

COOKIE = "fauxmon_session"


@pytest.fixture
def session(browser: Any, guarded: Any) -> Iterator[str]:
    """Of the administrator, who looks at Monitoring Center."""
    browser.driver.get(f"{guarded.url}/?measure=flows")
    browser.find(".fx-login [name=login]").send_keys("admin")
    browser.find(".fx-login [name=password]").send_keys("a better one", Keys.ENTER)
    browser.until(lambda: "No flows yet" in browser.find("main").text)
    browser.until(lambda: browser.js("return window.socket?.connected"))
    yield str(browser.driver.get_cookie(COOKIE)["value"])
    browser.driver.delete_all_cookies()
    browser.driver.get("about:blank")


def log_out(guarded: Any, session: str) -> None:
    """From outside the page."""
    answer = httpx.post(f"{guarded.url}/logout", headers={"cookie": f"{COOKIE}={session}"}, trust_env=False)
    assert answer.status_code == 303


def at_the_login(browser: Any) -> bool:
    """And it leads back from there."""
    return bool(
        browser.driver.find_elements(By.CSS_SELECTOR, ".fx-login")
        and browser.driver.find_element(By.NAME, "next").get_attribute("value") == "/?measure=flows"
    )


def test_a_page_leads_to_the_login_when_its_session_ends(browser: Any, guarded: Any, session: str) -> None:
    log_out(guarded, session)
    browser.until(lambda: at_the_login(browser))


def test_a_page_that_was_cut_off_meanwhile_leads_there_when_it_comes_back(
    browser: Any, guarded: Any, session: str
) -> None:
    browser.js("window.socket.io.engine.close()")
    log_out(guarded, session)
    browser.until(lambda: at_the_login(browser))
    assert browser.complaints(), "Chromium tells of the refusal"
