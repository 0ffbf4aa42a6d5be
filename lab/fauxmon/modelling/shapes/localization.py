"""Texts in several languages: English is the field itself, a file has the others (contract 2.6.1, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ENGLISH = "en"


def foreign_texts(thing: Mapping[str, Any], names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The texts in other languages than English, by field and language."""
    localization = thing.get("localization") or {}
    return {
        name: {
            language: text
            for language, text in sorted((localization.get(name) or {}).items())
            if text and language != ENGLISH
        }
        for name in names
    }


def english(thing: Mapping[str, Any], name: str) -> str:
    """A text in English; collectors tell the field itself in the language of whoever asks."""
    localization = thing.get("localization") or {}
    return str((localization.get(name) or {}).get(ENGLISH) or thing.get(name) or "")


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
