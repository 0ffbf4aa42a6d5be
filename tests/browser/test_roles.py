"""Who logs in sees and changes what their role says, and nothing else (R60)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

MINE, OTHER = "127.0.1.123", "127.0.1.124"
PASSWORD = "correct horse"
TREE = "return [...document.querySelectorAll('aside .q-tree__node-header-content')].map(n => n.innerText.trim())"


class Visit:
    """A browser on the server whose pages ask for a login."""

    def __init__(self, browser: Any, url: str) -> None:
        self.browser = browser
        self._url = url

    def log_in(self, path: str, login: str, password: str = PASSWORD) -> None:
        """Ask for a page, and say who one is."""
        self.browser.driver.get(self._url + path)
        for name, value in (("login", login), ("password", password)):
            self.browser.find(f".fx-login [name={name}]").send_keys(value)
        self.browser.find(".fx-login [name=password]").send_keys(Keys.ENTER)

    def log_out(self) -> None:
        """And wait until one is asked who one is."""
        self.browser.click("Log out")
        self.browser.find(".fx-login")

    def open(self, path: str) -> None:
        self.browser.driver.get(self._url + path)

    def offered(self, button: str) -> bool:
        """Whether somebody can press it."""
        found = self.browser.driver.find_elements(By.XPATH, f"//button[normalize-space(.)='{button}']")
        return any(one.is_displayed() for one in found)


@pytest.fixture(scope="module")
def shop(guarded: Any) -> str:
    """The id of the Profile that both users see: anna may look at it, paul may change what is below."""
    rest = guarded.rest()
    for exporter in (MINE, OTHER):
        guarded.send(exporter)
    rest.http.post("/_fauxmon/settle").raise_for_status()
    channel = {"name": "web", "sign": "+", "color": "#0000cc", "parent": "*", "filter": "port 443"}
    for name in ("Foreign", "Shop"):
        shop = rest.post("profiles", {"name": name, "type": "real", "channels": [channel]})["id"]
    sees = {"rootProfiles": [shop], "sources": [f"{MINE.replace('.', '-')}_p{guarded.udp[1]}"]}
    for login, write in (("anna", False), ("paul", True)):
        role = rest.make("/fcc/roles", {"name": login, "_fauxmon": {**sees, "write": write}})
        rest.make("/fcc/users", {"login": login, "password": PASSWORD, "role": {"id": role}})
    rest.http.close()
    return str(shop)


@pytest.fixture
def visit(browser: Any, guarded: Any, shop: str) -> Iterator[Visit]:
    yield Visit(browser, guarded.url)
    browser.driver.delete_all_cookies()
    browser.driver.get("about:blank")  # else it looks for the server when that is gone


def test_a_wrong_password_is_told_and_a_right_one_leads_where_one_wanted(visit: Visit) -> None:
    visit.log_in("/profiles", "anna", "guess")
    visit.browser.until(lambda: visit.browser.find(".fx-login .fx-bad").text)
    assert visit.browser.complaints(), "Chromium tells of the refusal"
    visit.log_in("/profiles", "anna")
    visit.browser.until(lambda: visit.browser.find("h1").text == "All Sources")
    visit.browser.until(lambda: visit.browser.driver.current_url.endswith("/profiles?id=live"))
    visit.log_out()
    visit.open("/profiles")
    visit.browser.find(".fx-login")


def test_one_sees_ones_profiles_and_sources_only(visit: Visit, shop: str) -> None:
    visit.log_in("/", "anna")
    visit.browser.until(lambda: [row[1] for row in visit.browser.rows()] == [MINE])
    visit.browser.until(lambda: visit.browser.js(TREE) == ["All Sources", "Shop"])
    assert OTHER not in visit.browser.find("main").text
    visit.open("/sources")
    visit.browser.until(lambda: MINE in visit.browser.find("main").text)
    assert OTHER not in visit.browser.find("main").text


def test_without_write_one_looks_and_does_not_change(visit: Visit, shop: str) -> None:
    visit.log_in(f"/profiles?id={shop}", "anna")
    visit.browser.until(lambda: "This needs write permission" in visit.browser.find("main").text)
    assert visit.browser.find("h1").text == "Shop"
    assert not any(map(visit.offered, ("Save", "Copy", "Delete")))
    visit.open("/blacklists")
    visit.browser.until(lambda: "This needs write permission" in visit.browser.find("main").text)
    assert not visit.offered("Save")


def test_with_write_one_changes_what_is_below(visit: Visit, guarded: Any, shop: str) -> None:
    visit.log_in(f"/profiles?id={shop}", "paul")
    visit.browser.until(lambda: "can be changed with full access only" in visit.browser.find("main").text)
    visit.browser.find("aside .fx-small").click()
    visit.browser.until(lambda: visit.browser.find("h1").text == "New Profile below Shop")
    first, second = (
        visit.browser.driver.find_elements(By.CSS_SELECTOR, ".fx-editor input[aria-label=Name]")[place]
        for place in (0, 1)
    )
    first.send_keys("Tills")
    second.send_keys("all")
    visit.browser.save("Tills")
    rest = guarded.rest()
    (made,) = (profile for profile in rest.get("profiles") if profile["name"] == "Tills")
    rest.http.close()
    assert made["parent"] == shop


def test_an_administrator_makes_a_role_and_a_user_who_changes_the_password(visit: Visit, guarded: Any) -> None:
    browser = visit.browser
    visit.log_in("/roles", "admin", "a better one")
    browser.until(lambda: browser.find("h1").text == "Administrator")
    browser.find("aside .fx-small").click()
    browser.until(lambda: browser.find("h1").text == "New Role")
    browser.write("Name", "Night shift")
    browser.choose("Root Profiles, and all below them", "Shop")
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    browser.save("Night shift")
    visit.open("/users")
    browser.until(lambda: browser.find("h1").text == "admin")
    browser.find("aside .fx-small").click()
    browser.until(lambda: browser.find("h1").text == "New User")
    browser.write("Login", "eva")
    browser.write("Password", PASSWORD)
    browser.choose("Role", "Night shift")
    browser.save("eva")
    visit.log_out()
    visit.log_in("/users", "eva")
    browser.until(lambda: browser.find("h1").text == "eva")
    assert browser.js(TREE) == ["eva"], "of users one sees oneself"
    browser.write("Password (empty: as it is)", "better horse")
    browser.save("eva")
    browser.until(lambda: "is saved" in browser.find("body").text)
    visit.log_out()
    visit.log_in("/", "eva", "better horse")
    browser.until(lambda: browser.js(TREE)[:2] == ["All Sources", "Shop"])
