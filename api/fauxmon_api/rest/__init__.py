"""Flowmon's REST contract: parse, call the model or the analysis, shape. No rule of the product lives here."""

from __future__ import annotations

from fauxmon_api.endpoint import Endpoint
from fauxmon_api.rest import introspection, messages, oauth
from fauxmon_api.rest.fcc import device, network, roles, users
from fauxmon_api.rest.fmc import (
    active_devices,
    analysis_flows,
    analysis_lists,
    analysis_results,
    analysis_statistics,
    blacklists,
    business_hours,
    chapter_data,
    chapters,
    chart,
    code_lists,
    dependencies,
    profiles,
    sources,
)
from fauxmon_api.rest.fmd import dashboards, widget_data, widgets


def endpoints() -> list[Endpoint]:
    """All of them, in the order of the API page."""
    analysis = (code_lists, analysis_lists, chart, analysis_flows, analysis_statistics, analysis_results)
    themes = (oauth, introspection, profiles, dependencies, *analysis, chapters, chapter_data, sources, active_devices)
    lists = (business_hours, blacklists)
    fcc = (device, network, users, roles, messages)
    return [e for theme in (*themes, *lists, dashboards, widgets, widget_data, *fcc) for e in theme.ENDPOINTS]
