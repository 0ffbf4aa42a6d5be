"""Severity: how grave a system message is (REST contract §2.12, as in RFC 5424 §6.2.1)."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """The lower, the graver."""

    EMERGENCY = 0
    ALERT = 1
    CRITICAL = 2
    ERROR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6
    DEBUG = 7
