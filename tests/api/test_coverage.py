from pathlib import Path

import pytest

from fauxmon_api import control, rest
from fauxmon_api.coverage import NOT_ANSWERED, endpoints_with_tests, render
from fauxmon_api.endpoint import Known

CHECKOUT = Path(__file__).parents[2]
DOCUMENTED = {
    "2.1": ["GET /rest/methods", "GET /rest/version"],
    "2.2": [
        *("GET /rest/fcc/device", "GET /rest/fcc/device/info", "GET /rest/fcc/device/cpu", "GET /rest/fcc/device/ram"),
        *("GET /rest/fcc/device/datadisk", "GET /rest/fcc/device/systemdisk", "GET /rest/fcc/device/bootdisk"),
        *("GET /rest/fcc/interfaces", "GET /rest/fcc/interfaces/types"),
        *("GET /rest/fcc/exporters", "GET /rest/fcc/exporters/states", "GET /rest/fcc/exporters/protocols"),
        *("GET /rest/fcc/users", "POST /rest/fcc/users", "PUT /rest/fcc/users", "DELETE /rest/fcc/users/{id}"),
        *("GET /rest/fcc/roles", "POST /rest/fcc/roles", "PUT /rest/fcc/roles", "DELETE /rest/fcc/roles/{id}"),
    ],
    "2.3": [
        *("GET /rest/fmc/profiles", "POST /rest/fmc/getprofiles", "GET /rest/fmc/profiles/id"),
        *("POST /rest/fmc/profiles", "PUT /rest/fmc/profiles", "DELETE /rest/fmc/profiles/id"),
        *("GET /rest/fmc/dependencies/profiles/id", "GET /rest/fmc/profiles/channels"),
    ],
    "2.4": [
        *("GET /rest/fmc/protocols", "GET /rest/fmc/columnTypes", "GET /rest/fmc/analysis/nfcolumns"),
        *("GET /rest/fmc/analysis/filters", "GET /rest/fmc/analysis/outputdefinitions"),
        *("GET /rest/fmc/analysis/flows/orderbys", "POST /rest/fmc/analysis/flows/orderbys"),
        *("GET /rest/fmc/analysis/statistics/limitvaluetypes", "GET /rest/fmc/analysis/statistics/limitoperators"),
        *("GET /rest/fmc/analysis/statistics/methods", "GET /rest/fmc/analysis/statistics/orderbys"),
        "GET /rest/fmc/analysis/aggregations",
    ],
    "2.5": [
        *("GET /rest/fmc/analysis/chart", "POST /rest/fmc/analysis/chart", "POST /rest/fmc/analysis/charts"),
        *("GET /rest/fmc/analysis/flows", "POST /rest/fmc/analysis/flows"),
        *("GET /rest/fmc/analysis/statistics", "POST /rest/fmc/analysis/statistics"),
        *("GET /rest/fmc/analysis/results", "GET /rest/fmc/analysis/results/{id}"),
    ],
    "2.6": [
        *("GET /rest/fmc/chapters", "GET /rest/fmc/chapters/{id}", "POST /rest/fmc/chapters"),
        *("PUT /rest/fmc/chapters", "DELETE /rest/fmc/chapters/{id}", "GET /rest/fmc/dependencies/chapters/{id}"),
    ],
    "2.7": ["GET /rest/fmc/chapterData/{id}"],
    "2.8": [
        *(
            f"{request}"
            for kind in ("reports", "emailreports", "businessHours", "blacklists")
            for request in (
                *(f"GET /rest/fmc/{kind}", f"GET /rest/fmc/{kind}/{{id}}", f"POST /rest/fmc/{kind}"),
                *(f"PUT /rest/fmc/{kind}", f"DELETE /rest/fmc/{kind}/{{id}}"),
            )
        ),
        *("PUT /rest/fmc/blacklist", "GET /rest/fmc/dependencies/reports/{id}"),
        "GET /rest/fmc/dependencies/blacklists/{id}",
    ],
    "2.9": ["GET /rest/fmc/sources", "DELETE /rest/fmc/sources/{id}", "GET /rest/fmc/activeDevices"],
    "2.10": [
        *("GET /rest/fmc/alerts", "GET /rest/fmc/alerts/{id}", "POST /rest/fmc/alerts", "PUT /rest/fmc/alerts"),
        "DELETE /rest/fmc/alerts/{id}",
    ],
    "2.11": [
        *("GET /rest/fmd/overview/dashboards", "GET /rest/fmd/overview/dashboards/{id}"),
        *("POST /rest/fmd/overview/dashboards", "POST /rest/fmd/overview/displayed-dashboards"),
        *("GET /rest/fmd/overview/widgets/find", "GET /rest/fmd/overview/widgets/{id}"),
        *("POST /rest/fmd/overview/widgets", "PUT /rest/fmd/overview/widgets"),
        *("GET /rest/fmd/overview/widget/data/{id}", "POST /rest/fmd/topologies", "POST /rest/fmd/nodes"),
        "POST /rest/fmd/paths",
    ],
    "2.12": ["GET /rest/messages/severities", "GET /rest/messages/find"],
}
"""Every call of the contract, by its section."""
TOLD_AS_MISSING = {
    "/rest/fmc/dependencies/reports": "/rest/fmc/reports",
    "/rest/fmd/nodes": "/rest/fmd/topologies",
    "/rest/fmd/paths": "/rest/fmd/topologies",
    "/rest/fcc": "/rest/fcc/device",
    "/rest/fcc/roles": "/rest/fcc/users",
    "/rest/messages": "/rest/messages/find",
}
"""Paths that COVERAGE.md lists under another one while they are not answered."""


