"""Texts by language, as Chapters and Reports answer them (contract 2.6.1, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "cz", "jp")
"""Those that the guide has in every localization; clients write further ones."""


def localized(kept: Mapping[str, Mapping[str, str]], shown: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By property and language what is `kept`, with all of `LANGUAGES`: the text that is `shown` is English where no
    other is, and what nobody has said is ""."""
    empty = dict.fromkeys(LANGUAGES, "")
    return {name: {**empty, "en": text, **kept.get(name, {})} for name, text in shown.items()}
