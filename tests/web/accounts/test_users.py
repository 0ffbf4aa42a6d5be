from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.web.accounts.users import UsersPage
from fauxmon_model.repository import RoleDraft, UserDraft

HERE = Request({"type": "http", "path": "/", "query_string": b"", "headers": []})


def test_what_goes_along_with_a_user_is_named(context: Context, on_a_page: Callable[..., None]) -> None:
    repository = context.repository
    role = repository.roles.create(RoleDraft(name="Team"))
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))

    async def story() -> None:
        page = UsersPage(context, str(user.id))
        assert page._losses(user).items == ()
        mine = repository.dashboards.create("Mine", user_id=user.id)
        assert page._losses(user).items == [f"Dashboard {mine.name}"]

    on_a_page(story, HERE)


def test_one_user_is_there_for_who_is_no_administrator(context: Context, on_a_page: Callable[..., None]) -> None:
    repository = context.repository
    role = repository.roles.create(RoleDraft(name="Team"))
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))

    async def story() -> None:
        page = UsersPage(context.seen_by(user.id), "1")
        assert page._heading.text == "anna"
        assert page._acts.visible, "one may change one's password"

    on_a_page(story, HERE)
