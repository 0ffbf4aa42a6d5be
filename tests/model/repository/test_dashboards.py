from __future__ import annotations

import pytest

from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import Repository, dashboards


def test_nobody_sees_a_new_one(repository: Repository) -> None:
    made = repository.dashboards.create("LoadMaster", tenant={"id": "t", "name": "T"}, user_id=1, description="D")
    kept = repository.dashboards.get(made.id)
    assert (kept.name, kept.tenant, kept.user_id, kept.description) == ("LoadMaster", {"id": "t", "name": "T"}, 1, "D")
    assert (kept.widgets, kept.displayed) == ([], [])
    assert made.id not in {tab.dashboard_id for tab in repository.dashboards.displayed(1)}


def test_the_tenant_is_base_by_default(repository: Repository) -> None:
    tenant = repository.dashboards.get(repository.dashboards.create("D").id).tenant
    assert tenant["id"] == "00000000-0000-0000-0001-000000000001"


def test_tabs_stand_by_order_and_equals_by_age(repository: Repository) -> None:
    ids = [repository.dashboards.create(name).id for name in "abc"]
    for dashboard_id, order in zip(ids, (5, 1, 1), strict=True):
        shown = repository.dashboards.display(dashboard_id, 1, order)
        assert (shown.dashboard.id, shown.order) == (dashboard_id, order)
    assert [tab.dashboard.name for tab in repository.dashboards.displayed(1)] == ["Overview", "b", "c", "a"]
    assert repository.dashboards.displayed(2) == []


def test_showing_again_moves_the_tab(repository: Repository) -> None:
    made = repository.dashboards.create("a")
    first = repository.dashboards.display(made.id, 1, 5)
    again = repository.dashboards.display(made.id, 1, -1)
    assert again.id == first.id
    assert [tab.dashboard.name for tab in repository.dashboards.displayed(1)] == ["a", "Overview"]


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    made = repository.dashboards.create("a", description="D")
    repository.dashboards.update(made.id, name="b")
    repository.dashboards.update(made.id, tenant={"id": "t"})
    kept = repository.dashboards.get(made.id)
    assert (kept.name, kept.description, kept.tenant) == ("b", "D", {"id": "t"})
    assert repository.dashboards.update(made.id, description="").description == ""


def test_removal_takes_widgets_and_tabs_along(repository: Repository) -> None:
    made = repository.dashboards.create("a")
    repository.dashboards.display(made.id, 1)
    widget = repository.widgets.create(made.id, {}, {})
    repository.dashboards.remove(made.id)
    assert made.id not in {tab.dashboard_id for tab in repository.dashboards.displayed(1)}
    with pytest.raises(NotFoundError):
        repository.widgets.get(widget.id)


def test_a_tab_keeps_what_is_said_of_its_dashboard(repository: Repository) -> None:
    made = repository.dashboards.create("a")
    shown = repository.dashboards.display(made.id, 1, 5, {"isReadOnlyForCurrentUser": True})
    repository.dashboards.display(made.id, 1, 6, {"isAvailableToOtherUsers": False})
    kept = repository.dashboards.tab(shown.id)
    assert (kept.order, kept.dashboard.name) == (6, "a")
    assert kept.flags == {"isReadOnlyForCurrentUser": True, "isAvailableToOtherUsers": False}


def test_a_tab_is_moved_and_closed(repository: Repository) -> None:
    made = repository.dashboards.create("a")
    shown = repository.dashboards.display(made.id, 1, 5)
    assert repository.dashboards.arrange(shown.id, -1).order == -1
    kept = repository.dashboards.arrange(shown.id, None, {"isReadOnlyForCurrentUser": True})
    assert (kept.order, kept.flags) == (-1, {"isReadOnlyForCurrentUser": True})
    repository.dashboards.hide(shown.id)
    assert repository.dashboards.get(made.id).displayed == []
    for call in (
        repository.dashboards.tab,
        repository.dashboards.hide,
        lambda id_: repository.dashboards.arrange(id_, 1),
    ):
        with pytest.raises(NotFoundError, match=f"DisplayedDashboard {shown.id}"):
            call(shown.id)


def test_there_are_no_more_than_so_many(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboards, "DASHBOARD_LIMIT", 1)
    with pytest.raises(InvalidError, match="there are 1 already"):
        repository.dashboards.create("a")


def test_a_name_is_needed(repository: Repository) -> None:
    with pytest.raises(InvalidError, match="name: must not be empty"):
        repository.dashboards.create(" ")
    with pytest.raises(InvalidError, match="name: must not be empty"):
        repository.dashboards.update(1, name="")


def test_unknown_ones_are_not_found(repository: Repository) -> None:
    kept = repository.dashboards
    for call in (kept.get, kept.update, kept.remove, lambda id_: kept.display(id_, 1)):
        with pytest.raises(NotFoundError, match="Dashboard 99"):
            call(99)
    for call in (lambda id_: kept.display(1, id_), lambda id_: kept.create("a", user_id=id_)):
        with pytest.raises(NotFoundError, match="User 99"):
            call(99)


def test_a_new_one_is_the_last_tab_of_its_user(repository: Repository) -> None:
    made = [repository.dashboards.open(name, 1) for name in "ab"]
    tabs = repository.dashboards.displayed(1)
    assert [tab.dashboard_id for tab in tabs][-2:] == [one.id for one in made]
    assert [tab.order for tab in tabs] == [0, 1, 2]
    before = len(repository.dashboards.all())
    for name, user_id in (("", 1), ("c", 99)):
        with pytest.raises((InvalidError, NotFoundError)):
            repository.dashboards.open(name, user_id)
    assert len(repository.dashboards.all()) == before


def test_tabs_move_and_are_numbered(repository: Repository) -> None:
    first, second = (repository.dashboards.open(name, 1).id for name in "ab")
    repository.dashboards.shift(1, second, -1)
    assert [tab.dashboard.name for tab in repository.dashboards.displayed(1)] == ["Overview", "b", "a"]
    repository.dashboards.shift(1, first, -9)
    repository.dashboards.shift(1, second, 9)
    tabs = repository.dashboards.displayed(1)
    assert [(tab.dashboard.name, tab.order) for tab in tabs] == [("a", 0), ("Overview", 1), ("b", 2)]
    with pytest.raises(NotFoundError, match="Dashboard 99"):
        repository.dashboards.shift(1, 99, 1)


def test_a_tab_is_read_anew_as_often_as_is_said(repository: Repository) -> None:
    (tab, *_) = repository.dashboards.displayed(1)
    assert tab.refresh_s == 10
    assert repository.dashboards.arrange(tab.id, None, refresh_s=60).refresh_s == 60
    assert repository.dashboards.arrange(tab.id, 3).refresh_s == 60
    assert repository.dashboards.arrange(tab.id, None, refresh_s=0).refresh_s == 0
    for wrong in (-1, 4, 86_401):
        with pytest.raises(InvalidError, match="refreshInterval"):
            repository.dashboards.arrange(tab.id, None, refresh_s=wrong)
    assert repository.dashboards.tab(tab.id).refresh_s == 0
