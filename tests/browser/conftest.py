"""A real server with its pages, exporters made of plain sockets, and headless Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

FAUXMON = Path(sys.executable).with_name("fauxmon")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMEDRIVER = shutil.which("chromedriver")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1400,1000"),
    "--force-prefers-reduced-motion",  # a button that still moves is missed
)
WAIT_S = 30
V5_HEADER = struct.Struct(">HHIIIIBBH")
V5_RECORD = struct.Struct(">4s4s4sHHIIIIHHBBBBHHBBH")
NOT_YET = (
    NoSuchElementException,
    StaleElementReferenceException,
    ElementNotInteractableException,
    ElementClickInterceptedException,
)
Found = TypeVar("Found")


class Served:
    """A running `fauxmon serve`."""

    def __init__(self, process: subprocess.Popen[str], password: str) -> None:
        self._password = password
        assert process.stdout is not None
        self.process = process
        ready = json.loads(process.stdout.readline())
        self.url = str(ready["http"]).replace("0.0.0.0", "127.0.0.1")
        self.udp: tuple[str, int] = tuple(ready["udp"][0])
        self._sequence: dict[str, int] = {}

    def send(self, exporter: str, records: int = 5, protocol: int = 6) -> None:
        """One NetFlow v5 message of that many flows, each of 10 packets and 5000 octets."""
        sequence = self._sequence.get(exporter, 0)
        self._sequence[exporter] = sequence + records
        flow = V5_RECORD.pack(
            bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]), bytes(4), 1, 2, 10, 5000, 1000, 2000,
            1234, 443, 0, 0x1B, protocol, 0, 0, 0, 24, 24, 0,
        )  # fmt: skip
        message = V5_HEADER.pack(5, records, 5000, 1_700_000_000, 0, sequence, 0, 0, 0) + flow * records
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind((exporter, 0))
            sender.sendto(message, self.udp)

    def settle(self) -> None:
        """Until all that was sent can be queried."""
        httpx.post(f"{self.url}/_fauxmon/settle", timeout=30, trust_env=False).raise_for_status()

    def rest(self) -> Rest:
        """As its administrator; to be closed."""
        return Rest(self.url, self._password)

    def reset(self) -> None:
        """Back to a fresh start."""
        self._sequence.clear()
        httpx.post(f"{self.url}/_fauxmon/reset", timeout=30, trust_env=False).raise_for_status()


class Rest:
    """REST of the server, as its administrator."""

    def __init__(self, url: str, password: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": password}
        token = self.http.post("/resources/oauth/token", data=login).json()["access_token"]
        self.http.headers["Authorization"] = f"bearer {token}"

    def get(self, kind: str) -> list[dict[str, Any]]:
        """All entities of a kind."""
        answer = self.http.get(f"/rest/fmc/{kind}")
        return list(answer.json()) if answer.status_code == 200 else []

    def profile(self, id_: str) -> dict[str, Any]:
        return dict(self.http.get("/rest/fmc/profiles/id", params={"id": id_}).json())

    def post(self, kind: str, entity: dict[str, Any]) -> dict[str, Any]:
        """Make one."""
        answer = self.http.post(f"/rest/fmc/{kind}", json={"entity": entity})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def make(self, path: str, entity: dict[str, Any]) -> int:
        """Make one of any kind, and give its id."""
        answer = self.http.post(f"/rest{path}", json={"entity": entity})
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def listing(self, search: dict[str, Any], limit: int) -> list[dict[str, str]]:
        """Rows of a list of flows."""
        begun = self.http.post("/rest/fmc/analysis/flows", json={"search": search, "showonly": limit}).json()
        while (answer := self.http.get(f"/rest/fmc/analysis/results/{begun['id']}")).status_code == 202:
            pass  # it waits a while before it says so
        return list(answer.json())


class Browser:
    """Chromium on one page of the server."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        self._url = url

    def open(self, path: str) -> None:
        self.driver.get(self._url + path)

    def until(self, condition: Callable[[], Found]) -> Found:
        """The first value of `condition` that is true; what is not there yet, or not any more, is tried again."""
        try:
            return WebDriverWait(self.driver, WAIT_S, 0.1, NOT_YET).until(lambda _driver: condition())
        except TimeoutException:
            raise AssertionError(f"waited {WAIT_S} s for what never came, at\n{self.shown()}") from None

    def shown(self) -> str:
        """What somebody would see, for who reads why a test failed."""
        return f"{self.driver.current_url}\n{self.js('return document.body.innerText')}"

    def find(self, css: str) -> WebElement:
        return self.until(lambda: self.driver.find_element(By.CSS_SELECTOR, css))

    def press(self, css: str) -> None:
        """With the keyboard."""
        self.until(lambda: self.driver.find_element(By.CSS_SELECTOR, css).send_keys(Keys.ENTER) is None)

    def click(self, text: str) -> None:
        """The button with this text, once it has come to rest."""
        xpath = f"//button[normalize-space(.)='{text}']"
        self.until(lambda: self.driver.find_element(By.XPATH, xpath).click() is None)

    def enter(self, text: str) -> None:
        """The same with the keyboard: for a button that moves when something is drawn above it, between the pointer
        going down and up, say."""
        xpath = f"//button[normalize-space(.)='{text}']"
        self.until(lambda: self.driver.find_element(By.XPATH, xpath).send_keys(Keys.ENTER) is None)

    def begin(self, path: str, heading: str) -> None:
        """A new entity on the page that edits such."""
        self.open(path)
        self.find(".fx-editor input[aria-label]")
        if self.find("h1").text != heading:  # it begins with one where there is none yet
            self.find("aside .fx-small").click()
            self.until(lambda: self.find("h1").text == heading)

    def write(self, label: str, text: str) -> None:
        """Into a field of the form, in place of what it has."""

        def done() -> bool:
            field = self.driver.find_element(By.CSS_SELECTOR, f".fx-editor :is(input, textarea)[aria-label='{label}']")
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(text)
            return field.get_attribute("value") == text

        self.until(done)

    def choose(self, label: str, option: str) -> None:
        """An option of a list of the form."""
        css = f".fx-editor [aria-label='{label}']"
        self.until(lambda: self.driver.find_element(By.CSS_SELECTOR, css).click() is None)
        xpath = f"//*[@role='option'][contains(.,'{option}')]"
        self.until(lambda: self.driver.find_element(By.XPATH, xpath).click() is None)

    def tick(self, label: str) -> None:
        """A box of the form."""
        xpath = f"//*[@role='checkbox'][normalize-space(.)='{label}']"
        self.until(lambda: self.driver.find_element(By.XPATH, xpath).click() is None)

    def save(self, heading: str) -> None:
        """And wait until what is kept is shown under its name."""
        self.enter("Save")
        self.until(lambda: self.find("h1").text == heading)

    def delete(self, *told: str) -> None:
        """Once the question has said these."""
        self.enter("Delete")
        self.find(".fx-dialog")
        self.until(lambda: all(text in self.find(".fx-dialog").text for text in told))
        agree = ".fx-actions button:nth-child(2)"
        self.until(lambda: self.driver.find_element(By.CSS_SELECTOR, agree).click() is None)
        self.until(lambda: not self.driver.find_elements(By.CSS_SELECTOR, ".fx-dialog"))

    def wrong(self, text: str) -> None:
        """Wait until the form says this."""
        self.until(lambda: text in self.find(".fx-items.fx-bad").text)

    def rows(self) -> list[list[str]]:
        """The texts of the first table on the page."""
        script = "return [...document.querySelectorAll('.fx-table')].slice(0, 1)"
        script += ".flatMap(t => [...t.tBodies[0].rows]).map(r => [...r.cells].map(c => c.innerText.trim()))"
        return list(self.js(script))

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def complaints(self) -> list[str]:
        """Errors and warnings on the console since the last call."""
        entries = self.driver.get_log("browser")
        return [entry["message"] for entry in entries if entry["level"] in {"SEVERE", "WARNING"}]


