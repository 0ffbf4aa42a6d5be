"""Logging in to the pages, where that is asked for."""
