"""How long until the node that takes over shows, over REST and on the page.

    .venv/bin/python benchmarks/failover_visible.py [--quick] [--json FILE]

A real server, and a pair of LoadMasters whose active unit loses its power, again and again, with a reset in between.
The other unit's first datagram has Templates, its first record comes when the first flow has ended. From the one on it
is measured until, over REST, the event of the Source comes and All Sources has its Channel, and until the Monitoring
Center in headless Chromium has its row and names it in the chart; from the other one on, until the chart of All Sources
has a value of it over REST, and until the row on the page has flows. Without chromium and chromedriver the page is left
out. Times are in milliseconds.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
from rig import report
from rig.rest import HOUR_MS, Rest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from startup import server

from fauxmon.runtime.clock import now
from fauxmon.simulator.pair import Pair
from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.reading import Endpoint
from fauxmon.simulator.sender import Sender
from fauxmon.simulator.step import Step
from fauxmon.simulator.traffic import Traffic

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMEDRIVER = shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1400,1000")
WITHIN_S = 60
PAIR = PairSettings()
DIES_S = 5
"""By its own clock the first unit sends until then."""
WATCH = """
const [name, figures, done] = arguments;
const table = () => document.querySelector('.fx-table');
const cell = (row, label) => {
    const heads = [...table().tHead.rows[0].cells].map(one => one.innerText.trim());
    return row.cells[heads.indexOf(label)].innerText.trim();
};
const row = () => [...table()?.tBodies[0].rows ?? []].find(one => cell(one, 'Channel') === name);
const looks = {
    page_row: () => row() !== undefined,
    page_flows: () => row() !== undefined && cell(row(), 'Flows') !== '0',
    page_chart: () => [...document.querySelectorAll('.fx-chart svg text')].some(one => one.textContent === name),
};
const seen = {};
const look = () => {
    for (const figure of figures) {
        if (!(figure in seen) && looks[figure]()) seen[figure] = performance.timeOrigin + performance.now();
    }
    if (Object.keys(seen).length === figures.length) done(seen);
    else requestAnimationFrame(look);
};
look();
"""
EMPTY = """
const [done] = arguments;
const look = () => document.querySelector('.fx-table tbody tr') ? requestAnimationFrame(look) : done();
look();
"""
Times = dict[str, float]
"""Figure → seconds since 1970."""


class Onlooker(Protocol):
    """Sees the collector from outside."""

    def reset(self) -> None:
        """Begin afresh; nothing of before is in sight."""

    def appeared(self, address: str) -> Times:
        """When this exporter has shown; waits for it."""

    def counted(self, address: str) -> Times:
        """When flows of it have shown; waits for them."""


class OverRest:
    """Asked again whenever there is something new."""

    def __init__(self, url: str) -> None:
        self._rest = Rest(url)
        self._last = 0

    def reset(self) -> None:
        """Begin afresh."""
        self._rest.http.post("/_fauxmon/reset").raise_for_status()
        self._last = self._control("events")["last"]

    def appeared(self, address: str) -> Times:
        """Its event, and its Channel in All Sources."""
        answer = self._control("events", since=self._last, wait=WITHIN_S)
        assert [one["address"] for one in answer["events"] if one["kind"] == "source_added"] == [address], answer
        self._last = answer["last"]
        return {"rest_event": now(), "rest_channel": self._until(lambda: self._channel(address))}

    def counted(self, address: str) -> Times:
        """A value in the chart of All Sources."""
        return {"rest_chart": self._until(lambda: self._charted(address))}

    def _until(self, there: Callable[[], bool]) -> float:
        number = self._control("progress")["number"]
        ends_s = now() + WITHIN_S
        while not there():
            assert now() < ends_s, "nothing shows over REST"
            number = self._control("progress", since=number, wait=WITHIN_S)["number"]
        return now()

    def _channel(self, address: str) -> bool:
        profile = self._rest.http.get("/rest/fmc/profiles/id", params={"id": "live"}).json()
        return address in [channel["name"] for channel in profile["channels"]]

    def _charted(self, address: str) -> bool:
        now_ms = round(now() * 1000)
        series = self._rest.chart(now_ms - HOUR_MS, now_ms + HOUR_MS)
        return any(one["channel"]["name"] == address and any(rate for _, rate in one["values"]) for one in series)

    def _control(self, name: str, **query: Any) -> dict[str, Any]:
        return dict(self._rest.http.get(f"/_fauxmon/{name}", params=query).json())


class OnPage:
    """The Monitoring Center in a browser."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self._driver = driver
        driver.set_script_timeout(WITHIN_S)
        driver.get(url)

    def reset(self) -> None:
        """Wait until nothing of before is in sight."""
        self._driver.execute_async_script(EMPTY)

    def appeared(self, address: str) -> Times:
        """Its row, and its name in the chart."""
        return self._shown(address, "page_row", "page_chart")

    def counted(self, address: str) -> Times:
        """Flows in the row."""
        return self._shown(address, "page_flows")

    def _shown(self, address: str, *figures: str) -> Times:
        seen = self._driver.execute_async_script(WATCH, address, figures)
        return {figure: at_ms / 1000 for figure, at_ms in seen.items()}


