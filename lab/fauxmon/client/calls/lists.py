"""Reports, business hours and black lists (contract 2.8)."""

from __future__ import annotations

from fauxmon.client.calls.entities import Entities
from fauxmon.client.calls.profiles import FMC
from fauxmon.client.types import Blacklist, BusinessHours, Report

REPORTS = Entities[Report](f"{FMC}/reports", f"{FMC}/dependencies/reports")
BUSINESS_HOURS = Entities[BusinessHours](f"{FMC}/businessHours")
BLACKLISTS = Entities[Blacklist](f"{FMC}/blacklists", f"{FMC}/dependencies/blacklists")
