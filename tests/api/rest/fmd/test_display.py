import pytest

from fauxmon_api.rest.fmd import display


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KiB"),
        (1_048_575, "1 MiB"),
        (25_071_870_000, "23.35 GiB"),
        (1024**7, "1048576 PiB"),
    ],
)
def test_octets_in_binary_units(value: float, text: str) -> None:
    assert display.octets(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 b/s"), (28.37336, "28.37 b/s"), (999.999, "1 kb/s"), (1_250_000, "1.25 Mb/s")]
)
def test_rates_in_decimal_units(value: float, text: str) -> None:
    assert display.bits_per_second(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0 µs"), (800, "800 µs"), (1250, "1.25 ms"), (2e9, "2000 s")])
def test_times(value: float, text: str) -> None:
    assert display.microseconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 %"), (12.5, "12.5 %"), (250, "250 %"), (1e-6, "< 0.01 %"), (0.01, "0.01 %")]
)
def test_percentages(value: float, text: str) -> None:
    assert display.percent(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1000, "1 k"), (2_345_678, "2.35 M")])
def test_counts(value: float, text: str) -> None:
    assert display.count(value) == text
