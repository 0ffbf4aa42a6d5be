from __future__ import annotations

import pytest

from fauxmon_api.web.users.roles import reach
from fauxmon_model.entities import Role


@pytest.mark.parametrize(
    ("administrator", "full_access", "told"),
    [(True, True, "administrator"), (True, False, "administrator"), (False, True, "full"), (False, False, "chosen")],
)
def test_a_role_reaches_as_far_as_its_strongest_word(administrator: bool, full_access: bool, told: str) -> None:
    assert reach(Role(name="any", administrator=administrator, full_access=full_access)) == told
