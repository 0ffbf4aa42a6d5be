"""Every call of the table: what it asks of a server that answers by script, and what it makes of the answer. Whoever
waits and whoever awaits ask the same."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.client import AsyncClient, Client, Patience, Scope, StatusError, Target
from fauxmon.client.calls import Calls
from fauxmon.client.exchange import Call

if TYPE_CHECKING:
    from tests.client.conftest import Scripted

SCOPE = Scope(from_s=0, to_s=1200, profile="live")
SEARCH = {"from": "1970-01-01 00:00:00", "to": "1970-01-01 00:20:00", "profile": "live"}
FMC, FMD = "/rest/fmc", "/rest/fmd/overview"
GONE = {"action": "delete", "items": [], "dependent": [{"action": "update", "type": "report", "items": [1]}]}


def collection(name: str, path: str, one: str = "", all_: str = "", of: str = "") -> list[tuple[Any, ...]]:
    """(call, arguments, method, path, answer, what it means) of each call of a collection."""
    one = one or name[:-1]
    entity = {"id": 7, "name": "x"}
    return [
        (all_ or name, (), "GET", path, [entity], [entity]),
        (of or one, ("a/7",), "GET", f"{path}/a%2F7", entity, entity),
        (of or one, (7,), "GET", f"{path}/7", None, None),
        (f"create_{one}", ({"name": "x"},), "POST", path, entity, entity),
        (f"update_{one}", (entity,), "PUT", path, entity, entity),
        (f"delete_{one}", (7,), "DELETE", f"{path}/7", None, None),
    ]


WIDGETS = collection("widgets", f"{FMD}/widgets")[1:]
CALLS = [
    ("version", (), "GET", "/rest/version", {"version": "12.04.00"}, "12.04.00"),
    ("version", (), "GET", "/rest/version", [{"version": "10.00.00"}], "10.00.00"),
    ("methods", (), "GET", "/rest/methods", [{"url": "/rest/version", "method": "GET"}], ...),
    ("sources", (), "GET", f"{FMC}/sources", [{"id": 1, "ip": "192.0.2.1"}], ...),
    ("delete_source", (1,), "DELETE", f"{FMC}/sources/1", None, None),
    ("profiles", (), "GET", f"{FMC}/profiles", [{"id": "live"}], ...),
    ("profile", ("live",), "GET", f"{FMC}/profiles/id", {"id": "live"}, ...),
    ("channels", ("live",), "GET", f"{FMC}/profiles/channels", [{"id": "live/a"}], ...),
    ("create_profile", ({"name": "x"},), "POST", f"{FMC}/profiles", {"id": "x-1"}, ...),
    ("update_profile", ({"id": "x-1"},), "PUT", f"{FMC}/profiles", {"id": "x-1"}, ...),
    ("delete_profile", ("a", "b"), "DELETE", f"{FMC}/profiles/id", None, None),
    ("dependants_of_profile", ("a",), "GET", f"{FMC}/dependencies/profiles/id", GONE, GONE["dependent"]),
    *collection("chapters", f"{FMC}/chapters"),
    ("dependants_of_chapter", ("a",), "GET", f"{FMC}/dependencies/chapters/a", GONE, GONE["dependent"]),
    ("chapter_data", ("a", 0, 300), "GET", f"{FMC}/chapterData/a", None, {}),
    ("chapter_rows", ("a", 0, 300), "GET", f"{FMC}/chapterData/a", {"table": {"data": [{"a": 1}]}}, [{"a": 1}]),
    ("chapter_rows", ("a", 0, 300), "GET", f"{FMC}/chapterData/a", {"data": [{"ip": 1}]}, [{"ip": 1}]),
    ("chart", (SCOPE, "flows", 6), "POST", f"{FMC}/analysis/chart", None, []),
    ("results", (), "GET", f"{FMC}/analysis/results", [{"id": 1, "state": 1}], ...),
    ("code_list", ("protocols",), "GET", f"{FMC}/protocols", [{"id": 6, "name": "TCP"}], ...),
    *collection("reports", f"{FMC}/reports"),
    *collection("email_reports", f"{FMC}/emailReports"),
    *collection("alerts", f"{FMC}/alerts"),
    ("dependants_of_report", (7,), "GET", f"{FMC}/dependencies/reports/7", GONE, GONE["dependent"]),
    *collection("business_hours", f"{FMC}/businessHours", "business_hours", of="business_hours_of"),
    *collection("blacklists", f"{FMC}/blacklists"),
    ("dependants_of_blacklist", (7,), "GET", f"{FMC}/dependencies/blacklists/7", GONE, GONE["dependent"]),
    *collection("dashboards", f"{FMD}/dashboards"),
    ("displayed_dashboards", (), "GET", f"{FMD}/displayed-dashboards", None, []),
    ("display_dashboard", ({"order": 1},), "POST", f"{FMD}/displayed-dashboards", {"id": 1}, ...),
    *WIDGETS,
    ("widgets", (3,), "GET", f"{FMD}/widgets/find", [{"id": 1}], ...),
    *collection("topologies", "/rest/fmd/topologies", "topology"),
    *collection("nodes", "/rest/fmd/nodes"),
    *collection("paths", "/rest/fmd/paths"),
    ("widget_data", (3,), "GET", f"{FMD}/widget/data/3", {"name": "x"}, ...),
]
WAITED_FOR = {"statistics", "flows", "flow_page"}


def waiting(scripted: Scripted, call: Callable[[Client], Any]) -> Any:
    with Client(Target(url=scripted.url, token="t"), sleep=lambda _: None) as client:
        return call(client)


def awaiting(scripted: Scripted, call: Callable[[AsyncClient], Any]) -> Any:
    async def nothing(_: float) -> None:
        """Nobody sleeps."""

    async def main() -> Any:
        async with AsyncClient(Target(url=scripted.url, token="t"), Patience(), nothing) as client:
            return await call(client)

    return asyncio.run(main())


WAYS = [waiting, awaiting]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("name", "arguments", "method", "path", "answer", "means"), CALLS)
def test_a_call_asks_and_reads(
    scripted: Scripted, way: Any, name: str, arguments: Any, method: str, path: str, answer: Any, means: Any
) -> None:
    scripted.answer(204 if answer is None else 200, answer)
    found = way(scripted, lambda client: getattr(client, name)(*arguments))
    assert found == (answer if means is ... else means)
    (asked,) = scripted.asked
    assert (asked.method, asked.path.replace("%2f", "%2F")) == (method, path)
    if name.startswith(("create_", "update_", "display_")):
        assert json.loads(asked.body) == {"entity": arguments[0]}


def test_the_table_above_has_every_call() -> None:
    calls = {name for name, call in inspect.getmembers_static(Calls) if isinstance(call, Call)}
    assert calls == {name for name, *_ in CALLS} | WAITED_FOR
    assert all(getattr(Calls, name).__doc__ for name in calls)


@pytest.mark.parametrize("way", WAYS)
def test_results_are_waited_for(scripted: Scripted, way: Any) -> None:
    rows = [{"srcip": "192.0.2.1"}]
    for status, body in ((201, {"id": 7}), (202, {"code": 202}), (202, {"code": 202}), (200, rows)):
        scripted.answer(status, body)
    assert way(scripted, lambda client: client.flows(SCOPE, {"aggregateBy": []}, 10)) == rows
    assert [path for _, path in scripted.calls] == [
        f"{FMC}/analysis/flows",
        *[f"{FMC}/analysis/results/7"] * 3,
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("call", "answer"), [("profiles", {"id": "live"}), ("create_profile", ["x"])])
def test_an_answer_of_another_shape_is_told(scripted: Scripted, way: Any, call: str, answer: Any) -> None:
    scripted.answer(200, answer)
    arguments = ({},) if call == "create_profile" else ()
    with pytest.raises(StatusError, match="does not answer like one"):
        way(scripted, lambda client: getattr(client, call)(*arguments))


def test_a_collector_that_tells_no_version(scripted: Scripted) -> None:
    scripted.answer(200, [])
    with pytest.raises(StatusError, match="does not tell its version"):
        waiting(scripted, lambda client: client.version())


def test_pages_halve_the_time_until_an_answer_has_all_of_it(scripted: Scripted) -> None:
    full, some = [{"srcip": "a"}, {"srcip": "b"}], [{"srcip": "a"}]

    def page(scope: Scope, *answers: list[dict[str, str]]) -> Any:
        for rows in answers:
            scripted.answer(201, {"id": 1})
            scripted.answer(200, rows)
        return waiting(scripted, lambda client: client.flow_page(scope, ["sa"], most=2))

    first = page(SCOPE, full, some)
    assert (first.rows, first.cut) == (some, False)
    assert first.rest == Scope(from_s=600, to_s=1200, profile="live")
    second = page(first.rest, full, full)
    assert (second.rows, second.cut) == (full, True)
    assert second.rest == Scope(from_s=900, to_s=1200, profile="live")
    last = page(second.rest, some)
    assert (last.rows, last.rest, last.cut) == (some, None, False)
    bodies = [one.body.decode() for one in scripted.asked if one.method == "POST"]
    ends = [re.findall('"to":"1970-01-01 00:([0-9]+):00"', body) for body in bodies]
    assert ends == [["20"], ["10"], ["20"], ["15"], ["20"]]


def test_several_calls_at_a_time(scripted: Scripted) -> None:
    for number in range(5):
        scripted.answer(200, {"id": f"p{number}"})

    async def all_of(client: AsyncClient) -> list[Any]:
        return await asyncio.gather(*(client.profile("x") for _ in range(5)))

    assert {one["id"] for one in awaiting(scripted, all_of)} == {f"p{number}" for number in range(5)}


@pytest.mark.parametrize("way", WAYS)
def test_the_control_plane_is_asked_likewise(scripted: Scripted, way: Any) -> None:
    scripted.answer(200, {"time_ms": 12})
    assert way(scripted, lambda client: client.control.now_ms()) == 12
    assert scripted.calls == [("GET", "/_fauxmon/health")]