def test_the_page_is_current() -> None:
    page = CHECKOUT / "COVERAGE.md"
    assert page.read_text() == render(CHECKOUT), "remake it: python -m fauxmon_api.coverage > COVERAGE.md"


def test_a_test_names_every_request() -> None:
    unnamed = [
        f"{endpoint.method} {endpoint.path}" for endpoint, test in endpoints_with_tests(CHECKOUT) if test is None
    ]
    assert not unnamed, "no test below tests/api or tests/e2e asks them by their path"


@pytest.mark.parametrize("section", DOCUMENTED)
def test_every_documented_call_is_answered_or_listed_as_missing(section: str) -> None:
    answered = {f"{endpoint.method} {endpoint.path}".lower() for endpoint in rest.endpoints()}
    missing = {path.lower() for path, _ in NOT_ANSWERED}
    open_ = [call for call in DOCUMENTED[section] if call.lower() not in answered]
    assert not [call for call in open_ if not missing & _listed_under(call.partition(" ")[2].lower())]


def _listed_under(path: str) -> set[str]:
    """The paths under which the lack of this one may be told."""
    starts = {path} | {path[:end] for end in range(len(path)) if path[end] == "/"}
    return starts | {other.lower() for start, other in TOLD_AS_MISSING.items() if start.lower() in starts}


def test_every_endpoint_says_what_it_does_and_where_that_is_known_from() -> None:
    for endpoint in [*rest.endpoints(), *control.endpoints()]:
        assert endpoint.summary, endpoint
        assert endpoint.basis, endpoint
        assert (endpoint.known is Known.OURS) == endpoint.path.startswith("/_fauxmon/"), endpoint


def test_no_request_is_declared_twice() -> None:
    requests = [(endpoint.method, endpoint.path) for endpoint in [*rest.endpoints(), *control.endpoints()]]
    assert len(requests) == len(set(requests))


def test_what_is_listed_as_not_answered_is_not_answered() -> None:
    answered = {endpoint.path.lower() for endpoint in rest.endpoints()}
    assert not [path for path, _ in NOT_ANSWERED if any(known.startswith(path.lower()) for known in answered)]
