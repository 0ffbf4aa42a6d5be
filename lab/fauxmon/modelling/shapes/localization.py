"""Texts in several languages: English is the field itself, a file has the others (contract 2.6.1, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ENGLISH = "en"


def foreign_texts(
    localization: Mapping[str, Mapping[str, str]], thing: Mapping[str, Any], names: Sequence[str]
) -> dict[str, dict[str, str]]:
    """The texts that say something else than the fields of the thing do, by field and language."""
    return {
        name: {
            language: text
            for language, text in sorted((localization.get(name) or {}).items())
            if text and (language, text) != (ENGLISH, thing.get(name))
        }
        for name in names
    }


def entity_texts(document: Mapping[str, Any], names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The contract's object: an English text for each field, and what the file has besides."""
    return {name: {ENGLISH: document[name], **document["localization"][name]} for name in names}
