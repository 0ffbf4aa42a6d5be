"""The terminals of the grammar as people see them: the words that each stands for, or what kind of value it is."""

from __future__ import annotations

from collections.abc import Iterable

from fauxmon_model.filter.fields import FIELDS, FieldKind
from fauxmon_model.filter.vocabulary import COMPARATORS, NETS, TEXT_COMPARATORS, spellings


def _of_kind(kind: FieldKind, *, named: bool = False) -> list[str]:
    return [name for name, field in FIELDS.items() if field.kind is kind and bool(field.names) is named]


FIELDS_OF: dict[str, list[str]] = {
    "IP_FIELD": _of_kind(FieldKind.ADDRESS),
    "NET_FIELD": list(NETS),
    "NUMBER_FIELD": _of_kind(FieldKind.NUMBER),
    "NAMED_FIELD": _of_kind(FieldKind.NUMBER, named=True),
    "TIME_FIELD": _of_kind(FieldKind.TIME),
    "MAC_FIELD": _of_kind(FieldKind.MAC),
    "TEXT_FIELD": _of_kind(FieldKind.TEXT),
}
"""Terminal → the fields that it matches, as they are printed (`net` for networks)."""

_WORDS: dict[str, tuple[str, ...]] = {
    **{terminal: tuple(word for name in names for word in spellings(name)) for terminal, names in FIELDS_OF.items()},
    "COMPARATOR": tuple(COMPARATORS),
    "TEXT_COMPARATOR": tuple(TEXT_COMPARATORS),
    "EXACT": ("=",),
    "_IPV4": ("ipv4", "inet"),
    "_IPV6": ("ipv6", "inet6"),
    "_IP": ("ip", "host"),
    "_BANG": ("!",),
    "_PAREN": ("(",),
    "_CLOSE": (")",),
    "_OPEN": ("[",),
    "_SHUT": ("]",),
    "_COMMA": (",",),
}
_VALUES: dict[str, str] = {
    "ADDRESS": "an IP address",
    "NUMBER": "a number",
    "WORD": "a name",
    "TIME": "a time like 2024-01-31T12:00:00",
    "QUOTED": "quoted text",
    "BARE": "text",
    "MAC": "a MAC address",
    "LETTERS": "flag letters of ASFRPUXEC",
    "$END": "the end",
}
_SPOKEN: dict[str, str] = _VALUES | {
    "COMPARATOR": "a comparator",
    "TEXT_COMPARATOR": "=, >, <",
    "_COMMA": "a comma",
    "_IPV4": "ipv4",
    "_IPV6": "ipv6",
    "_IP": "ip",
}


def words(terminal: str) -> tuple[str, ...]:
    """All that may be written for it; nothing for values."""
    if terminal in _VALUES:
        return ()
    return _WORDS.get(terminal) or (terminal.lstrip("_").lower(),)


def spoken(terminals: Iterable[str]) -> list[str]:
    """What they are called in an error, sorted."""
    return sorted({_SPOKEN.get(each) or words(each)[0] for each in terminals})
