"""No page has what axe-core calls a serious or critical violation of accessibility, light or dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from fauxmon_api.web.frame import NAVIGATION, THEME_COOKIE

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
        .filter(one => ['serious', 'critical'].includes(one.impact))
        .map(one => [one.id, one.help, one.nodes.map(node => node.html.slice(0, 200))])))"""

BESIDES = (
    *("/sources?view=panels", "/sources/{first}", "/sources/failover"),
    *("/email-reports", "/business-hours", "/roles"),
)
DARK = "return document.body.classList.contains('body--dark')"
STILL = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix .venv/npm --no-save axe-core")
    return AXE.read_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*(path for path, *_ in NAVIGATION), *BESIDES])
def test_a_page_keeps_nobody_out(browser: Any, served: Any, axe: str, path: str, theme: str) -> None:
    for exporter in ("127.0.1.123", "127.0.1.124"):
        served.send(exporter)
        served.settle()
    first = httpx.get(f"{served.url}/_fauxmon/sources", trust_env=False).json()[0]["id"]
    browser.open("/_pages/logo.svg")
    browser.driver.add_cookie({"name": THEME_COOKIE, "value": theme, "path": "/"})
    try:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", STILL)  # colours that change are judged halfway
        browser.open(path.format(first=first))
        browser.find("main *")
        browser.until(lambda: browser.js(DARK) == (theme == "dark"))
        browser.until(
            lambda: (
                "127.0.1.123" in browser.find("body").text or (not path.startswith(("/sources", "/?")) and path != "/")
            )
        )
        browser.js(axe)
        found = browser.driver.execute_async_script(RUN)
        assert not found, json.dumps(found, indent=1)
    finally:
        browser.driver.delete_cookie(THEME_COOKIE)


def test_small_widgets_and_dialogs_of_dashboards_keep_nobody_out(
    browser: Any, served: Any, rest: Any, axe: str
) -> None:
    served.send("127.0.1.123")
    served.settle()
    board = {"id": rest.make("/fmd/overview/dashboards", {"name": "Mine"})}
    rest.make("/fmd/overview/displayed-dashboards", {"dashboard": board, "order": 1})
    chapter = next(one["id"] for one in rest.get("chapters") if one["name"] == "Hosts with Top Flows")
    drawn = {
        "ConnectionsWidget": "fmc_connectedInterfaces",
        "TwoPiesAndTableWidget": f"fmc_chapter_{chapter}",
        "SummariesWidget": f"fmc_chapter_{chapter}",
        "TimeSeriesAndTableWidget": "fmc_chapter_gone",
    }
    for number, (clazz, endpoint) in enumerate(drawn.items()):
        layouts = {"lg": {"x": 2 * number, "y": 0, "w": 2, "h": 7}}
        options = {"clazz": clazz, "dataEndpoint": endpoint}
        rest.make("/fmd/overview/widgets", {"dashboard": board, "options": options, "layouts": layouts})
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", STILL)
    browser.open(f"/dashboards/{board['id']}")
    browser.until(lambda: "10.0.0.1" in browser.find(".fx-grid").text)
    browser.js(axe)
    assert not browser.driver.execute_async_script(RUN)
    run = RUN.replace("document,", "document.querySelector('.q-dialog'),")  # axe itself has a bar drawn elsewhere
    for css in ("[aria-label='Import a model']", "[aria-label='From … to …']", ".fx-board-tools > .q-btn"):
        browser.press(css)
        browser.find(".fx-dialog .fx-actions button")
        found = browser.driver.execute_async_script(run)
        assert not found, json.dumps(found, indent=1)
        browser.find("body").send_keys(Keys.ESCAPE)
        browser.until(lambda: not browser.driver.find_elements(By.CSS_SELECTOR, ".fx-dialog"))