@contextmanager
def serving(directory: Path, host: str, password: str) -> Iterator[Served]:
    """A server on a host: pages that are not on loopback ask for a login."""
    command = [FAUXMON, "serve", "--json", "--no-tls", "--http", f"{host}:0", "--udp", "127.0.0.1:0"]
    known = {**os.environ, "FAUXMON_ADMIN_PASSWORD": password}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=directory, env=known) as process:
        yield Served(process, password)
        process.terminate()
    assert list(directory.iterdir()) == [], "pages leave no files behind"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "127.0.0.1", "admin") as served:
        yield served


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose pages ask for a login."""
    with serving(tmp_path_factory.mktemp("guarded"), "0.0.0.0", "a better one") as guarded:
        yield guarded


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    if CHROMIUM is None or CHROMEDRIVER is None:
        pytest.skip(f"needs {'chromium' if CHROMIUM is None else 'chromedriver'} in PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(CHROMEDRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(driver: webdriver.Chrome, served: Served) -> Iterator[Browser]:
    """Over a server without Sources. A page that complains on the console fails its test."""
    served.reset()
    browser = Browser(driver, served.url)
    yield browser
    complaints = browser.complaints()
    driver.get("about:blank")  # a page that is left open draws itself anew for as long as other tests run
    assert complaints == []


@pytest.fixture
def rest(served: Served) -> Iterator[Rest]:
    rest = served.rest()
    yield rest
    rest.http.close()
