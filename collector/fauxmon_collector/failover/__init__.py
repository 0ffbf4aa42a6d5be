"""Failover: what a collector saw of two nodes, and what follows from it. Pure: evidence in, a report out."""
