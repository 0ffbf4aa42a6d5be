"""Texts in several languages: English is the field itself, a file has the others (contract 2.6.1, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ENGLISH = "en"


def foreign_texts(
    localization: Mapping[str, Mapping[str, str]], thing: Mapping[str, Any], names: Sequence[str]
) -> dict[str, dict[str, str]]:
    """The texts that say something else than the fields of the thing do, by field and language. An English text of a
    field that it has not, as a top Chapter has no name of a column, says nothing."""
    return {
        name: {
            language: text
            for language, text in sorted((localization.get(name) or {}).items())
            if text and (language != ENGLISH or text != thing.get(name, text))
        }
        for name in names
    }


def entity_texts(
    document: Mapping[str, Any], names: Sequence[str], found: Mapping[str, Any] | None
) -> dict[str, dict[str, str]]:
    """The contract's object: an English text for each field, and what the file has besides. What `found` has in other
    languages is emptied: some collectors keep what is not given."""
    there = (found or {}).get("localization") or {}
    return {
        name: {
            **dict.fromkeys(there.get(name) or {}, ""),
            ENGLISH: document[name],
            **document["localization"][name],
        }
        for name in names
    }
