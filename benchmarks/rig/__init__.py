"""What the benchmarks share: the load, the sender, the collectors that are compared, the measuring and the report."""
