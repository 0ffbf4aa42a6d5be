from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn

from fauxmon_api.app import create_app
from fauxmon_api.context import Context
from fauxmon_api.rest.logins import LIMIT
from fauxmon_api.web import live
from fauxmon_api.web.login.guard import Guard
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_model.conditions import Condition
from fauxmon_model.repository import (
    AlertDraft,
    ChapterDraft,
    EmailReportDraft,
    ReportDraft,
    RoleDraft,
    UserDraft,
)

if TYPE_CHECKING:
    from tests.web.conftest import QuietCollecting


async def page(context: Context, path: str, login: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
    """The answer of a server that is started for this question alone, after a login if one is given."""
    return (await pages(context, [path], login, **headers))[0]


async def pages(
    context: Context, paths: Sequence[str], login: Mapping[str, str] | None = None, **headers: str
) -> list[httpx.Response]:
    """The same for several questions."""
    server = uvicorn.Server(uvicorn.Config(create_app(context), port=0, log_config=None))
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            if login is not None:
                assert (await client.post("/login", data=login)).status_code == 303
            return [await client.get(path, headers=headers) for path in paths]
    finally:
        await server.shutdown()


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    yield
    assert list(tmp_path.iterdir()) == [], "pages leave no files behind"


def test_servers_of_one_process_show_each_its_own_context(world: Any, context: Context) -> None:
    other = dataclasses.replace(context, settings=dataclasses.replace(context.settings, version="9.9.9"))
    assert "Fauxmon 1.2.3" in asyncio.run(page(context, "/")).text
    assert "Fauxmon 9.9.9" in asyncio.run(page(other, "/sources")).text
    assert "Fauxmon 1.2.3" in asyncio.run(page(context, "/dashboards")).text


def test_times_are_in_the_zone_that_the_browser_says(context: Context) -> None:
    local = asyncio.run(page(context, "/", cookie="fauxmon_zone=Asia/Kolkata")).text
    assert "times in Asia/Kolkata" in local
    assert "slots, by receive time, Asia/Kolkata" in local
    assert "17:30:00" in local, "it is noon in UTC"
    assert "times in UTC" in asyncio.run(page(context, "/")).text


def test_a_login_is_asked_for_when_the_settings_say_so(context: Context) -> None:
    locked = dataclasses.replace(context, settings=dataclasses.replace(context.settings, login_required=True))
    refused = asyncio.run(page(locked, "/", accept="text/html"))
    assert (refused.status_code, refused.headers["location"]) == (303, "/login?next=/")
    assert asyncio.run(page(context, "/", accept="text/html")).status_code == 200


def test_failures_over_rest_count_for_the_login_of_the_pages(context: Context) -> None:
    locked = dataclasses.replace(context, settings=dataclasses.replace(context.settings, login_required=True))
    guess = {"grant_type": "password", "username": "nobody", "password": "guess"}

    async def story() -> None:
        transport = httpx.ASGITransport(create_app(locked))
        async with httpx.AsyncClient(transport=transport, base_url="https://fauxmon.test") as client:
            for _ in range(LIMIT):
                assert (await client.post("/resources/oauth/token", data=guess)).status_code == 400
            assert (await client.post("/login", data={"login": "nobody", "password": "guess"})).status_code == 429
            assert (await client.post("/login", data={"login": "admin", "password": "admin"})).status_code == 303

    asyncio.run(story())


def test_pages_show_what_their_visitor_sees(world: Any, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST_S", 60.0)
    mine, _ = world.source("192.168.1.123"), world.source("192.168.1.124")
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[mine.channel_id]))
    world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    locked = dataclasses.replace(context, settings=dataclasses.replace(context.settings, login_required=True))
    for path in ("/", "/sources"):
        anna = asyncio.run(page(locked, path, {"login": "anna", "password": "secret"})).text
        admin = asyncio.run(page(locked, path, {"login": "admin", "password": "admin"})).text
        assert ("192.168.1.123" in anna, "192.168.1.124" in anna) == (True, False)
        assert "192.168.1.124" in admin
    dashboards = asyncio.run(page(locked, "/dashboards", {"login": "anna", "password": "secret"})).text
    assert "No Dashboards" in dashboards


def test_whose_session_ends_behind_the_guard_is_nobody(
    world: Any, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "FIRST_S", 60.0)
    monkeypatch.setattr(Guard, "_known", lambda *_: True)
    world.source("192.168.1.123")
    locked = dataclasses.replace(context, settings=dataclasses.replace(context.settings, login_required=True))
    answer = asyncio.run(page(locked, "/sources"))
    assert (answer.status_code, "192.168.1.123" in answer.text) == (200, False)


def test_pages_of_what_was_made_keep_to_it_too(
    world: Any, context: Context, collecting: QuietCollecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "FIRST_S", 60.0)
    whole, now_ms = world.repository, world.now_ms
    sources = [world.source(f"192.168.1.{number}") for number in (123, 124)]
    profiles = [world.profile(f"{whose}-profile", {"all": "any"}).id for whose in ("mine", "hidden")]
    role = whole.roles.create(RoleDraft(name="Team", roots=profiles[:1], sources=[sources[0].channel_id], write=True))
    anna = whole.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    total: dict[str, Any] = {"condition_type": 2, "conditions": [Condition(metric=1, comparator=1, number=1)]}
    for source, profile, whose in zip(sources, profiles, ("mine", "hidden"), strict=True):
        eyes = whole.seen_by(anna.id) if whose == "mine" else whole
        eyes.chapters.create(ChapterDraft(name=f"{whose}-chapter", type="traffic", profile_id=profile))
        report = eyes.reports.create(ReportDraft(name=f"{whose}-report"))
        eyes.email_reports.create(EmailReportDraft(name=f"{whose}-mail", report_id=report.id))
        whole.alerts.create(AlertDraft(name=f"{whose}-alert", channels=[source.channel_id], **total))
        fired = {"id": source.id, "time_ms": now_ms, "kind": "alert_fired", "alert": f"{whose}-alert"}
        collecting.happened.append({**fired, "text": f"alert {whose}-alert has fired"})
        heard = (source.id, source.address, 3000, source.channel_id, now_ms - 9000, now_ms, 1234, ())
        collecting.witnessed.append(Witnessed(*heard))
    locked = dataclasses.replace(context, settings=dataclasses.replace(context.settings, login_required=True))
    told = {
        "/": "alert",
        "/profiles": "profile",
        "/chapters": "chapter",
        "/reports": "report",
        "/email-reports": "mail",
        "/alerts": "alert",
        "/sources/failover?before=192.168.1.123&after=192.168.1.124": "alert",
    }
    for login, sees in (("anna", False), ("admin", True)):
        password = "admin" if sees else "secret"
        answers = asyncio.run(pages(locked, list(told), {"login": login, "password": password}))
        for (path, what), answer in zip(told.items(), answers, strict=True):
            assert (f"mine-{what}" in answer.text, "hidden-" in answer.text) == (True, sees), (login, path)
        verdict = answers[-1].text
        assert ("192-168-1-124_p3000" in verdict, "1 of the two nodes have a Channel" in verdict) == (sees, not sees)


def test_pages_arrive_with_what_they_show(world: Any, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST_S", 60.0)  # a busy machine is no reason to arrive without
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -60})
    for path in ("/", "/sources", "/dashboards"):
        assert "192.168.1.123" in asyncio.run(page(context, path)).text
