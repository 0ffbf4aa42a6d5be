"""What all pages have in common that edit entities, shown on black lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.web import editor
from fauxmon_api.web.alerts.page import AlertsPage
from fauxmon_api.web.lists.blacklists import BlacklistsPage
from fauxmon_api.web.profiles.page import ProfilesPage
from fauxmon_model.repository import BlacklistDraft, RoleDraft, UserDraft

OnAPage = Callable[..., None]
HERE = Request({"type": "http", "path": "/", "query_string": b"", "headers": []})


@pytest.fixture(autouse=True)
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Whoever is asked agrees; what they were told."""
    asked = []

    async def confirmed(title: str, *lines: str, items: Any = ()) -> bool:
        asked.append((title, *lines, *items))
        return True

    monkeypatch.setattr(editor, "confirmed", confirmed)
    return asked


class Opened:
    """The page of black lists, and what one does there."""

    def __init__(self, context: Context, key: str = "") -> None:
        self.page = BlacklistsPage(context, key)
        self.context = context

    @property
    def form(self) -> Any:
        return self.page._written

    @property
    def heading(self) -> str:
        return self.page._heading.text

    @property
    def wrong(self) -> list[str]:
        return [child.text for child in self.page._marks._list.default_slot.children]

    @property
    def listed(self) -> list[str]:
        return [node["label"] for node in self.page._tree.props["nodes"]]

    def kept(self) -> list[tuple[str, list[str]]]:
        return [(one.name, one.records) for one in self.context.repository.blacklists.all()]

    def write(self, name: str, records: str) -> None:
        self.form._name.value, self.form._records.value = name, records


@pytest.fixture
def lists(context: Context) -> dict[str, int]:
    """Two black lists by name."""
    made = [
        context.repository.blacklists.create(BlacklistDraft(name=name, records=["192.0.2.1"])) for name in ("A", "B")
    ]
    return {one.name: one.id for one in made}


def test_where_there_is_none_yet_a_new_one_is_begun(context: Context, on_a_page: OnAPage) -> None:
    async def story() -> None:
        opened = Opened(context)
        assert opened.heading == "New Black list"
        assert (opened.page._none.visible, opened.page._tree.visible) == (True, False)
        assert opened.wrong == [], "nobody has done anything wrong yet"
        opened.write("Bots", "192.0.2.7\n\n2001:db8::/32")
        await opened.page._save()
        assert opened.kept() == [("Bots", ["192.0.2.7", "2001:db8::/32"])]
        assert (opened.heading, opened.listed, opened.page._none.visible) == ("Bots", ["Bots"], False)

    on_a_page(story, HERE)


def test_one_is_chosen_by_its_key_and_the_first_by_an_unknown_one(
    context: Context, lists: dict[str, int], on_a_page: OnAPage
) -> None:
    async def story() -> None:
        assert Opened(context, str(lists["B"])).heading == "B"
        assert Opened(context, "999").heading == "A"

    on_a_page(story, HERE)


def test_what_is_chosen_is_changed(context: Context, lists: dict[str, int], on_a_page: OnAPage) -> None:
    async def story() -> None:
        opened = Opened(context, str(lists["B"]))
        opened.write("C", "192.0.2.2")
        await opened.page._save()
        assert opened.kept() == [("A", ["192.0.2.1"]), ("C", ["192.0.2.2"])]
        assert opened.heading == "C"

    on_a_page(story, HERE)


def test_what_is_wrong_is_listed_and_marked_and_nothing_is_kept(context: Context, on_a_page: OnAPage) -> None:
    async def story() -> None:
        opened = Opened(context)
        opened.write(" ", "192.0.2.7\nnonsense")
        await opened.page._save()
        assert opened.wrong == ["name: must not be empty", "record 2: must be an IP address or a network"]
        assert opened.form._name.error == "must not be empty"
        assert opened.form._records.props["aria-invalid"] == "true"
        assert opened.kept() == []

    on_a_page(story, HERE)


def test_what_somebody_writes_is_checked_and_what_they_have_not_touched_is_not(
    context: Context, on_a_page: OnAPage
) -> None:
    async def story() -> None:
        opened = Opened(context)
        opened.write("", "nonsense")
        await opened.page.check()
        assert opened.wrong == ["record 1: must be an IP address or a network"]
        opened.write("Bots", "192.0.2.7")
        await opened.page.check()
        assert opened.wrong == []
        opened.write("", "192.0.2.7")
        await opened.page.check()
        assert opened.wrong == ["name: must not be empty"], "it has had a name"
        assert opened.kept() == []

    on_a_page(story, HERE)


def test_a_filter_says_by_itself_what_is_wrong_until_somebody_wants_to_save_it(
    context: Context, on_a_page: OnAPage
) -> None:
    async def story() -> None:
        page = AlertsPage(context, "")
        page._written._name.value, page._written._filter.text = "Much", "prt 443"

        def listed() -> list[str]:
            return [child.text.partition(":")[0] for child in page._marks._list.default_slot.children]

        await page.check()
        assert listed() == []
        await page._save()
        assert listed() == ["filter"]
        await page.check()
        assert listed() == ["filter"], "what refused it is told for as long as it is wrong"
        page._written._filter.text = "port 443"
        await page.check()
        assert listed() == []
        page._written._filter.text = "prt 443"
        await page.check()
        assert listed() == []

    on_a_page(story, HERE)


def test_a_copy_is_a_new_one(context: Context, lists: dict[str, int], on_a_page: OnAPage) -> None:
    async def story() -> None:
        opened = Opened(context, str(lists["A"]))
        opened.page._copy()
        assert (opened.heading, opened.page._tools.visible) == ("Copy of A", False)
        await opened.page._save()
        assert opened.kept() == [("A", ["192.0.2.1"]), ("B", ["192.0.2.1"]), ("A (copy)", ["192.0.2.1"])]

    on_a_page(story, HERE)


def test_what_is_deleted_is_asked_about_and_gone(
    context: Context, lists: dict[str, int], on_a_page: OnAPage, agreed: list[tuple[str, ...]]
) -> None:
    async def story() -> None:
        opened = Opened(context, str(lists["A"]))
        await opened.page._remove()
        assert agreed == [("Delete Black list A?",)]
        assert (opened.heading, opened.listed) == ("B", ["B"])

    on_a_page(story, HERE)


def test_what_one_may_not_change_one_may_look_at(context: Context, on_a_page: OnAPage) -> None:
    repository = context.repository
    role = repository.roles.create(RoleDraft(name="Team", write=False))
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))

    async def story() -> None:
        page = ProfilesPage(context.seen_by(user.id), "live")
        assert page._heading.text == "All Sources"
        assert (page._acts.visible, page._locked.text) == (
            False,
            "This needs write permission: you may look at it.",
        )
        await page.check()
        assert page._locked.visible
        mine = ProfilesPage(context, "live")
        assert (mine._acts.visible, mine._locked.visible) == (True, False)

    on_a_page(story, HERE)
