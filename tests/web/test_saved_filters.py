from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.web import saved_filters
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.saved_filters import SavedMenu

HERE = Request({"type": "http", "path": "/", "query_string": b"", "headers": []})


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What somebody answers when they are asked."""
    given: dict[str, Any] = {"name": "Shop", "agreed": True}

    async def asked(*_: str) -> str:
        return str(given["name"])

    async def confirmed(*_: str) -> bool:
        return bool(given["agreed"])

    monkeypatch.setattr(saved_filters, "asked", asked)
    monkeypatch.setattr(saved_filters, "confirmed", confirmed)
    return given


def test_a_filter_is_kept_listed_used_and_deleted(
    context: Context, on_a_page: Callable[..., None], answers: dict[str, Any]
) -> None:
    repository = context.seen_by(1).repository

    async def story() -> None:
        box = FilterBox()
        menu = SavedMenu(repository, box)
        box.text = "port 8443"
        await menu._ask()
        (kept,) = repository.saved_filters.all()
        assert (kept.name, kept.text) == ("Shop", "port 8443")
        menu._list()
        rows = menu._menu.default_slot.children[1:]
        deletes = [row for row in rows if len(row.default_slot.children) == 2]
        assert len(rows) > len(deletes) == 1, "those of the product stay"
        menu._recall(kept.text)
        answers["agreed"] = False
        await menu._remove(kept)
        assert len(repository.saved_filters.all()) == 1
        answers["agreed"] = True
        await menu._remove(kept)
        assert repository.saved_filters.all() == []

    on_a_page(story, HERE)


def test_what_is_no_filter_and_what_has_no_name_is_not_kept(
    context: Context, on_a_page: Callable[..., None], answers: dict[str, Any]
) -> None:
    repository = context.seen_by(1).repository

    async def story() -> None:
        box = FilterBox()
        menu = SavedMenu(repository, box)
        box.text = "prt 80"
        await menu._ask()
        box.text, answers["name"] = "port 80", ""
        await menu._ask()
        assert repository.saved_filters.all() == []

    on_a_page(story, HERE)
