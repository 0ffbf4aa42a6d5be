from __future__ import annotations

import pytest

from fauxmon_api.web.filter_box import hint, mistake, offered


@pytest.mark.parametrize("text", ["", "  ", "any", "proto tcp and port 443"])
def test_a_filter_is_no_mistake(text: str) -> None:
    assert mistake(text) is None


def test_a_mistake_is_told_at_its_column() -> None:
    found = mistake("proto tcp and prt 443")
    assert found is not None
    assert (found["line"], found["column"]) == (1, 15)
    assert "did you mean" in found["message"]


def test_what_can_be_written_next_is_offered() -> None:
    assert [one["text"] for one in offered("proto tc", 8)] == ["tcp"]
    (one,) = offered("proto tc", 8)
    assert one["start"] == 6
    assert offered("prt ", 4) == []
    assert 1 < len(offered("", 0)) <= 30


def test_the_word_at_the_cursor_is_explained() -> None:
    assert hint("port 443", 2).startswith("Source port; or: Destination port")
    assert hint("", 0) == ""
