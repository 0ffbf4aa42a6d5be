"""Ids: derived from names, so that the same steps give the same ids on every run and every machine."""

from __future__ import annotations

import hashlib
import itertools
import re
import uuid
from collections.abc import Callable

_LENGTH = 13
_NAME_PART = 6
_CHAPTERS = uuid.UUID("9f0c4c52-7d0c-5d0e-8a3e-2f7b8b1f6a10")
_REPORTS = uuid.UUID("0b1e5b4e-3c0f-5a86-9d55-6f6a3f0c7d21")


def slug(parent: str, name: str, taken: Callable[[str], bool]) -> str:
    """An id of 13 characters: up to six letters and digits of the name, a dash, hexadecimal digits.

    The digits come from parent and name; `taken` tells which ids are in use and makes it try the next.
    """
    head = "".join(re.findall(r"[A-Za-z0-9]", name))[:_NAME_PART] + "-"
    digests = (hashlib.sha256(f"{parent}\0{name}\0{attempt}".encode()).hexdigest() for attempt in itertools.count())
    return next(candidate for digest in digests if not taken(candidate := head + digest[: _LENGTH - len(head)]))


def live_channel_id(address: str, listening_port: int) -> str:
    """Id of a Source's Channel in *All Sources*: `192-168-1-123_p3000`, `2001-db8--1_p2055`."""
    return f"{re.sub('[^0-9A-Za-z]', '-', address)}_p{listening_port}"


def chapter_id(name: str, taken: Callable[[str], bool]) -> str:
    """A UUID derived from the name; of a second Chapter of that name, from the name and a number."""
    return _uuid(_CHAPTERS, name, taken)


def report_id(name: str, taken: Callable[[str], bool]) -> str:
    """The same of a Report."""
    return _uuid(_REPORTS, name, taken)


def _uuid(space: uuid.UUID, name: str, taken: Callable[[str], bool]) -> str:
    seeds = itertools.chain([name], (f"{name}\0{attempt}" for attempt in itertools.count(2)))
    return next(candidate for seed in seeds if not taken(candidate := str(uuid.uuid5(space, seed))))
