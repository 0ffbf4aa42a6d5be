"""Server inside the test's own event loop: what it takes it gives back, also when it cannot start."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import httpx
import numpy as np
import pytest

from fauxmon.runtime.locking import DataLock
from fauxmon.runtime.mail.settings import MailSettings
from fauxmon.runtime.server import Server, running
from fauxmon.runtime.settings import Address, Settings, SettingsError
from fauxmon.version import VERSION
from fauxmon_api.results import Results
from fauxmon_api.transport.refused import RefusedError
from fauxmon_collector.analysis import ChartQuery
from fauxmon_model.flow_columns import PHYSICAL
from fauxmon_model.repository import UserDraft

LOOPBACK = Address("127.0.0.1", 0)


def settings(**more: object) -> Settings:
    return Settings(**{"udp": (LOOPBACK,), "http": LOOPBACK, "tls": False, "ui": False, **more})  # type: ignore[arg-type]


def test_serves_while_the_block_runs_and_frees_everything(tmp_path: Path) -> None:
    async def main() -> tuple[str, Address]:
        async with running(settings(data=tmp_path)) as server:
            async with httpx.AsyncClient(trust_env=False) as client:
                assert (await client.get(f"{server.url}/_fauxmon/health")).status_code == 200
            return server.url, server.udp[0]

    url, udp = asyncio.run(main())
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
        again.bind(udp)
    lock = DataLock(tmp_path)
    lock.acquire()
    lock.release()


def test_a_start_that_fails_late_leaves_nothing_behind(tmp_path: Path) -> None:
    async def main() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
            other.bind(LOOPBACK)
            other.listen()
            taken = Address(*other.getsockname())
            with pytest.raises(SettingsError, match=f"HTTP {taken} is in use"):
                await Server(settings(data=tmp_path, http=taken)).start()
        async with running(settings(data=tmp_path)):
            pass

    asyncio.run(main())


def test_a_data_directory_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.sqlite").write_text("not a database")

    async def main() -> None:
        with pytest.raises(SettingsError, match=r"model\.sqlite"):
            await Server(settings(data=tmp_path)).start()

    asyncio.run(main())


def test_a_spool_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    async def main() -> None:
        with pytest.raises(SettingsError, match="Not a directory") as caught:
            await Server(settings(mail=MailSettings(spool=tmp_path / "file" / "spool"))).start()
        assert "\n" not in str(caught.value)

    asyncio.run(main())


def test_a_password_of_the_environment_takes_effect_also_on_an_old_directory(tmp_path: Path) -> None:
    async def login(password: str | None) -> list[bool]:
        async with running(settings(data=tmp_path, admin_password=password)) as server:
            accounts = server.collector.keeping.repository.accounts
            return [accounts.authenticate("admin", word) is not None for word in ("admin", "secret")]

    assert asyncio.run(login(None)) == [True, False]
    assert asyncio.run(login("secret")) == [False, True]
    assert asyncio.run(login(None)) == [False, True]


def test_a_password_of_the_environment_is_nobodys_where_admin_is_gone(tmp_path: Path) -> None:
    async def main(rename: bool) -> list[str]:
        async with running(settings(data=tmp_path, admin_password="secret")) as server:
            repository = server.collector.keeping.repository
            if rename:
                repository.users.update(UserDraft(id=1, login="root", password="mine"))
            assert repository.accounts.authenticate("root", "mine") is not None
            return [user.login for user in repository.users.all()]

    assert asyncio.run(main(rename=True)) == asyncio.run(main(rename=False)) == ["root"]


@pytest.mark.parametrize(("engine", "rate"), [(12, 0.0), (13, 8.0)])
def test_the_slot_in_which_a_flow_began_has_it_in_engine_13_only(engine: int, rate: float) -> None:
    async def main() -> tuple[int, list[float]]:
        async with running(settings(engine=engine)) as server:
            context = server.collector.context
            now_ms = context.now_ms()
            began_ms = now_ms - 1_000_000
            source = context.repository.sources.add("192.0.2.1", 3000, began_ms)
            row = {"received_ms": now_ms, "start_ms": began_ms, "octets": 300, "source_id": source.id}
            flow = {name: np.array([value], dict(PHYSICAL)[name].dtype) for name, value in row.items()}
            server.collector.keeping.store.append([flow])
            chart = context.analysis.chart(ChartQuery("live", began_ms, began_ms))
            async with httpx.AsyncClient(trust_env=False) as client:
                health = (await client.get(f"{server.url}/_fauxmon/health")).json()
            return health["engine"], [value for _, value in chart.series[0].points]

    assert asyncio.run(main()) == (engine, [rate])


def test_a_dead_ingest_thread_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    async def main() -> None:
        async with running(settings()) as server:
            monkeypatch.setattr(server.collector.intake, "offer", broken)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.sendto(b"x", server.udp[0])
            with pytest.raises(ZeroDivisionError):
                await asyncio.wait_for(server.until_ended(), 20)

    asyncio.run(main())


def test_results_are_computed_while_it_runs_and_no_longer() -> None:
    async def main() -> Results:
        async with running(settings()) as server:
            results = server.collector.context.results
            found = results.get(1, results.begin(1, {}, lambda: [{"a": "1"}]))
            assert found is not None
            assert await results.ready(found)
            assert found.body == b'[{"a":"1"}]'
        return results

    with pytest.raises(RefusedError):
        asyncio.run(main()).begin(1, {}, list)


def test_what_a_server_is_told_reaches_rest() -> None:
    async def main() -> None:
        portal = "https://portal.example"
        told = settings(token_life_s=90, cors=(portal,), active_devices_typed=True)
        async with running(told) as server, httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            login = {"grant_type": "password", "username": "admin", "password": "admin"}
            got = await client.post("/resources/oauth/token", data=login, headers={"Origin": portal})
            assert got.json()["expires_in"] == 90
            assert got.headers["access-control-allow-origin"] == portal
            client.headers["Authorization"] = f"bearer {got.json()['access_token']}"
            (message,) = (await client.get("/rest/messages/find")).json()
            assert message["text"] == f"Fauxmon {VERSION} has started"
            device = (await client.get("/rest/fcc/device")).json()
            assert device["deviceInfo"]["deviceName"] == socket.gethostname()
            context = server.collector.context
            source = context.repository.sources.add("192.0.2.1", 3000, context.now_ms())
            row = {"received_ms": context.now_ms(), "ip_version": 4, "src_lo": 0xFFFF_0A00_0001, "source_id": source.id}
            flow = {name: np.array([value], dict(PHYSICAL)[name].dtype) for name, value in row.items()}
            server.collector.keeping.store.append([flow])
            search = {"search": '{"from": "h1Ago", "to": "now"}'}
            found = (await client.get("/rest/fmc/activeDevices", params=search)).json()
            assert [record["ip"] for record in found["data"]] == [{"ip": "10.0.0.1"}]

    asyncio.run(main())
