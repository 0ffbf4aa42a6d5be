"""Entries of code lists as clients send them: `{id, name}`, an id or a name alone (contract 2.10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_api.transport.received import Received, as_integer, as_text


def coded(id_: int, codes: Mapping[int, str]) -> dict[str, Any]:
    """The entry with this id."""
    return {"id": int(id_), "name": codes[id_]}


def code(holder: Received, name: str, codes: Mapping[int, str], *, name_first: bool = False) -> int | None:
    """The id of an entry. Names may be in another language, so ids count before them, unless `name_first`. An id that
    is not in the list is for the caller to refuse, an unknown name without an id is noted."""
    value = holder.value.get(name)
    id_, text = (value.get("id"), value.get("name")) if isinstance(value, Mapping) else (value, value)
    number = as_integer(id_)
    by_name = _id_of(as_text(text), codes)
    found = (by_name, number) if name_first else (number, by_name)
    chosen = next((each for each in found if each is not None), None)
    wrong = name_first and isinstance(value, Mapping) and text is not None and by_name is None
    if (chosen is None and value is not None) or wrong:
        holder.refuse(name, f"Must be one of {', '.join(codes.values())}")
    return chosen


def _id_of(text: str | None, codes: Mapping[int, str]) -> int | None:
    wanted = None if text is None else " ".join(text.casefold().split())
    return next((id_ for id_, known in codes.items() if known.casefold() == wanted), None)
