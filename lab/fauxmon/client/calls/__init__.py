"""Calls: every call of the contract that the client has a word for, once for the client that waits and for the one that
awaits."""

from __future__ import annotations

from fauxmon.client.calls import analysis, collector
from fauxmon.client.calls import chapters as of_chapters
from fauxmon.client.calls import dashboards as of_dashboards
from fauxmon.client.calls import profiles as of_profiles
from fauxmon.client.calls.chapters import CHAPTERS
from fauxmon.client.calls.dashboards import DASHBOARDS, NODES, PATHS, TOPOLOGIES, WIDGETS
from fauxmon.client.calls.lists import ALERTS, BLACKLISTS, BUSINESS_HOURS, EMAIL_REPORTS, REPORTS
from fauxmon.client.exchange import Call


class Calls:
    """The table. What a call is for stands at the function that describes it."""

    version = Call(collector.version)
    methods = Call(collector.methods)
    sources = Call(collector.sources)
    delete_source = Call(collector.delete_source)

    profiles = Call(of_profiles.all_profiles)
    profile = Call(of_profiles.profile)
    channels = Call(of_profiles.channels)
    create_profile = Call(of_profiles.create_profile)
    update_profile = Call(of_profiles.update_profile)
    delete_profile = Call(of_profiles.delete_profile)
    dependants_of_profile = Call(of_profiles.dependants_of_profile)

    chapters = Call(CHAPTERS.all)
    chapter = Call(CHAPTERS.get)
    create_chapter = Call(CHAPTERS.create)
    update_chapter = Call(CHAPTERS.update)
    delete_chapter = Call(CHAPTERS.delete)
    dependants_of_chapter = Call(CHAPTERS.dependants)
    chapter_data = Call(of_chapters.chapter_data)
    chapter_rows = Call(of_chapters.chapter_rows)

    chart = Call(analysis.chart)
    statistics = Call(analysis.statistics)
    flows = Call(analysis.flows)
    flow_page = Call(analysis.flow_page)
    results = Call(analysis.results)
    code_list = Call(analysis.code_list)

    reports = Call(REPORTS.all)
    report = Call(REPORTS.get)
    create_report = Call(REPORTS.create)
    update_report = Call(REPORTS.update)
    delete_report = Call(REPORTS.delete)
    dependants_of_report = Call(REPORTS.dependants)

    email_reports = Call(EMAIL_REPORTS.all)
    email_report = Call(EMAIL_REPORTS.get)
    create_email_report = Call(EMAIL_REPORTS.create)
    update_email_report = Call(EMAIL_REPORTS.update)
    delete_email_report = Call(EMAIL_REPORTS.delete)

    alerts = Call(ALERTS.all)
    alert = Call(ALERTS.get)
    create_alert = Call(ALERTS.create)
    update_alert = Call(ALERTS.update)
    delete_alert = Call(ALERTS.delete)

    business_hours = Call(BUSINESS_HOURS.all)
    business_hours_of = Call(BUSINESS_HOURS.get)
    create_business_hours = Call(BUSINESS_HOURS.create)
    update_business_hours = Call(BUSINESS_HOURS.update)
    delete_business_hours = Call(BUSINESS_HOURS.delete)

    blacklists = Call(BLACKLISTS.all)
    blacklist = Call(BLACKLISTS.get)
    create_blacklist = Call(BLACKLISTS.create)
    update_blacklist = Call(BLACKLISTS.update)
    delete_blacklist = Call(BLACKLISTS.delete)
    dependants_of_blacklist = Call(BLACKLISTS.dependants)

    dashboards = Call(DASHBOARDS.all)
    dashboard = Call(DASHBOARDS.get)
    create_dashboard = Call(DASHBOARDS.create)
    update_dashboard = Call(DASHBOARDS.update)
    delete_dashboard = Call(DASHBOARDS.delete)
    displayed_dashboards = Call(of_dashboards.displayed_dashboards)
    display_dashboard = Call(of_dashboards.display_dashboard)

    widgets = Call(of_dashboards.widgets)
    widget = Call(WIDGETS.get)
    create_widget = Call(WIDGETS.create)
    update_widget = Call(WIDGETS.update)
    delete_widget = Call(WIDGETS.delete)
    widget_data = Call(of_dashboards.widget_data)

    topologies = Call(TOPOLOGIES.all)
    topology = Call(TOPOLOGIES.get)
    create_topology = Call(TOPOLOGIES.create)
    update_topology = Call(TOPOLOGIES.update)
    delete_topology = Call(TOPOLOGIES.delete)

    nodes = Call(NODES.all)
    node = Call(NODES.get)
    create_node = Call(NODES.create)
    update_node = Call(NODES.update)
    delete_node = Call(NODES.delete)

    paths = Call(PATHS.all)
    path = Call(PATHS.get)
    create_path = Call(PATHS.create)
    update_path = Call(PATHS.update)
    delete_path = Call(PATHS.delete)
