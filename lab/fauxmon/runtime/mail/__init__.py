"""Sending e-mail reports: where mails go, and when."""
