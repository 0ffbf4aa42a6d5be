from __future__ import annotations

from fauxmon_api.web.chapters.page import tree_of
from fauxmon_model.entities import Chapter


def test_chapters_stand_below_their_type() -> None:
    traffic, top = tree_of([Chapter(id="1", name="a", type="top"), Chapter(id="2", name="b", type="traffic")])
    assert [child["label"] for child in traffic["children"]] == ["b"]
    assert [child["id"] for child in top["children"]] == ["1"]
    assert traffic["selectable"] is False
