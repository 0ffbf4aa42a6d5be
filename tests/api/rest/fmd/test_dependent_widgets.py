from __future__ import annotations

from typing import Any

from fauxmon_api.rest.fmd.dependent_widgets import widgets_of
from fauxmon_model.repository import ChapterDraft


def test_widgets_go_by_their_own_name_or_by_their_chapters(world: Any) -> None:
    repository = world.repository
    shown, other = (repository.chapters.create(ChapterDraft(name=name, type="traffic")) for name in ("A", "B"))
    dashboard = repository.dashboards.create("Mine")
    for options in (
        {"dataEndpoint": f"fmc_chapter_{shown.id}"},
        {"dataEndpoint": f"fmc_chapter_{shown.id}", "name": "Own"},
        {"dataEndpoint": f"fmc_chapter_{other.id}"},
        {"dataEndpoint": "TOPOLOGY_1"},
    ):
        repository.widgets.create(dashboard.id, options, {})
    assert [name for _, name in widgets_of(repository, [shown])] == ["A", "Own"]
