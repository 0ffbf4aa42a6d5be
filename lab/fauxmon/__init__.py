"""Fauxmon: a stand-in for the Flowmon Collector. Import `fauxmon.runtime` to run one, `fauxmon.cli` is its command line."""
