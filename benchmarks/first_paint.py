"""How long until the Monitoring Center is there, and answers clicks, over many stored flows.

    .venv/bin/python benchmarks/first_paint.py [--quick] [--flows 10000000] [--rounds 7] [--json FILE]

A real server over a directory that was filled from a capture of the twelve hours before, and headless Chromium. A round
opens the page anew, as it is at first and over all twelve hours: `paint` is when anything is on the screen, `complete`
when the chart and the table of Channels are. Then switches above the chart of twelve hours are pressed one after the
other, each until the chart has changed. `first` is the first round, in which neither the server nor the browser
remembers anything. Times are in milliseconds from the browser's view. Needs chromium and chromedriver.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path

from failover_visible import CHROMEDRIVER, CHROMIUM, browser
from rig import report
from rig.collectors import KEEP_FLOWS
from rig.generator import Load, generate
from selenium import webdriver
from startup import FAUXMON, server

from fauxmon.runtime.clock import now

SPAN_S = 12 * 3600
WITHIN_S = 120
PAGES = {"as it opens": "/", "twelve hours": "/?range=12+h"}
PRESSES = {
    "packets": ("Measure", 2),
    "round-trip time": ("Measure", 4),
    "traffic": ("Measure", 1),
    "UDP": ("Protocol", 3),
    "all protocols": ("Protocol", 1),
    "lines": ("Style", 2),
    "stacked": ("Style", 1),
    "six hours": ("Time range", 4),
    "hours again": ("Time range", 5),
}
"""What is pressed, in this order: a switch, and which of its buttons."""
WATCH = """
const look = () => {
    const drawn = document.querySelector('.fx-chart svg path') && document.querySelector('.fx-table tbody tr');
    if (drawn) requestAnimationFrame(() => { window.completeAt = performance.now(); });
    else requestAnimationFrame(look);
};
look();
"""
OPENED = """
const [done] = arguments;
const look = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    if (window.completeAt && paint) done({paint: paint.startTime, complete: window.completeAt});
    else setTimeout(look, 5);
};
look();
"""
PRESS = """
const [label, number, done] = arguments;
const began = performance.now();
const changed = () => requestAnimationFrame(() => done(performance.now() - began));
const watching = new MutationObserver(() => { watching.disconnect(); changed(); });
watching.observe(document.querySelector('.fx-chart'), {subtree: true, childList: true, attributes: true});
document.querySelector(`[aria-label="${label}"] button:nth-of-type(${number})`).click();
"""


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=7)
    parser.add_argument("--flows", type=int, default=10_000_000)
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.flows = min(options.rounds, 2), min(options.flows, 300_000)
    if not (CHROMIUM and CHROMEDRIVER):
        sys.exit("chromium and chromedriver are needed")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        keep = ("--data", str(Path(folder) / "data"), "--flow-limit", str(KEEP_FLOWS))
        load = Load(flows=options.flows, seconds=SPAN_S, start_s=int(now()) - SPAN_S)
        capture = generate(load, Path(folder) / "twelve-hours.pcap")
        subprocess.run([FAUXMON, "ingest", capture.path, *keep], check=True, capture_output=True)
        _, ready = stack.enter_context(server("--no-tls", *keep))
        driver = stack.enter_context(browser())
        driver.set_script_timeout(WITHIN_S)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        rounds = [_round(driver, ready["http"], number) for number in range(options.rounds)]
    columns = {
        f"{title}{figure}": report.medians(some, figure)
        for figure in ("paint", "complete", "answer")
        for title, some in (("first ", rounds[:1]), ("", rounds))
    }
    report.table(f"ms, {options.flows:,} flows, medians of {options.rounds}", columns)
    report.save(options.json, "first_paint", vars(options), {"medians": columns, "rounds": rounds})


def _round(driver: webdriver.Chrome, url: str, number: int) -> report.Round:
    one: report.Round = {}
    for name, path in PAGES.items():
        driver.get(url + path)
        one[name] = dict(driver.execute_async_script(OPENED))
    for name, (label, button) in PRESSES.items():
        one[name] = {"answer": float(driver.execute_async_script(PRESS, label, button))}
    _print(number, one)
    return one


def _print(number: int, one: report.Round) -> None:
    shown = (f"{name} {', '.join(f'{value:.0f}' for value in figures.values())}" for name, figures in one.items())
    print(f"round {number + 1}: {'; '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
