"""The Monitoring Center: a Profile's Channels over time."""
