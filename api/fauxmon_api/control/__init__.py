"""/_fauxmon: what the product lacks and a lab needs."""

from __future__ import annotations

from fauxmon_api.control import alerts, email_reports, observe, results, steer, stream, totals, verify
from fauxmon_api.endpoint import Endpoint


def endpoints() -> list[Endpoint]:
    """All of them, in the order of the API page."""
    themes = (observe, steer, results, stream, totals, verify, email_reports, alerts)
    return [endpoint for theme in themes for endpoint in theme.ENDPOINTS]
