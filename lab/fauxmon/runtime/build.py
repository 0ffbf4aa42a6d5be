"""Makes the parts of a server and joins them; those that take flows in are made in `keeping`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fauxmon.runtime import clock
from fauxmon.runtime.alerting import Alerting, build_alerts
from fauxmon.runtime.collecting import RunningCollector
from fauxmon.runtime.keeping import Keeping, build_intake, build_keeping
from fauxmon.runtime.settings import DEFAULT_PORTS, Address, Engine, Settings
from fauxmon.version import VERSION
from fauxmon_api.context import ApiSettings, Context
from fauxmon_api.results import Results, ResultsConfig
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.failover.inquiry import Inquiry
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.intake import Intake
from fauxmon_collector.ingest.ledger import Ledger
from fauxmon_collector.ingest.pipeline import Pipeline
from fauxmon_collector.input.inbox import Inbox, InboxConfig
from fauxmon_collector.input.udp import UdpConfig, UdpListener
from fauxmon_collector.store.chart_time import ChartTime

if TYPE_CHECKING:
    from fauxmon.runtime.mail.outlets import Outlet
    from fauxmon.runtime.mail.postman import Postman
    from fauxmon_collector.alerts.mail import Mailer

SETTLED_WITHIN_S = 10.0
"""How long mails and alerts wait for what came in before them to be stored."""
CHART_TIMES: dict[Engine, ChartTime] = {12: ChartTime.RECEIVED, 13: ChartTime.START}


@dataclass(frozen=True, slots=True)
class Collector:
    """The parts of a server but for HTTP."""

    keeping: Keeping
    listeners: list[UdpListener]
    optional: frozenset[UdpListener]
    """Those that a machine may have no address for: IPv6 by default."""
    intake: Intake
    pipeline: Pipeline
    context: Context
    alerting: Alerting
    postman: Postman | None
    """None: nobody has said where mails go."""


def build_collector(settings: Settings) -> Collector:
    """Everything for one server, not started."""
    keeping = build_keeping(settings.data, settings.retention, settings.admin_password)
    events = EventLog(clock.now_ms)
    intake = build_intake(keeping, events, settings.silent_after_s)
    inbox = Inbox(InboxConfig(datagrams=settings.inbox_datagrams))
    addresses = settings.udp or tuple(Address(host, port) for port in DEFAULT_PORTS for host in ("0.0.0.0", "::"))  # noqa: S104
    listeners = [
        UdpListener(UdpConfig(address.host, address.port, settings.receive_buffer), inbox, clock.now)
        for address in addresses
    ]
    ledger = Ledger(inbox, lambda: sum(listener.stats().kernel_dropped for listener in listeners), keeping.store.stats)
    pipeline = Pipeline(inbox, intake, ledger, events, clock.now)
    collecting = RunningCollector(
        listeners,
        pipeline,
        intake.registry,
        ledger,
        keeping.store,
        intake.problems,
        events,
        clear_model=keeping.clear,
    )
    chart_time = CHART_TIMES[settings.engine]
    analysis = Analysis(keeping.store, keeping.repository, clock.now_ms, chart_time)
    outlet = _outlet(settings)
    postman = None if outlet is None else _postman(outlet, settings, keeping, analysis, collecting, chart_time)
    mailer = None if outlet is None else _mailer(outlet, settings)
    alerts = build_alerts(settings, keeping.store, keeping.repository, events, chart_time, mailer)
    context = Context(
        settings=ApiSettings(
            version=VERSION,
            ui=settings.ui,
            login_required=not settings.http.loopback,
            silent_after_s=settings.silent_after_s,
            engine=settings.engine,
        ),
        repository=keeping.repository,
        analysis=analysis,
        inquiry=Inquiry(keeping.store, keeping.repository),
        collecting=collecting,
        now_ms=clock.now_ms,
        results=Results(ResultsConfig(), clock.now_ms),
        alerts=alerts,
        mailing=postman,
    )
    optional = frozenset(listener for listener in listeners if not settings.udp and ":" in listener.config.host)
    alerting = Alerting(alerts, lambda: collecting.settle(SETTLED_WITHIN_S), clock.now_ms)
    return Collector(keeping, listeners, optional, intake, pipeline, context, alerting, postman)


# Nobody who gets no mails has to wait for what writes them: so it is imported here.


def _outlet(settings: Settings) -> Outlet | None:
    if not settings.mail.sends:
        return None
    from fauxmon.runtime.mail.outlets import outlet_of

    return outlet_of(settings.mail)


def _mailer(outlet: Outlet, settings: Settings) -> Mailer:
    from fauxmon.runtime.mail.alert_mails import AlertMails

    return AlertMails(settings.mail, outlet, clock.now_ms)


def _postman(
    outlet: Outlet,
    settings: Settings,
    keeping: Keeping,
    analysis: Analysis,
    collecting: RunningCollector,
    chart_time: ChartTime,
) -> Postman:
    from fauxmon.runtime.mail.postman import Postman
    from fauxmon_api.mail.content import Contents

    return Postman(
        settings.mail,
        outlet,
        keeping.repository,
        Contents(keeping.repository, analysis),
        clock.now_ms,
        settle=lambda: collecting.settle(SETTLED_WITHIN_S),
        settles_ms=chart_time.settles_ms,
    )
