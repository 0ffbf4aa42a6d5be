"""Rows of Top N statistics: a subject as text, its sums, and the rates that follow from them."""

from __future__ import annotations

from fauxmon_collector.analysis.statistics import Found
from fauxmon_collector.analysis.subjects import Method, told_parts
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.types import StatisticsRow


def of_subject(method: Method, found: Found, ms: int) -> StatisticsRow:
    """The row of a subject. Rates are over the time of its own flows if that was asked for (0 where there is none),
    else over `ms`."""
    start, end = found.times or (None, None)
    return _row(
        found.sums,
        ms if start is None or end is None else end - start,
        subject=method.text(found.key),
        proto=None if method.proto is None else int(found.key[method.proto]),
        times=(start, end),
        parts=told_parts(method.parts, found.key),
    )


def of_all(sums: Sums, ms: int) -> StatisticsRow:
    """A row of many subjects together; rates are over `ms`."""
    return _row(sums, ms)


def _row(
    sums: Sums,
    ms: int,
    *,
    subject: str = "",
    proto: int | None = None,
    times: tuple[int | None, int | None] = (None, None),
    parts: tuple[tuple[str, str], ...] = (),
) -> StatisticsRow:
    return StatisticsRow(
        subject,
        proto,
        flows=sums.flows,
        packets=sums.packets,
        octets=sums.octets,
        bps=sums.octets * 8000 / ms if ms > 0 else 0.0,
        start_ms=times[0],
        end_ms=times[1],
        pps=sums.packets * 1000 / ms if ms > 0 else 0.0,
        bpp=sums.octets / sums.packets if sums.packets else 0.0,
        parts=parts,
    )
