"""The pytest plugin: a collector for the test run, fresh for each test.

Every test run of whoever has Fauxmon installed imports this; what is heavy is imported by the fixtures that need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from fauxmon.simulator.running import LoadMasterPair
    from fauxmon.testing.exporter import Exporter
    from fauxmon.testing.fauxmon import Fauxmon
    from fauxmon.testing.servers import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the command line."""
    group = parser.getgroup("fauxmon", "a collector to test against")
    group.addoption(
        "--fauxmon-mode",
        choices=("process", "thread"),
        default="process",
        help="Run the collector in a process of its own (default) or in a thread of the test run.",
    )
    group.addoption(
        "--fauxmon-url",
        metavar="URL",
        help="Use this running Fauxmon instead. Every test that uses it begins with a reset.",
    )


@pytest.fixture(scope="session")
def fauxmon_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Where the collector of this test run listens: `url` and `udp`. With xdist every worker has its own."""
    from fauxmon.testing import servers

    url: str | None = request.config.getoption("--fauxmon-url")
    mode: str = request.config.getoption("--fauxmon-mode")
    with servers.external(url) if url else servers.MODES[mode]() as server:
        yield server


@pytest.fixture(scope="session")
def _fauxmon_connected(fauxmon_server: Server) -> Iterator[Fauxmon]:
    from fauxmon.testing.fauxmon import Fauxmon

    connected = Fauxmon(fauxmon_server)
    yield connected
    connected.close()


@pytest.fixture
def fauxmon(_fauxmon_connected: Fauxmon) -> Fauxmon:
    """The collector, as freshly started."""
    _fauxmon_connected.reset()
    return _fauxmon_connected


@pytest.fixture
def fauxmon_exporter(fauxmon: Fauxmon) -> Callable[..., Exporter]:
    """Makes exporters: `fauxmon_exporter("127.0.1.123").send({"src": "10.0.0.1", "octets": 1000})`."""
    return fauxmon.exporter


@pytest.fixture
def loadmaster_pair(fauxmon: Fauxmon, request: pytest.FixtureRequest) -> LoadMasterPair:
    """Two LoadMasters in high availability that send to the collector. Their time passes in `advance(seconds)`.

    They are set up well, and what happens to them is up to the test; parametrized with `indirect=True`, the scenario of
    that name.
    """
    return fauxmon.pair(getattr(request, "param", None))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds what the collector has seen to the report of a failed test that has used it."""
    report = yield
    if report.when == "call" and report.failed and call.excinfo is not None:
        used = getattr(item, "funcargs", {}).get("_fauxmon_connected")
        if used is not None:
            _add_evidence(report, cast("Fauxmon", used), call.excinfo.value)
    return report


def _add_evidence(report: pytest.TestReport, used: Fauxmon, error: BaseException) -> None:
    from fauxmon.testing.collector import UnmetError

    if not isinstance(error, UnmetError):  # which has it in its text
        report.sections.append(("Fauxmon", used.evidence()))
