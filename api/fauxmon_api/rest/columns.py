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


def printed(value: float) -> float:
    """With the 14 significant digits that the product gives (contract 2.7.3); whole numbers stay as they are."""
    return float(f"{value:.14g}") if isinstance(value, float) else value
