"""Canonical columns: what the elements of a Template say, as the columns of the flow table."""

from fauxmon_collector.ingest.canonical.columns import canonical

__all__ = ["canonical"]
