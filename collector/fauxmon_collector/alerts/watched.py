"""Watched: an alert with what tells its flows."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, Self

from fauxmon_collector.analysis.plan import Predicate, filter_context, select_channels
from fauxmon_model.conditions import Condition
from fauxmon_model.entities.alert import Alert
from fauxmon_model.entities.profile import ALL_CHANNELS
from fauxmon_model.filter import parse, predicate
from fauxmon_model.repository import Repository


class Watched(NamedTuple):
    """`where` are conditions that its flows meet, each flow once, however many of the Channels it is in; there can be
    flows from `since_ms` on, when the Profile began."""

    alert: Alert
    conditions: list[Condition]
    where: list[Predicate]
    since_ms: int

    @classmethod
    def of(cls, alert: Alert, repository: Repository) -> Self:
        """Of the alert's Channels those that `repository` shows; what its filter means does not depend on that.
        Errors: NotFoundError (Profile), InvalidError."""
        chosen = None if alert.channels == ALL_CHANNELS else alert.channels
        selection = select_channels(repository, alert.profile_id, chosen, refuse_unknown=False)
        # Averages are those of the graphs, which a Profile keeps when its flows have expired.
        where = replace(selection, stored_from_ms=0).union()
        text = alert.filter.strip()
        return cls(
            alert,
            list(map(Condition.of, alert.conditions)),
            [*where, *([] if text == "any" else [predicate(parse(text), filter_context(repository.whole))])],
            repository.profiles.get(alert.profile_id).start_ms,
        )
