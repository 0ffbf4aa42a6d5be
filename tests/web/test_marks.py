from __future__ import annotations

from collections.abc import Callable

import pytest
from nicegui import ui

from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.marks import Marks, Place, among
from fauxmon_model.errors import FieldError


def told(error: FieldError) -> str:
    return f"{error.field}: {error.message}"


def lines(marks: Marks) -> list[str]:
    return [str(child.props.get("id")) for child in marks._list.default_slot.children]


def test_a_field_is_marked_and_described_by_its_line(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        name, group, box = ui.input("Name"), ui.checkbox("Group"), FilterBox()
        places: dict[str, Place] = {"name": name, "group": group, "filter": box}
        marks = Marks(told)
        wrong = [FieldError(field, "is wrong") for field in ("name", "group", "filter", "elsewhere")]
        marks.show(wrong, places.get)
        assert len(lines(marks)) == 4
        assert [one.props.get("aria-describedby") for one in (name, group, box)] == [*lines(marks)[:2], None]
        assert (name.props["aria-invalid"], name.error) == ("true", "is wrong")
        marks.show(wrong[1:2], places.get)
        assert (name.props.get("aria-invalid"), name.error) == (None, None)
        assert group.props["aria-describedby"] == lines(marks)[0]
        group.delete()
        marks.clear()
        assert lines(marks) == []

    on_a_page(story)


def test_the_same_again_is_not_said_again(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        marks = Marks(told)
        for _ in range(2):
            marks.show([FieldError("name", "is wrong")], lambda _: None)
            (line,) = marks._list.default_slot.children
        first = line
        marks.show([FieldError("name", "is wrong")], lambda _: None)
        assert marks._list.default_slot.children == [first]

    on_a_page(story)


@pytest.mark.parametrize(
    ("path", "found"),
    [("name", "name"), ("days.monday", "days"), ("records[7]", "records"), ("period.id", "period"), ("nameless", None)],
)
def test_a_part_of_a_field_is_marked_at_the_field(on_a_page: Callable[..., None], path: str, found: str | None) -> None:
    async def story() -> None:
        fields = {name: ui.element() for name in ("name", "days", "records", "period")}
        assert among(fields, path) is (fields[found] if found else None)

    on_a_page(story)
