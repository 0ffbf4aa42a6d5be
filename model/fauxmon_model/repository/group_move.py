"""A Profile in another group: the group is part of its id, so all that names the Profile follows (R41)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import Profile, TopologyPath, Widget
from fauxmon_model.ids import slug


def new_id(session: Session, group: str | None, parent_id: str, name: str) -> str:
    """An id that no Profile has, with the group in front."""
    prefix = _prefix(group)
    return prefix + slug(parent_id, name, lambda part: session.get(Profile, prefix + part) is not None)


def move(session: Session, profile: Profile, group: str) -> str:
    """Put it there; return its id. Children and Chapters follow by their keys, Widgets and paths of Topologies in what
    they have chosen."""
    session.flush()
    old_id = profile.id
    moved_id = _prefix(group) + old_id.rpartition("/")[2]
    if session.get(Profile, moved_id) is not None:
        moved_id = new_id(session, group, profile.parent_id or "", profile.name)
    session.execute(sa.update(Profile).where(Profile.id == old_id).values(id=moved_id, group=group or None))
    for widget in session.scalars(sa.select(Widget)):
        options = _renamed(widget.options, f"{old_id}|", f"{moved_id}|")
        if options != widget.options:
            widget.options = options
    for path in session.scalars(sa.select(TopologyPath)):
        there, back = (None if link is None else link.moved(old_id, moved_id).stored() for link in path.links)
        path.src_to_dst, path.dst_to_src = there or {}, back
    session.flush()
    session.expunge_all()
    return moved_id


def _renamed(value: Any, old: str, new: str) -> Any:
    """The value with every `<Profile>|<Channel>` of the old Profile inside it as one of the new (contract 2.3.4)."""
    if isinstance(value, str):
        return new + value.removeprefix(old) if value.startswith(old) else value
    if isinstance(value, Mapping):
        return {key: _renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, old, new) for each in value]
    return value


def _prefix(group: str | None) -> str:
    return f"{group}/" if group else ""
