"""The page `/users`."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import choice, line
from fauxmon_api.web.parts import text
from fauxmon_model.entities import User
from fauxmon_model.repository import UserDraft

_OPEN = "As long as HTTP is on loopback nobody is asked to log in: the pages are the administrator's. REST asks always."
_OWN = "Without being an administrator you may change your own password."


class UsersPage(EditorPage[User, UserDraft]):
    """All users, to an administrator; to others themselves, with their password."""

    def __init__(self, context: Context, key: str, user_id: int) -> None:
        self._roles = context.repository.roles
        self._open_to_all = not context.settings.login_required
        of = context.repository.users
        self._administrating = any(user.role.administrator for user in of.all() if user.id == user_id)
        super().__init__(Kind("User", "Users", "/users", of.all, of.create, of.update, of.remove), key or str(user_id))
        self._add.visible = self._administrating

    def _name(self, one: User) -> str:
        return one.login

    def _stays(self, _shown: User) -> bool:
        return not self._administrating

    def _form(self, shown: User | None, like: User | None) -> UserForm:
        roles = {role.id: role.name for role in self._roles.all()}
        return UserForm(roles, shown, like, administrating=self._administrating)

    def _describe(self, _shown: User | None) -> None:
        lines = [_OPEN] if self._open_to_all else []
        for each in (*lines, *(() if self._administrating else (_OWN,))):
            text("p", each, "fx-form fx-muted")

    def _losses(self, _chosen: User) -> Losses:
        return Losses("Who is logged in as this user is out at once. Their tokens, Dashboards and Reports go along.")


class UserForm:
    """Of `shown`, or of a new one, which may begin like another but has a password of its own."""

    def __init__(
        self, roles: Mapping[int, str], shown: User | None, like: User | None, *, administrating: bool
    ) -> None:
        self._id = None if shown is None else shown.id
        first = shown or like
        with ui.element("div").classes("fx-form"):
            self._login = line("Login", "" if first is None else copied(first.login, copy=first is like))
            self._role = choice("Role", roles, None if first is None else first.role_id) if first else _no_role(roles)
        with ui.element("div").classes("fx-form"):
            label = "Password" if shown is None else "New password (empty: it stays)"
            self._password = ui.input(label, password=True).props("outlined dense autocomplete=new-password")
            self._password.classes("fx-wide")
        for field in (self._login, self._role):
            field.set_enabled(administrating)

    def draft(self) -> UserDraft:
        """What is written; the password only if there is one."""
        return UserDraft(
            id=self._id, login=self._login.value, password=self._password.value or None, role_id=self._role.value
        )


def _no_role(roles: Mapping[int, str]) -> ui.select:
    return ui.select(dict(roles), label="Role").props("outlined dense options-dense").classes("fx-choice")
