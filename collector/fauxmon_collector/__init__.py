"""The collector: wire formats, listeners, ingest, flow store and analysis."""
