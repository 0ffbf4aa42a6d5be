"""Values as collectors write them: truth in several spellings, numbers also as text (contract 2.1.3, 2.1.5)."""

from __future__ import annotations

from typing import Any

_FALSE = ("", "0", "false", "no", "off", "none", "null")


def flag(value: Any) -> bool:
    """Whether it is true."""
    return value.strip().lower() not in _FALSE if isinstance(value, str) else bool(value)


def whole(value: Any) -> int | None:
    """A whole number; None where there is none."""
    return None if value in (None, "") else int(value)
