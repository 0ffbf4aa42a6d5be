"""Reports, e-mail reports, business hours and black lists (contract 2.8), alerts (2.10)."""

from __future__ import annotations

from fauxmon.client.calls.entities import Entities
from fauxmon.client.calls.profiles import FMC
from fauxmon.client.types import Alert, Blacklist, BusinessHours, EmailReport, Report

REPORTS = Entities[Report](f"{FMC}/reports", f"{FMC}/dependencies/reports")
EMAIL_REPORTS = Entities[EmailReport](f"{FMC}/emailReports")
ALERTS = Entities[Alert](f"{FMC}/alerts")
BUSINESS_HOURS = Entities[BusinessHours](f"{FMC}/businessHours")
BLACKLISTS = Entities[Blacklist](f"{FMC}/blacklists", f"{FMC}/dependencies/blacklists")
