from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.web.accounts.roles import RolesPage
from fauxmon_model.repository import RoleDraft

HERE = Request({"type": "http", "path": "/", "query_string": b"", "headers": []})


def test_a_role_offers_root_profiles_and_sources_and_keeps_those_that_are_gone(
    world: Any, context: Context, on_a_page: Callable[..., None]
) -> None:
    source = world.source("192.168.1.123")
    root, _ = (world.profile(name, {"all": "any"}, type=type_) for name, type_ in (("A", "real"), ("B", "shadow")))
    more = {"description": "d"}
    role = context.repository.roles.create(RoleDraft(name="Team", roots=[root.id], sources=["gone_p1"], more=more))

    async def story() -> None:
        page = RolesPage(context, str(role.id))
        form: Any = page._written
        assert form._roots.options == {root.id: "A"}
        assert form._sources.options == {source.channel_id: "192.168.1.123", "gone_p1": "gone_p1 (gone)"}
        page._copy()
        await page._save()
        copy = context.repository.roles.all()[-1]
        assert (copy.name, copy.more, copy.sources) == ("Team (copy)", more, ["gone_p1"])
        assert [profile.id for profile in copy.roots] == [root.id]

    on_a_page(story, HERE)


def test_the_role_of_the_administrators_stays(context: Context, on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        page = RolesPage(context, "1")
        assert (page._heading.text, page._tools.visible) == ("Administrator", False)

    on_a_page(story, HERE)
