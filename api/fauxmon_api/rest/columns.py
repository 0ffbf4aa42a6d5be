"""The numbers of a row of statistics, by the ids of the columns that show them (contract 2.5.7)."""

from __future__ import annotations

from fauxmon_collector.analysis import StatisticsRow


def values_of(row: StatisticsRow) -> dict[str, float]:
    """Every column that a Top N can be ordered by."""
    return {
        "ibyt": row.octets,
        "pkt": row.packets,
        "fl": row.flows,
        "bps": row.bps,
        "pps": row.pps,
        "bpp": row.bpp,
    }
