"""As whom tests ask a collector."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fauxmon.client import Target

TOKEN_VARIABLE = "FAUXMON_TOKEN"  # noqa: S105 - the name of a variable
PASSWORD_VARIABLE = "FAUXMON_PASSWORD"  # noqa: S105 - the name of a variable


def target_of(url: str) -> Target:
    """The collector at `url`, with the token or the password of admin that the environment has; else admin/admin, as a
    fresh collector has it. Errors: ValueError for what is no HTTP URL."""
    from fauxmon.client import Login, Target

    if token := os.environ.get(TOKEN_VARIABLE):
        return Target(url=url, token=token)
    return Target(url=url, login=Login("admin", os.environ.get(PASSWORD_VARIABLE) or "admin"))
