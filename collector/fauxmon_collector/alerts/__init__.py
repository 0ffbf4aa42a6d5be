"""Alerts: conditions over the flows of each slot, when they fire, and what happens then."""
