"""Pictures of the pages for README and manual: `python docs/make_screenshots.py [FOLDER]`, by default docs/img.

Needs Chromium and chromedriver in PATH. Two exporters of the demonstration fail over to each other at ten times their
pace; each page is opened once both are there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from fauxmon_api.web.frame import NAVIGATION

FOLDER = Path(__file__).parent / "img"
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
SIZE = (1400, 1000)
ENOUGH_FLOWS = 8_000
WAIT_S = 120
BESIDES = {
    "/sources/1": "Source",
    "/sources/failover?range=5+min": "Failover",
    "/email-reports": "E-mail reports",
    "/business-hours": "Business hours",
    "/roles": "Roles",
}
"""Pages that the navigation does not name."""
DRAWN = """return document.querySelector('main') !== null
    && [...document.querySelectorAll('.fx-chart, .fx-widget-chart')].every(c => c.querySelector('svg path'))"""


def main() -> None:
    """Draw all pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "fauxmon", "demo", "--json", "--speed", "10x"]
    ports = ["--http", "127.0.0.1:0", "--udp", "127.0.0.1:0"]
    with subprocess.Popen([*command, *ports], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        try:
            url = str(json.loads(demo.stdout.readline())["http"])
            _draw(url, folder)
        finally:
            demo.terminate()


def _draw(url: str, folder: Path) -> None:
    driver = _driver()
    try:
        wait = WebDriverWait(driver, WAIT_S)
        with httpx.Client(base_url=url, trust_env=False, timeout=WAIT_S) as client:
            wait.until(lambda _: client.get("/_fauxmon/store").json()["flows"] >= ENOUGH_FLOWS)
        for path, title in {**{path: title for path, _, title in NAVIGATION}, **BESIDES}.items():
            driver.get(url + path)
            wait.until(lambda driver: driver.execute_script(DRAWN))
            file = folder / f"{title.lower().replace(' ', '-')}.png"
            driver.save_screenshot(str(file))
            print(file)
    finally:
        driver.quit()


def _driver() -> webdriver.Chrome:
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        raise SystemExit("needs chromium and chromedriver in PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--window-size={SIZE[0]},{SIZE[1]}"):
        options.add_argument(flag)
    return webdriver.Chrome(options, Service(chromedriver))


if __name__ == "__main__":
    main()