def main() -> None:
    """Measure and print."""
    options = report.arguments(__doc__, rounds=50).parse_args()
    if options.quick:
        options.rounds = min(options.rounds, 3)
    with contextlib.ExitStack() as stack:
        _, ready = stack.enter_context(server("--no-tls"))
        onlookers: list[Onlooker] = [OverRest(ready["http"])]
        if CHROMIUM and CHROMEDRIVER:
            onlookers.append(OnPage(stack.enter_context(browser()), ready["http"]))
        threads = stack.enter_context(ThreadPoolExecutor(len(onlookers)))
        rounds = [failover(tuple(ready["udp"][0]), onlookers, threads, seed) for seed in range(options.rounds)]
    columns = {
        title: {name: float(np.percentile([one[name] for one in rounds], percent)) for name in rounds[0]}
        for title, percent in {"median": 50, "p95": 95}.items()
    }
    report.table(f"ms, {len(rounds)} failovers", columns)
    report.save(options.json, "failover_visible", vars(options), {"rounds": rounds, **columns})


def failover(
    collector: Endpoint, onlookers: list[Onlooker], threads: ThreadPoolExecutor, seed: int
) -> dict[str, float]:
    """One of a pair with this traffic: each figure in ms."""
    for onlooker in onlookers:
        onlooker.reset()
    pair = Pair(PAIR, Traffic(seed=seed), collector, now() - 2 * DIES_S, [Step("kill", "a", at_s=DIES_S)])
    figures: dict[str, float] = {}
    with Sender() as sender:
        for unit in ("a", "b"):
            address = PAIR.unit(unit).address
            for flows, looks in (
                (False, [one.appeared for one in onlookers]),
                (True, [one.counted for one in onlookers]),
            ):
                waiting = [threads.submit(look, address) for look in looks]
                began = send_until(pair, sender, unit, flows)
                for one in waiting:
                    figures |= {name: 1000 * (at - began) for name, at in one.result(2 * WITHIN_S).items()}
    return figures


def send_until(pair: Pair, sender: Sender, unit: str, flows: bool) -> float:
    """Let time pass, as fast as it goes, to the second in which this unit sends, with `flows`: its first record. When
    that datagram went out."""
    began = None
    while began is None:
        for sending in pair.tick().sendings:
            if began is None and sending.unit == unit and (sending.message.flows or not flows):
                began = now()
            sender.send([sending])
    return began


@contextlib.contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    with tempfile.TemporaryDirectory() as folder:
        for flag in (*FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options, Service(CHROMEDRIVER))
        try:
            yield driver
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
