# ruff: noqa: A002 - an id is called id here as in the product
"""Alerts: what is watched, and how it stands (REST contract §2.10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.conditions import Condition
from fauxmon_model.database import Database
from fauxmon_model.entities import ALERT_LIMIT, ALL_CHANNELS, LIVE, REACTIONS, Alert, AlertState, Profile
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.alert_checks import check_conditions, check_reactions, check_trigger
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import AlertDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight

_BEGINS_ANEW = (
    *("enabled", "channels", "filter", "condition_type", "conditions"),
    *("frequency", "activation_threshold", "block_for"),
)
"""What an alert cannot change and still be the one whose state is known."""


class Alerts:
    """Each watches one Profile, all or some of its Channels, and is seen by whoever sees all of that."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Alert]:
        """By name."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            found = session.scalars(sa.select(Alert).order_by(Alert.name))
            return [alert for alert in found if seen.alert(alert)]

    def enabled(self) -> list[Alert]:
        """Those that are to be evaluated, by name."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(Alert).where(Alert.enabled).order_by(Alert.name)))

    def shows(self, names: Collection[str]) -> set[str]:
        """Of these names of alerts, which need not be there any more, those that may be told of."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            if seen.full:
                return set(names)
            return {alert.name for alert in session.scalars(sa.select(Alert)) if seen.alert(alert)}.intersection(names)

    def check_evaluate(self) -> None:
        """Whether this user may have all alerts evaluated at once, and fire. Errors: ForbiddenError."""
        with self._database.session() as session:
            self._sight.of(session).check_full()

    def get(self, id: str) -> Alert:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id, self._sight.of(session))

    def put(self, draft: AlertDraft) -> tuple[Alert, bool]:
        """Change the alert with the id of the draft, or create one if none is seen; whether it is new. Errors: as of
        those."""
        with self._database.session() as session:
            alert = None if draft.id is None else session.get(Alert, draft.id)
            known = alert is not None and self._sight.of(session).alert(alert)
        return (self.update(draft), False) if known else (self.create(draft), True)

    def create(self, draft: AlertDraft) -> Alert:
        """A new alert, by default over all Channels of *All Sources*. Its name is its id; without a name, the id of the
        draft is both. Errors: InvalidError, ForbiddenError."""
        name = draft.id if draft.name is None else draft.name
        with self._database.session() as session:
            seen = self._sight.of(session)
            alert = Alert(
                profile_id=draft.profile_id or LIVE,
                channels=ALL_CHANNELS,
                conditions=[],
                revision=0,
                user_id=seen.user_id,
                state=None,
            )
            alert.reactions = deepcopy(REACTIONS)
            findings = Findings()
            findings.short_name("name", name)
            if name and ("/" in name or not name.isprintable()):
                findings.add("name", "must be one line without /")
            if name and session.get(Alert, name) is not None:
                findings.add("name", "there is an alert of this name already: give its id to change it")
            findings.room("id", session, Alert, ALERT_LIMIT)
            _check(session, alert, draft, findings, seen)
            seen.check_below(alert.profile_id)
            alert.name = name or ""
            alert.enabled = draft.enabled is not False
            _apply(alert, draft)
            session.add(alert)
        return alert

    def update(self, draft: AlertDraft) -> Alert:
        """Change what is given. With another definition, or enabled anew, it begins anew: armed, and without a past.
        Errors: NotFoundError, InvalidError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            alert = _get(session, draft.name if draft.id is None else draft.id, seen)
            seen.check_below(alert.profile_id)
            findings = Findings()
            if draft.name not in (None, alert.name):
                findings.add("name", "is fixed when the alert is created")
            if draft.profile_id not in (None, alert.profile_id):
                findings.add("definition.profile", "is fixed when the alert is created")
            _check(session, alert, draft, findings, seen)
            before = [getattr(alert, field) for field in _BEGINS_ANEW]
            _apply(alert, draft)
            if before != [getattr(alert, field) for field in _BEGINS_ANEW]:
                alert.revision += 1
                alert.state = None
        return alert

    def remove(self, id: str) -> None:
        """Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            alert = _get(session, id, seen)
            seen.check_below(alert.profile_id)
            session.delete(alert)

    def keep(self, states: Mapping[str, AlertState], revisions: Mapping[str, int]) -> set[str]:
        """Keep how alerts stand, and say of which: not of those that were deleted or have begun anew since they had
        these revisions. Both are by id."""
        with self._database.session() as session:
            now = session.execute(sa.select(Alert.name, Alert.revision).where(Alert.enabled))
            kept = {name for name, revision in now if name in states and revisions[name] == revision}
            for name in kept:
                session.merge(states[name])
        return kept


def _get(session: Session, alert_id: str | None, seen: Seen) -> Alert:
    alert = session.get(Alert, alert_id or "")
    if alert is None or not seen.alert(alert):
        raise NotFoundError("Alert", alert_id)
    return alert


def _check(session: Session, alert: Alert, draft: AlertDraft, findings: Findings, seen: Seen) -> None:
    profile = session.get(Profile, alert.profile_id) if seen.profile(alert.profile_id) else None
    if profile is None:
        findings.add("definition.profile", f"Profile {alert.profile_id} does not exist")
    else:
        # A Source that was deleted comes back with its Channel's id; until then the alert keeps it.
        kept = () if alert.channels == ALL_CHANNELS else alert.channels
        allowed = {channel.id for channel in seen.narrow(profile).channels}.union(kept)
        findings.channels("definition.channels", draft.channels, allowed, profile.id)
    findings.filter("definition.filter", draft.filter)
    kind = alert.condition_type if draft.condition_type is None else draft.condition_type
    conditions = list(map(Condition.of, alert.conditions)) if draft.conditions is None else draft.conditions
    check_conditions(kind, conditions, findings)
    check_trigger(draft, findings)
    check_reactions(_merged(alert, draft), findings)
    findings.settle()


def _apply(alert: Alert, draft: AlertDraft) -> None:
    for name in ("enabled", "filter", "condition_type", "frequency", "activation_threshold", "block_for"):
        if (value := getattr(draft, name)) is not None:
            setattr(alert, name, value)
    if draft.channels is not None:
        alert.channels = _listed(draft.channels)
    if draft.conditions is not None:
        alert.conditions = [condition.stored() for condition in draft.conditions]
    alert.reactions = _merged(alert, draft)


def _listed(channels: Sequence[str] | str) -> list[str] | str:
    return channels if isinstance(channels, str) else list(dict.fromkeys(channels))


def _merged(alert: Alert, draft: AlertDraft) -> dict[str, dict[str, Any]]:
    """The reactions with what is given of them."""
    given = draft.reactions or {}
    return {name: {**kept, **given.get(name, {})} for name, kept in alert.reactions.items()}
