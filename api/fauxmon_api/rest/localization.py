"""Texts by language, as Chapters and Reports answer them (contract 2.6.1, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping

from fauxmon_model.entities import LANGUAGES_LIMIT

LANGUAGES = ("en", "cz", "jp")
"""Those that the guide has in every localization; clients write further ones."""


def localized(kept: Mapping[str, Mapping[str, str]], shown: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By property and language what is `kept`, with all of `LANGUAGES`: the text that is `shown` is English where no
    other is, and what nobody has said is ""."""
    return {name: _completed(kept.get(name, {}), text) for name, text in shown.items()}


def _completed(texts: Mapping[str, str], english: str) -> dict[str, str]:
    """Not where there are so many that the answer could not be written again."""
    completed = {**dict.fromkeys(LANGUAGES, ""), "en": english, **texts}
    return completed if len(completed) <= LANGUAGES_LIMIT else dict(texts)
