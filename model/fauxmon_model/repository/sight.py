"""Sight: what a user sees of the model and may change in it (rule R60). This is the one place that decides it.

Which fields of a role say so is not public; what follows from them is: without full access, the sub-trees of the role's
root Profiles, the root itself not to be changed, and its sources.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from fauxmon_model.entities import ALL_CHANNELS, LIVE, ROLE_ROOT, Alert, Profile, Role, User
from fauxmon_model.errors import ForbiddenError


@dataclass(frozen=True, slots=True)
class Seen:
    """What one user sees at one moment. `user_id` None is the collector itself.

    `below` are the Profiles of the visible sub-trees, their `roots` included; `channels` are ids of Channels of
    *All Sources*. Where there is full access, neither is looked at.
    """

    user_id: int | None = None
    administrator: bool = True
    full: bool = True
    write: bool = True
    roots: frozenset[str] = field(default_factory=frozenset)
    below: frozenset[str] = field(default_factory=frozenset)
    channels: frozenset[str] = field(default_factory=frozenset)

    def profile(self, profile_id: str) -> bool:
        """Whether a Profile is there. *All Sources* always is, with as many of its Channels as are seen."""
        return self.full or profile_id == LIVE or profile_id in self.below

    def channel(self, channel_id: str) -> bool:
        """Whether a Channel of *All Sources* is there, and its Source."""
        return self.full or channel_id in self.channels

    def alert(self, alert: Alert) -> bool:
        """Whether an alert is there. On *All Sources* it tells of all Channels that it watches, so all must be seen."""
        if self.full or alert.profile_id != LIVE:
            return self.profile(alert.profile_id)
        return alert.channels != ALL_CHANNELS and all(map(self.channel, alert.channels))

    def owned(self, user_id: int) -> bool:
        """Whether a Report or an e-mail report of this user is there."""
        return self.full or user_id == self.user_id

    def narrow(self, profile: Profile) -> Profile:
        """The Profile with those Channels that are seen; of any other than *All Sources* these are all."""
        if not self.full and profile.id == LIVE:
            set_committed_value(profile, "channels", [one for one in profile.channels if self.channel(one.id)])
            profile.narrowed = True
        return profile

    def check_write(self) -> None:
        """Errors: ForbiddenError."""
        if not (self.full or self.write):
            raise ForbiddenError("This needs write permission")

    def check_full(self) -> None:
        """Errors: ForbiddenError."""
        if not self.full:
            raise ForbiddenError("This needs full access")

    def check_administrator(self) -> None:
        """Errors: ForbiddenError."""
        if not self.administrator:
            raise ForbiddenError("This needs an administrator")

    def check_own(self, user_id: int) -> None:
        """What is a user's own is theirs, and the administrators'. Errors: ForbiddenError."""
        if not self.administrator and user_id != self.user_id:
            raise ForbiddenError("This is another user's")

    def check_edit(self, profile_id: str) -> None:
        """Whether a Profile may be changed. Errors: ForbiddenError."""
        self.check_below(profile_id)
        if not self.full and profile_id in self.roots:
            raise ForbiddenError("The role's root Profiles can be changed with full access only")

    def check_below(self, profile_id: str) -> None:
        """Whether something may be hung on a Profile, another Profile or a Chapter. Errors: ForbiddenError."""
        self.check_write()
        if not self.full and profile_id not in self.below:
            raise ForbiddenError("Outside of the role's root Profiles this needs full access")


EVERYTHING = Seen()
_ROLE = (
    sa.select(Role.id, Role.administrator, Role.full_access, Role.write, Role.sources)
    .join(User)
    .where(User.id == sa.bindparam("user_id"))
)
"""Made once: every transaction of a user begins with it."""


class Sight:
    """Whose eyes a repository looks with. What they see is looked up anew in every transaction: a role that changes
    changes it for who is logged in already."""

    def __init__(self, user_id: int | None = None) -> None:
        self.user_id = user_id

    def of(self, session: Session) -> Seen:
        """What is seen now; nothing by a user who is not there any more."""
        if self.user_id is None:
            return EVERYTHING
        found = session.connection().execute(_ROLE, {"user_id": self.user_id}).one_or_none()
        if found is None:
            return Seen(self.user_id, administrator=False, full=False, write=False)
        if found.administrator or found.full_access:
            return Seen(self.user_id, found.administrator)
        roots, below = _trees(session, found.id)
        return Seen(
            self.user_id,
            administrator=False,
            full=False,
            write=found.write,
            roots=roots,
            below=below,
            channels=frozenset(found.sources),
        )


ALL_SEEING = Sight()


def _trees(session: Session, role_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """The root Profiles of a role that can be such as they are now, and all Profiles of their sub-trees."""
    chosen = sa.select(Profile).join(ROLE_ROOT).where(ROLE_ROOT.c.role_id == role_id)
    roots = frozenset(profile.id for profile in session.scalars(chosen) if can_be_root(profile))
    children: dict[str | None, list[str]] = defaultdict(list)
    for id_, parent_id in session.execute(sa.select(Profile.id, Profile.parent_id)):
        children[parent_id].append(id_)
    below = set(roots)
    level = list(roots)
    while level:
        level = [child for each in level for child in children[each]]
        below.update(level)
    return roots, frozenset(below)


def can_be_root(profile: Profile) -> bool:
    """Root Profiles are direct, real and continuous children of *All Sources* (UG/Role-Access-Permissions)."""
    return profile.parent_id == LIVE and profile.type == "real" and not profile.history
