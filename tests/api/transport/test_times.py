from fauxmon_api.transport.times import minute_text, second_text

NOON_MS = 1_740_830_400_000


def test_writes_utc() -> None:
    assert minute_text(NOON_MS + 59_999) == "2025-03-01 12:00"
    assert second_text(NOON_MS + 59_999) == "2025-03-01 12:00:59"
