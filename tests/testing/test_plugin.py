"""The plugin in test runs of users: pytest as they call it, in processes of its own."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin is named on the command line, whether its entry point is installed or not."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(
        "-p", "fauxmon.testing.plugin", "-p", "no:cacheprovider", *options, timeout=100
    )


FIVE_LINES = """
def test_my_exporter_is_seen(fauxmon, fauxmon_exporter):
    fauxmon_exporter("127.0.1.123").send({"src": "10.0.0.1", "dst": "10.0.0.2", "dst_port": 443, "octets": 1000})
    fauxmon.settle()
    fauxmon.assert_channels(["127.0.1.123"])
    assert fauxmon.octets("127.0.1.123") == 1000
"""


def test_a_test_of_five_lines_passes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FIVE_LINES)
    run(pytester).assert_outcomes(passed=1)
