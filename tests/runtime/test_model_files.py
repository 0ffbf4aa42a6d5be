"""Files of models for the pages, over the REST API of a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from fauxmon.runtime.model_files import ServedModelFiles
from fauxmon.runtime.server import Server, running
from fauxmon.runtime.settings import Address, Settings
from fauxmon_api.model_files import ModelFileError, PlannedChange
from fauxmon_model.repository import RoleDraft, UserDraft

LOOPBACK = Address("127.0.0.1", 0)
FILE = """
version: 1
chapters:
  - name: Mine [1]
dashboards:
  - name: Board [1]
    displayed: 1
    widgets:
      - chapter: Mine [1]
        clazz: TimeSeriesAndTableWidget
        place: {x: 0, y: 0, w: 6, h: 12}
"""


def files_of(server: Server) -> ServedModelFiles:
    made = server.collector.context.repository.accounts
    return ServedModelFiles(server.url, made.issue)


def test_a_file_is_planned_applied_and_written_again() -> None:
    def use(server: Server) -> None:
        files = files_of(server)
        plan = files.planned(1, FILE)
        called = ["chapter Mine [1]", "dashboard Board [1]", "widget Board [1]: Mine [1]"]
        assert plan.changes == tuple(PlannedChange("create", what) for what in called)
        assert (plan.dashboards, plan.to_do, plan.refused) == (("Board [1]",), 3, False)
        files.apply(1, FILE, plan)
        written = files.exported(1, ["Board [1]"])
        assert written.strip() == FILE.strip()
        assert files.planned(1, written).to_do == 0
        changed = files.planned(1, FILE.replace("w: 6", "w: 7"))
        (change,) = changed.changes
        assert (change.action, changed.to_do) == ("update", 1)
        assert "→" in change.details[0]
        with pytest.raises(ModelFileError, match="has changed meanwhile: nothing is done"):
            files.apply(1, FILE, plan)

    _served(use)


def test_what_cannot_be_done_says_why() -> None:
    def use(server: Server) -> None:
        files = files_of(server)
        with pytest.raises(ModelFileError, match="line 1: "):
            files.planned(1, "nonsense: 1")
        waits = files.planned(1, FILE.replace("- name: Mine [1]\n", "- name: Mine [1]\n    profile: Nowhere\n"))
        assert [change.action for change in waits.changes] == ["create", "waits", "waits"]
        assert waits.changes[1].details
        with pytest.raises(ModelFileError, match="User 99"):
            files.planned(99, FILE)

    _served(use)


def test_it_can_do_what_the_user_can() -> None:
    def use(server: Server) -> None:
        repository = server.collector.context.repository
        role = repository.roles.create(RoleDraft(name="Readers"))
        user = repository.users.create(UserDraft(login="reader", password="a long password", role_id=role.id))
        files = files_of(server)
        files.apply(1, FILE, files.planned(1, FILE))
        assert "Board" not in files.exported(user.id, ["Board [1]"])

    _served(use)


def _served(use: Callable[[Server], None]) -> None:
    async def main() -> None:
        async with running(Settings(udp=(LOOPBACK,), http=LOOPBACK, tls=False, ui=False)) as server:
            await asyncio.to_thread(use, server)

    asyncio.run(main())
