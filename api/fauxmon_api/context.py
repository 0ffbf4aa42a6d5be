"""What handlers and pages are given: the model, the analysis, and the running collector through one small protocol."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fauxmon_api.machine import Machine
from fauxmon_api.model_files import ModelFiles
from fauxmon_api.results import Results
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.failover.inquiry import Inquiry
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_model.repository import Repository


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender knows it has sent: the sequence number of its last message, or how many messages in all."""

    exporter: str
    listening_port: int | None = None
    domain: int | None = None
    sequence: int | None = None
    messages: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Answer to a settle: whether everything is queryable, and if not, which receipts are still open."""

    settled: bool
    waited_ms: float
    missing: tuple[Receipt, ...] = ()


class Collecting(Protocol):
    """The running collector, as seen from the API."""

    def ledger(self) -> Mapping[str, Any]:
        """Every counter, the equations that must hold over them, and `balanced`."""

    def stored(self) -> Mapping[str, int]:
        """What the flow store holds, by which limits, and what became of the rest."""

    def listeners(self) -> Sequence[Mapping[str, Any]]:
        """Per socket: host, port, receive_buffer, received, kernel_dropped."""

    def problems(
        self, limit: int = 100, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """The newest Problems: time_ms, exporter, listening_port, code, offset, detail, spec, hex. Of one exporter or
        port alone where it is given; of each exporter some are kept however many come from others."""

    def problem_counts(
        self, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """All Problems, counted: exporter, listening_port, codes. One row without an exporter has what is told apart
        no longer, unless an exporter or a port is asked for."""

    def events(self, since: int = 0, limit: int = 1000) -> Sequence[Mapping[str, Any]]:
        """Events after number `since`, oldest first: id, time_ms, kind, text, and what the kind adds."""

    async def next_event(self, since: int, timeout_s: float) -> Sequence[Mapping[str, Any]]:
        """Like `events`, but waits until there is one or the time is up."""

    def messages(self) -> Sequence[Mapping[str, Any]]:
        """System messages, newest first: id, time_ms, severity, text, read; channel_id of those about a Source."""

    def mark_message(self, message_id: int, read: bool) -> bool:
        """Keep whether a message has been read. False if there is none of this number."""

    def progress(self) -> int:
        """A number that rises whenever something came in and can be queried."""

    async def progressed(self, since: int, timeout_s: float) -> int:
        """The number once it is beyond `since`, or when the time is up."""

    async def witness(self, since_ms: int) -> Sequence[Witnessed]:
        """Every Source with what was heard of it since that time."""

    def source_counters(self) -> Mapping[int, Mapping[str, int]]:
        """By Source id, live: datagrams, messages, records, options_records, templates, lost, problems, version,
        first_seen_ms, last_seen_ms; not_sent, the flows that the exporter says it dropped."""

    async def exporter(self, source_id: int) -> Mapping[str, Any]:
        """What the exporter of a Source has told of itself in options data: not_sent, not_sent_packets,
        not_sent_octets, domains; and what is known of its messages: `sequence` (lost, reordered, duplicates,
        restarts), `sessions` and `templates_in_force`. Errors: NotFoundError."""

    async def settle(self, timeout_s: float, receipts: Sequence[Receipt] = ()) -> Settled:
        """Wait until all that was sent before the call is queryable."""

    async def remove_source(self, source_id: int) -> None:
        """Forget a Source, its Channel and its flows (R7). Errors: NotFoundError."""

    async def reset(self) -> None:
        """Back to the state of a fresh start: no Sources, no flows, counters at zero, the model as bootstrapped."""


NO_MAILING = "No mails are sent: start the server with --mail-spool or --smtp"


class MailError(Exception):
    """A mail was not sent. One line that says why."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that went out: where to, its size, and the time that it tells of."""

    to: str
    octets: int
    from_ms: int
    to_ms: int


class Mailing(Protocol):
    """What sends e-mail reports, as seen from the API."""

    async def send(self, email_report_id: int, span: tuple[int, int] | None) -> Sent:
        """Send one at once, about [from, to) in ms since 1970; None is its own length of time, up to now. What is due
        stays so. Errors: NotFoundError, InvalidError, MailError."""

    def deliveries(self) -> Sequence[Mapping[str, Any]]:
        """The last mail of each e-mail report that was due: email_report, due_ms, time_ms, to, error."""


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """What the API can be told."""

    version: str
    product_version: str = "12.04.00"
    """What `/rest/version` says: the Flowmon release that is imitated."""
    token_life_s: int = 86400
    """How long an access token is good for."""
    active_devices_typed: bool = False
    """Whether active devices are answered as the guide defines their type, instead of as in its sample."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may ask, `*` for any; pages of this server always may."""
    ui: bool = True
    login_required: bool = False
    """Whether the pages ask for a login (always when HTTP is not on loopback)."""
    silent_after_s: float = 10.0
    """After so long without a message a Source counts as silent."""
    engine: int = 12
    """Which of Flowmon's engines the analysis goes by."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything the API layer works with. Built in one place, by the runtime."""

    settings: ApiSettings
    repository: Repository
    analysis: Analysis
    inquiry: Inquiry
    collecting: Collecting
    now_ms: Callable[[], int]
    results: Results
    alerts: Evaluator
    machine: Machine
    mailing: Mailing | None = None
    """None sends nothing."""
    model_files: Callable[[], ModelFiles] | None = None
    """Makes them when a page needs them, since much is imported for it; None: pages neither export nor import."""

    def seen_by(self, user_id: int) -> Context:
        """The same as this user sees it (R60). What the collector itself reports is not restricted by it."""
        return replace(
            self,
            repository=self.repository.seen_by(user_id),
            analysis=self.analysis.seen_by(user_id),
            inquiry=self.inquiry.seen_by(user_id),
        )
