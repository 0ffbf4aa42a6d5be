import pytest

from fauxmon_api.transport.times import minute_text, parse_time, second_text

NOON_MS = 1_740_830_400_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2025-03-01 12:00", NOON_MS),
        ("2025-03-01 12:00:07", NOON_MS + 7_000),
        ("2025-03-01 12:00:07.123456", NOON_MS + 7_000),
        ("2025-03-01 12:00:07.123456+00:00", NOON_MS + 7_000),
        ("2025-03-01T12:00:07Z", NOON_MS + 7_000),
        (" 2025-03-01 12:00 ", NOON_MS),
        (str(NOON_MS), NOON_MS),
        ("now", NOON_MS),
        ("h12Ago", NOON_MS - 12 * 3_600_000),
    ],
)
def test_reads_what_clients_write(text: str, ms: int) -> None:
    assert parse_time(text, NOON_MS) == ms


@pytest.mark.parametrize("text", ["", "noon", "2025-02-30 12:00", "12:00", "2025-03-01 12:00+01:00"])
def test_refuses_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        parse_time(text, NOON_MS)


def test_writes_utc() -> None:
    assert minute_text(NOON_MS + 59_999) == "2025-03-01 12:00"
    assert second_text(NOON_MS + 59_999) == "2025-03-01 12:00:59"
