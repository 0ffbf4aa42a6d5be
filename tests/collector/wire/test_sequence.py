from __future__ import annotations

from collections.abc import Iterable

import pytest

from fauxmon_collector.wire.messages import SFLOW, MessageHeader
from fauxmon_collector.wire.sequence import SequenceStats, SequenceTracker

TOP = 2**32


def message(sequence: int, export_time: int = 1000, sysuptime: int | None = None) -> MessageHeader:
    return MessageHeader(10 if sysuptime is None else 9, 0, sequence % TOP, export_time, sysuptime, 0)


def seen(numbers: Iterable[int], step: int = 1) -> SequenceStats:
    tracker = SequenceTracker()
    for number in numbers:
        tracker.see(message(number), step)
    return tracker.stats


@pytest.mark.parametrize(("version", "lost"), [(1, 0), (5, 4), (7, 4), (9, 6), (10, 4), (SFLOW, 6)])
def test_what_each_version_counts(version: int, lost: int) -> None:
    """Messages of 3 flows; the second one begins 7 later."""
    tracker = SequenceTracker()
    for sequence in (10, 17):
        tracker.see(MessageHeader(version, 0, sequence, 1000, None, 0), 3)
    assert tracker.stats == SequenceStats(lost=lost)
    assert tracker.highest == (17 if version > 1 else None)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([5, 6, 7], SequenceStats()),
        ([5, 6, 9, 10], SequenceStats(lost=2)),
        ([5, 7, 6, 8], SequenceStats(lost=0, reordered=1)),
        ([5, 9, 7, 6, 8, 10], SequenceStats(lost=0, reordered=3)),
        ([5, 6, 6, 7], SequenceStats(duplicates=1)),
        ([5, 8, 7, 7, 9], SequenceStats(lost=1, reordered=1, duplicates=1)),
        ([TOP - 2, TOP - 1, 0, 1], SequenceStats()),
        ([TOP - 2, 1], SequenceStats(lost=2)),
        ([TOP - 2, 1, TOP - 1, 0], SequenceStats(reordered=2)),
        ([500_000, 0, 1], SequenceStats(restarts=1)),
    ],
)
def test_numbers(numbers: list[int], expected: SequenceStats) -> None:
    assert seen(numbers) == expected


def test_loss_is_counted_in_the_units_of_the_version() -> None:
    assert seen([0, 30, 120, 60], step=30) == SequenceStats(lost=30, reordered=1)


def test_an_earlier_number_in_a_later_message_is_a_restart() -> None:
    tracker = SequenceTracker()
    tracker.see(message(100, export_time=1000), 1)
    tracker.see(message(0, export_time=1005), 1)
    tracker.see(message(1, export_time=1005), 1)
    assert tracker.stats == SequenceStats(restarts=1)
    assert tracker.highest == 1


@pytest.mark.parametrize("sequence", [3, 5000])
def test_a_new_boot_time_tells_a_restart_from_loss_and_repetition(sequence: int) -> None:
    tracker = SequenceTracker()
    tracker.see(message(100, export_time=1000, sysuptime=900_000), 1)
    tracker.see(message(sequence, export_time=1000, sysuptime=200), 1)
    assert tracker.stats == SequenceStats(restarts=1)


def test_a_wrapped_uptime_is_no_restart() -> None:
    tracker = SequenceTracker()
    tracker.see(message(100, export_time=1000, sysuptime=TOP - 500), 1)
    tracker.see(message(102, export_time=1001, sysuptime=500), 1)
    assert tracker.stats == SequenceStats(lost=1)


def test_after_a_message_of_unknown_length_nothing_is_called_lost() -> None:
    tracker = SequenceTracker()
    tracker.see(message(100), None)
    tracker.see(message(150), 10)
    tracker.see(message(160), 10)
    assert tracker.stats == SequenceStats()


def test_gaps_are_forgotten_before_they_take_much_room() -> None:
    tracker = SequenceTracker()
    for number in range(0, 2000, 2):
        tracker.see(message(number), 1)
    tracker.see(message(1), 1)
    assert tracker.stats == SequenceStats(lost=999, duplicates=1)


def test_a_far_jump_to_just_zero_is_a_restart() -> None:
    assert seen([3_000_000_000, 0, 1]) == SequenceStats(restarts=1)
    assert seen([TOP - 2, 0, 1]) == SequenceStats(lost=1)


class TestExportersThatCountTheirOwnRecords:
    """softflowd's IPFIX: a number says how many flow records there were with those of its own message."""

    def tracked(self, *messages: tuple[int, int, int]) -> SequenceTracker:
        """Fed with (number, flow records, options records)."""
        tracker = SequenceTracker()
        for number, flows, options in messages:
            tracker.see(message(number), flows, options)
        return tracker

    def test_a_message_inside_the_one_before_gives_them_away(self) -> None:
        tracker = self.tracked((20, 20, 1), (21, 1, 0), (29, 8, 0))
        assert tracker.stats == SequenceStats()
        assert tracker.highest == 29

    def test_what_looked_like_loss_before_is_taken_back(self) -> None:
        growing = ((1, 1, 0), (3, 2, 0), (9, 6, 0))
        assert self.tracked(*growing).stats == SequenceStats(lost=5)
        assert self.tracked(*growing, (10, 1, 0)).stats == SequenceStats()

    def test_real_loss_stays_loss(self) -> None:
        assert self.tracked((20, 20, 1), (21, 1, 0), (41, 10, 0)).stats == SequenceStats(lost=10)
        assert self.tracked((20, 20, 1), (42, 11, 0), (43, 1, 0)).stats == SequenceStats(lost=11)

    def test_late_and_repeated_messages(self) -> None:
        late = self.tracked((20, 20, 1), (21, 1, 0), (35, 4, 0), (31, 10, 0), (31, 10, 0))
        assert late.stats == SequenceStats(reordered=1, duplicates=1)

    def test_a_message_of_unknown_length_is_stepped_over(self) -> None:
        tracker = self.tracked((20, 20, 1), (21, 1, 0))
        tracker.see(message(30), None)
        tracker.see(message(35), 5)
        assert tracker.stats == SequenceStats()

    def test_they_may_start_again(self) -> None:
        tracker = self.tracked((500_020, 20, 1), (500_021, 1, 0), (3, 3, 0), (5, 2, 0))
        assert tracker.stats == SequenceStats(restarts=1)

    def test_a_repeated_message_proves_nothing(self) -> None:
        assert self.tracked((10, 10, 0), (10, 10, 0), (20, 5, 0)).stats == SequenceStats(duplicates=1)
