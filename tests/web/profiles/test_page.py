from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.profiles.page import going, told
from fauxmon_model.errors import FieldError


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("name", "name: is taken"),
        ("channels[1].filter", "Channel 2, filter: is taken"),
        ("channels[0]", "Channel 1: is taken"),
        ("", "is taken"),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_page(field: str, message: str) -> None:
    assert told(FieldError(field, "is taken")) == message


def test_what_goes_along_is_named(world: Any) -> None:
    parent = world.profile("Web", {"https": "port 443"})
    below = world.profile("Shop", {"all": "any"}, parent=parent.id)
    assert going(world.repository.profiles.dependants(parent.id)) == [f"Profile {below.name} goes"]
    assert going(world.repository.profiles.dependants(below.id)) == []
