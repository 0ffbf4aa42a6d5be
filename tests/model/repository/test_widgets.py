from __future__ import annotations

import pytest

from fauxmon_model.entities import Widget
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import Repository, widgets
from fauxmon_model.widget_place import Place

OPTIONS = {
    "name": None,
    "dataEndpoint": "fmc_chapter_nowhere",
    "visualizationSettings": [{"index": 0}],
    "_isNico": True,
}
LAYOUTS = {"lg": {"x": 0, "y": 0, "w": 7, "h": 13, "i": None, "minW": 2, "minH": 7}}


@pytest.fixture
def widget(repository: Repository) -> Widget:
    return repository.widgets.create(repository.dashboards.create("LoadMaster").id, OPTIONS, LAYOUTS)


def test_options_and_layouts_are_kept_whole(repository: Repository, widget: Widget) -> None:
    kept = repository.widgets.get(widget.id)
    assert (kept.options, kept.layouts) == (OPTIONS, LAYOUTS)
    assert kept.dashboard.name == "LoadMaster"


def test_an_update_of_the_place_keeps_the_options(repository: Repository, widget: Widget) -> None:
    placed = {"lg": {**LAYOUTS["lg"], "i": str(widget.id)}}
    assert repository.widgets.update(widget.id, layouts=placed).options == OPTIONS
    renamed = {**OPTIONS, "name": "Mine"}
    repository.widgets.update(widget.id, options=renamed)
    kept = repository.widgets.get(widget.id)
    assert (kept.options, kept.layouts) == (renamed, placed)


def test_without_layouts_row_and_column_say_where_it_stands(repository: Repository) -> None:
    made = repository.widgets.create(1, OPTIONS, {}, row=13, col=8)
    wide = {"x": 8, "y": 13, "w": 4, "h": 11, "i": str(made.id), "minW": 2, "minH": 7}
    assert made.layouts["lg"] == wide
    assert set(made.layouts) == {"lg", "md", "sm", "xs", "xxs"}
    moved = repository.widgets.update(made.id, col=2)
    assert moved.layouts == {**made.layouts, "lg": {**wide, "x": 2}}
    assert repository.widgets.create(1, OPTIONS, LAYOUTS, row=13, col=8).layouts == LAYOUTS
    assert repository.widgets.update(made.id, layouts=LAYOUTS, row=1).layouts == LAYOUTS
    assert repository.widgets.update(made.id, options={}).layouts == LAYOUTS


def test_a_place_outside_of_the_grid_is_refused(repository: Repository, widget: Widget) -> None:
    for row, col, field in ((-1, 0, "row"), (0, 12, "col"), (10_001, 0, "row"), (0, -1, "col")):
        with pytest.raises(InvalidError, match=field):
            repository.widgets.create(1, OPTIONS, {}, row, col)
        with pytest.raises(InvalidError, match=field):
            repository.widgets.update(widget.id, row=row, col=col)


def test_there_are_no_more_than_so_many(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets, "WIDGET_LIMIT", 4)
    with pytest.raises(InvalidError, match="there are 4 already"):
        repository.widgets.create(1, {}, {})


def test_of_a_dashboard_and_all(repository: Repository, widget: Widget) -> None:
    second = repository.widgets.create(widget.dashboard_id, {}, {})
    assert [each.id for each in repository.widgets.of_dashboard(widget.dashboard_id)] == [widget.id, second.id]
    assert [each.id for each in repository.dashboards.get(widget.dashboard_id).widgets] == [widget.id, second.id]
    assert len(repository.widgets.all()) == 6
    assert repository.widgets.of_dashboard(99) == []


def test_a_chapter_that_goes_leaves_the_widget(repository: Repository) -> None:
    before = repository.widgets.of_dashboard(1)
    for chapter in repository.chapters.all():
        repository.chapters.remove(chapter.id)
    assert [widget.options for widget in repository.widgets.of_dashboard(1)] == [widget.options for widget in before]


def test_unknown_ones_are_not_found(repository: Repository, widget: Widget) -> None:
    repository.widgets.remove(widget.id)
    for call in (repository.widgets.get, repository.widgets.update, repository.widgets.remove):
        with pytest.raises(NotFoundError, match=f"Widget {widget.id}"):
            call(widget.id)
    with pytest.raises(NotFoundError, match="Dashboard 99"):
        repository.widgets.create(99, {}, {})


def test_one_that_is_moved_pushes_others_down_and_keeps_what_was_written(repository: Repository) -> None:
    dashboard_id = repository.dashboards.create("Mine").id
    written = (
        {"lg": {"x": 0, "y": 0, "w": 6, "h": 10, "i": "a"}, "md": {"any": 1}},
        {"lg": {"x": 6, "y": 0, "w": 20, "h": 100}, "sm": {"h": 3}},
        {"md": {"x": 1}, "xs": {}},
    )
    made = [repository.widgets.create(dashboard_id, {}, one) for one in written]
    repository.widgets.place(made[0].id, Place(4, 2, 6, 10))
    kept = [repository.widgets.get(one.id).layouts for one in made]
    assert kept[0] == {**written[0], "lg": {**written[0]["lg"], "x": 4, "y": 2}}
    assert kept[1] == {**written[1], "lg": {**written[1]["lg"], "y": 12}}
    ours = {"x": 0, "y": 12, "w": 6, "h": 11, "i": str(made[2].id), "minW": 2, "minH": 7}
    assert kept[2] == {**written[2], "lg": ours}


def test_a_place_out_of_the_grid_moves_nothing(repository: Repository) -> None:
    dashboard_id = repository.dashboards.create("Mine").id
    first, second = (repository.widgets.append(dashboard_id, {}) for _ in range(2))
    before = [first.layouts, second.layouts]
    for place, field in (
        (Place(7, 0, 6, 11), "x: must be 6 or less"),
        (Place(0, -1, 6, 11), "y: must be 0 or more"),
        (Place(0, 11, 1, 11), "w: must be 2 or more"),
        (Place(0, 11, 6, 3), "h: must be 7 or more"),
        (Place(0, 11, 6, 61), "h: must be 60 or less"),
    ):
        with pytest.raises(InvalidError, match=field):
            repository.widgets.place(first.id, place)
    assert [repository.widgets.get(one.id).layouts for one in (first, second)] == before
    with pytest.raises(NotFoundError, match="Widget 99"):
        repository.widgets.place(99, Place(0, 0, 6, 11))


def test_one_that_is_smaller_than_it_may_be_made_is_moved_as_it_is(repository: Repository) -> None:
    small = repository.widgets.create(repository.dashboards.create("Mine").id, {}, {"lg": {"w": 1, "h": 3}})
    repository.widgets.place(small.id, Place(2, 0, 1, 3))
    assert repository.widgets.get(small.id).layouts == {"lg": {"w": 1, "h": 3, "x": 2}}


def test_a_new_one_stands_below_all_others(repository: Repository) -> None:
    dashboard_id = repository.dashboards.create("Mine").id
    first, second = (repository.widgets.append(dashboard_id, OPTIONS) for _ in range(2))
    assert [Place.of(one.layouts) for one in (first, second)] == [Place(0, 0, 6, 11), Place(0, 11, 6, 11)]
    assert set(second.layouts) == {"lg", "md", "sm", "xs", "xxs"}
    with pytest.raises(NotFoundError, match="Dashboard 99"):
        repository.widgets.append(99, OPTIONS)
