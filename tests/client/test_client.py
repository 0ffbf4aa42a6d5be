"""What the calls ask of a server that answers by script; the end-to-end tests show that real answers are right."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.client import Client, LateError, Patience, Scope, StatusError, Target

if TYPE_CHECKING:
    from tests.client.conftest import Asked, Scripted

NOON_S = 1_740_830_400
SCOPE = Scope(from_s=NOON_S - 900, to_s=NOON_S + 1, profile="live", channels=["a_p1"], filter="proto tcp")


def parts(asked: Asked) -> dict[str, Any]:
    """The parts of a form, their values read as JSON."""
    found = re.findall(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', asked.body, re.DOTALL)
    return {name.decode(): json.loads(value) for name, value in found}


def client(scripted: Scripted, patience: Patience | None = None, pauses: list[float] | None = None) -> Client:
    """One that does not sleep, and notes how long it would."""
    return Client(Target(url=scripted.url, token="t"), patience, ([] if pauses is None else pauses).append)


def test_statistics_are_asked_and_waited_for(scripted: Scripted) -> None:
    rows = [{"dstip": "198.51.100.2", "bytes": "1.3 M"}]
    for status, body in ((201, {"id": 7}), (202, {"code": 202}), (202, {"code": 202}), (200, rows)):
        scripted.answer(status, body)
    pauses: list[float] = []
    with client(scripted, pauses=pauses) as asking:
        assert asking.statistics(SCOPE, "dstip", "bytes", 5) == rows
    assert scripted.calls == [
        ("POST", "/rest/fmc/analysis/statistics"),
        *[("GET", "/rest/fmc/analysis/results/7")] * 3,
    ]
    assert parts(scripted.asked[0]) == {
        "search": {
            "from": "2025-03-01 11:45:00",
            "to": "2025-03-01 12:00:01",
            "profile": "live",
            "channels": ["a_p1"],
            "filter": "proto tcp",
            "statistics": {"statistics": "dstip", "orderBy": "bytes"},
        },
        "showonly": 5,
    }
    assert len(pauses) == 2


def test_flows_are_asked_with_their_columns(scripted: Scripted) -> None:
    scripted.answer(200, {"id": 8})
    scripted.answer(204)
    with client(scripted) as asking:
        assert asking.flows(SCOPE, {"aggregateBy": ["srcip"], "sortBy": "bytes"}, 10, ["sa", "byt"]) == []
    form = parts(scripted.asked[0])
    assert form["search"]["listing"] == {"aggregateBy": ["srcip"], "sortBy": "bytes"}
    assert (form["output"], form["showonly"]) == (["sa", "byt"], 10)


def test_without_columns_the_collector_chooses_them(scripted: Scripted) -> None:
    scripted.answer(200, {"id": 8})
    scripted.answer(204)
    with client(scripted) as asking:
        asking.flows(SCOPE, {}, 10)
    assert "output" not in parts(scripted.asked[0])


def test_a_chart_of_all_channels_names_none(scripted: Scripted) -> None:
    scripted.answer(204)
    with client(scripted) as asking:
        assert asking.chart(Scope(from_s=0, to_s=300, profile="live"), "flows", 6) == []
    assert parts(scripted.asked[0])["search"] == {
        "from": "1970-01-01 00:00:00",
        "to": "1970-01-01 00:05:00",
        "profile": "live",
        "chart": {"measure": "flows", "protocol": 6},
    }


def test_waiting_ends(scripted: Scripted) -> None:
    scripted.answer(201, {"id": 1})
    scripted.answer(202, {"code": 202})
    with client(scripted, Patience(0)) as asking, pytest.raises(LateError):
        asking.statistics(SCOPE, "ip", "bytes", 1)


@pytest.mark.parametrize("body", [None, [], {}, {"ident": 3}])
def test_an_answer_that_names_no_result(scripted: Scripted, body: object) -> None:
    scripted.answer(201, body)
    with client(scripted) as asking, pytest.raises(StatusError, match="no result is named"):
        asking.statistics(SCOPE, "ip", "bytes", 1)


def test_entities_have_their_paths(scripted: Scripted) -> None:
    for status, body in ((204, None), (204, None), (204, None), (200, {"action": "delete", "dependent": []})):
        scripted.answer(status, body)
    with client(scripted) as asking:
        assert asking.profile("Applications/WebSho-4f1c2a") is None
        asking.delete_profile("Applications/WebSho-4f1c2a")
        asking.delete_chapter("a/b")
        assert asking.dependants_of_profile("live") == []
    assert [one.query.get("id") for one in scripted.asked] == [*[["Applications/WebSho-4f1c2a"]] * 2, None, ["live"]]
    assert scripted.calls[2] == ("DELETE", "/rest/fmc/chapters/a%2Fb")


def test_reports_have_their_paths(scripted: Scripted) -> None:
    for status, body in ((204, None), (204, None), (200, {"to": "x"}), (200, {"to": "y"})):
        scripted.answer(status, body)
    with client(scripted) as asking:
        assert (asking.reports(), asking.email_reports()) == ([], [])
        assert asking.control.send_email_report(7) == {"to": "x"}
        asking.control.send_email_report(7, last_s=900)
    assert scripted.calls == [
        ("GET", "/rest/fmc/reports"),
        ("GET", "/rest/fmc/emailReports"),
        *[("POST", "/_fauxmon/emailreports/7/send")] * 2,
    ]
    assert [json.loads(one.body) for one in scripted.asked[2:]] == [{}, {"from": "s900Ago", "to": "now"}]


def test_it_imports_nothing_of_ours_and_nothing_heavy() -> None:
    heavy = "numpy duckdb sqlalchemy fastapi fauxmon_api fauxmon_model fauxmon_collector fauxmon.cli fauxmon.runtime"
    program = f"import sys, fauxmon.client\nprint(sorted(set('{heavy}'.split()) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"
