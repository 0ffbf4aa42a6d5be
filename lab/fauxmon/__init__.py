"""Fauxmon: a stand-in for the Flowmon Collector. `fauxmon.runtime` runs one, `fauxmon.cli` is its command line."""
