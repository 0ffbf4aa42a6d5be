"""No page has what axe-core calls a serious or critical violation of accessibility, light or dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fauxmon_api.web.frame import NAVIGATION, THEME_COOKIE

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
        .filter(one => ['serious', 'critical'].includes(one.impact))
        .map(one => [one.id, one.help, one.nodes.map(node => node.html.slice(0, 200))])))"""

DARK = "return document.body.classList.contains('body--dark')"
STILL = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix .venv/npm --no-save axe-core")
    return AXE.read_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*(path for path, *_ in NAVIGATION), "/email-reports", "/business-hours", "/roles"])
def test_a_page_keeps_nobody_out(browser: Any, served: Any, axe: str, path: str, theme: str) -> None:
    served.send("127.0.1.123")
    served.settle()
    browser.open("/_pages/logo.svg")
    browser.driver.add_cookie({"name": THEME_COOKIE, "value": theme, "path": "/"})
    try:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", STILL)  # colours that change are judged halfway
        browser.open(path)
        browser.find("main *")
        browser.until(lambda: browser.js(DARK) == (theme == "dark"))
        browser.until(lambda: "127.0.1.123" in browser.find("body").text or path not in ("/", "/sources"))
        browser.js(axe)
        found = browser.driver.execute_async_script(RUN)
        assert not found, json.dumps(found, indent=1)
    finally:
        browser.driver.delete_cookie(THEME_COOKIE)
