"""Flowmon's REST contract: parse, call the model or the analysis, shape. No rule of the product lives here."""

from __future__ import annotations

from fauxmon_api.endpoint import Endpoint
from fauxmon_api.rest import introspection, messages, oauth
from fauxmon_api.rest.fcc import device, network, roles, users
from fauxmon_api.rest.fmc import (
    active_devices,
    alerts,
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
    email_reports,
    profiles,
    reports,
    sources,
)
from fauxmon_api.rest.fmd import dashboards, displayed_dashboards, nodes, paths, topologies, widget_data, widgets
from fauxmon_api.rest.fmd import dependencies as fmd_dependencies


def endpoints() -> list[Endpoint]:
    """All of them, in the order of the API page."""
    analysis = (code_lists, analysis_lists, chart, analysis_flows, analysis_statistics, analysis_results)
    themes = (
        oauth,
        introspection,
        profiles,
        dependencies,
        fmd_dependencies,
        *analysis,
        chapters,
        chapter_data,
        sources,
        active_devices,
    )
    lists = (reports, email_reports, business_hours, blacklists, alerts)
    shown = (dashboards, displayed_dashboards, widgets, widget_data, topologies, nodes, paths)
    fcc = (device, network, users, roles, messages)
    return [e for theme in (*themes, *lists, *shown, *fcc) for e in theme.ENDPOINTS]
