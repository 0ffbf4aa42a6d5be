"""Statuses of what succeeds, where the guide and clients disagree (contract 2.1.7).

What an endpoint declares is what it answers: every answer in the tests of the API is held against it.
"""

from __future__ import annotations

import pytest

from fauxmon_api import rest
from fauxmon_api.endpoint import Endpoint

ENDPOINTS = rest.endpoints()
CREATED = {
    *("/rest/fmc/profiles", "/rest/fmc/chapters", "/rest/fmc/businessHours", "/rest/fmc/blacklists"),
    *("/rest/fmc/reports", "/rest/fmc/alerts", "/rest/fmc/analysis/flows", "/rest/fmc/analysis/statistics"),
    *("/rest/fcc/users", "/rest/fcc/roles"),
}
"""What POST answers 201 to, besides all of `/rest/fmd`."""


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}")
def test_each_answers_as_its_readers_need_it(endpoint: Endpoint) -> None:
    created = endpoint.path in CREATED or endpoint.path.startswith("/rest/fmd/")
    needed = {"GET": {200, 204}, "PUT": {200}, "DELETE": {204}, "POST": {201 if created else 200}}
    usual = next(status for status in endpoint.answers if status < 300)
    assert usual in needed[endpoint.method]
