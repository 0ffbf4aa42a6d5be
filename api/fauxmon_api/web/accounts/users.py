"""The page `/users`."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import choice, line
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_model.entities import Role, User
from fauxmon_model.repository import UserDraft

_OPEN = "As long as HTTP is on loopback nobody is asked to log in: the pages are the administrator's. REST asks always."
_OWN = "Without being an administrator you may change your own password."


class UsersPage(EditorPage[User, UserDraft]):
    """Users; who is no administrator sees themselves, and may change their password."""

    def __init__(self, context: Context, key: str) -> None:
        self._repository = context.repository
        of, trial = context.repository.users, context.repository.trial().users
        # Who is no administrator sees the own role alone.
        self._administrating = any(role.administrator for role in context.repository.roles.all())
        self._open_to_all = not context.settings.login_required
        names = ("User", "Users", "/users")
        super().__init__(Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update), key)
        self._add.visible = self._administrating

    def _name(self, one: User) -> str:
        return one.login

    def _stays(self, _shown: User) -> bool:
        return not self._administrating

    def _describe(self, _shown: User | None) -> None:
        if self._open_to_all:
            text("p", _OPEN, "fx-form fx-muted")
        if not self._administrating:
            text("p", _OWN, "fx-form fx-muted")

    def _form(self, shown: User | None, like: User | None) -> UserForm:
        return UserForm(self._repository.roles.all(), shown, like)

    def _losses(self, chosen: User) -> Losses:
        own = [f"Dashboard {each.name}" for each in self._repository.dashboards.all() if each.user_id == chosen.id]
        own += [f"Topology {each.name}" for each in self._repository.topologies.all() if each.user_id == chosen.id]
        own += [f"Report {each.name}" for each in self._repository.reports.all() if each.user_id == chosen.id]
        return Losses("These go along:", own) if own else Losses()


class UserForm:
    """Of `shown`, or of a new one, which may begin like another. A password is written, and never shown."""

    def __init__(self, roles: Sequence[Role], shown: User | None, like: User | None) -> None:
        self._id = None if shown is None else shown.id
        first = shown or like
        with ui.element("div").classes("fx-form"):
            self._login = line("Login", copied(first.login, copy=first is like) if first else "")
            told = "Password" if shown is None else "Password (empty: as it is)"
            self._password = ui.input(told, password=True).props("outlined dense autocomplete=new-password")
            self._password.classes("fx-wide")
            names = {role.id: role.name for role in roles}
            self._role = choice("Role", names, first.role_id if first else next(iter(names)))

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        return among({"login": self._login, "password": self._password, "role": self._role}, path)

    def draft(self) -> UserDraft:
        """What is written."""
        password = self._password.value or None
        return UserDraft(id=self._id, login=self._login.value, password=password, role_id=self._role.value)
