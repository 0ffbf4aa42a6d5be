"""Alert: conditions over the flows of a Profile, what happens when they hold, and how it stands (contract §2.10)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.alert_codes import Frequency
from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.profile import ALL_CHANNELS

ALERT_LIMIT = 100
"""Alerts that there may be."""
CONDITION_LIMIT = 6
"""Conditions that one of them may have (R58)."""
FILE_LIMIT = 256 * 1024
"""Octets of the file that may be kept with a script."""
FIRED_KEPT = 10
"""Times of firing that are remembered."""
REACTIONS: dict[str, dict[str, Any]] = {
    "email": {"enabled": False, "to": "", "subject": ""},
    "script": {"enabled": False, "name": "", "parameters": ""},
    "syslog": {"enabled": False},
    "snmp": {"enabled": False, "targetGroups": []},
}
"""What an alert does when it fires, unless told otherwise: nothing."""


class Alert(Entity):
    """Its name is its id. `channels` is `"*"` (later ones too, R57) or ids of Channels of its Profile; `conditions` are
    those that `Condition.stored` gives; `reactions` is like `REACTIONS`, a script may have a `file` besides.

    `revision` rises with every change that makes it begin anew, without a state. `user_id` is who made it, None where
    that was the collector itself or is gone: then it looks at everything.
    """

    __tablename__ = "alert"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    enabled: Mapped[bool] = mapped_column(default=True)
    profile_id: Mapped[str] = mapped_column(sa.ForeignKey("profile.id", ondelete="CASCADE", onupdate="CASCADE"))
    channels: Mapped[list[str] | str] = mapped_column(default=ALL_CHANNELS)
    filter: Mapped[str] = mapped_column(sa.Text, default="any")
    condition_type: Mapped[int]
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    frequency: Mapped[int] = mapped_column(default=int(Frequency.EACH_TIME))
    activation_threshold: Mapped[int] = mapped_column(default=1)
    block_for: Mapped[int] = mapped_column(default=0)
    reactions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"), default=None)
    state: Mapped[AlertState | None] = relationship(cascade="all, delete-orphan", lazy="joined", uselist=False)

    @property
    def id(self) -> str:
        """The contract's word for it."""
        return self.name


class AlertState(Entity):
    """How an alert stands since it was last evaluated, at `updated_ms`, for the slot that ended at `slot_ms`.

    `slot_ms` is 0 while it was for no slot that was over. `met` and `last_conditions` say whether the conditions held,
    all in all and each. `hits` are evaluations in a row in which they did, `blocked` those that will pass over it,
    `fired` whether it has fired and not been armed again; `fired_ms` are the last times that it did, newest first.
    `flows`, `packets` and `octets` are means of a slot over 5, 10 and 30 minutes, 1, 6, 12 and 24 hours.
    """

    __tablename__ = "alert_state"

    alert_name: Mapped[str] = mapped_column(sa.ForeignKey("alert.name", ondelete="CASCADE"), primary_key=True)
    updated_ms: Mapped[int] = mapped_column(sa.BigInteger)
    slot_ms: Mapped[int] = mapped_column(sa.BigInteger)
    met: Mapped[bool] = mapped_column(default=False)
    last_conditions: Mapped[list[bool]] = mapped_column(sa.JSON, default=list)
    hits: Mapped[int] = mapped_column(default=0)
    blocked: Mapped[int] = mapped_column(default=0)
    fired: Mapped[bool] = mapped_column(default=False)
    fired_ms: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    flows: Mapped[list[float]] = mapped_column(sa.JSON, default=list)
    packets: Mapped[list[float]] = mapped_column(sa.JSON, default=list)
    octets: Mapped[list[float]] = mapped_column(sa.JSON, default=list)
