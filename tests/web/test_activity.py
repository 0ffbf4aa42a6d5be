from __future__ import annotations

from fauxmon_api.web.activity import Activity, activity


def test_active_until_the_silence_is_too_long() -> None:
    assert activity(1_000, 11_000, 10).text == "active"
    assert activity(1_000, 11_001, 10) == Activity("silent 10 s", "warn")


def test_what_never_sent_is_not_called_silent() -> None:
    assert activity(None, 11_000, 10) == activity(0, 11_000, 10) == Activity("no flows", "muted")
