from pathlib import Path

from fauxmon_api import control, rest
from fauxmon_api.coverage import NOT_ANSWERED, render
from fauxmon_api.endpoint import Known


def test_the_page_is_current() -> None:
    page = Path(__file__).parents[2] / "COVERAGE.md"
    assert page.read_text() == render(), "remake it: python -m fauxmon_api.coverage > COVERAGE.md"


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
