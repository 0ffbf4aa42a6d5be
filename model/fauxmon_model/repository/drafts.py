"""What a caller asks for. None means "not given": a default on creation, the stored value on update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fauxmon_model.conditions import Condition
from fauxmon_model.link import Link
from fauxmon_model.specific import Specific


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDraft:
    """A Channel in a ProfileDraft. `parent` is `"*"` or ids of the parent Profile's Channels."""

    id: str | None = None
    name: str | None = None
    sign: str | None = None
    color: str | None = None
    parent: Sequence[str] | str | None = None
    filter: str | None = None
    mode: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDraft:
    """A Role. `roots` are ids of Profiles, `sources` ids of Channels of *All Sources*; `more` is what else a client
    says of it: what it gives replaces what is there under the same name."""

    id: int | None = None
    name: str | None = None
    administrator: bool | None = None
    full_access: bool | None = None
    write: bool | None = None
    roots: Sequence[str] | None = None
    sources: Sequence[str] | None = None
    more: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """A User. The password is in clear here, and nowhere else."""

    id: int | None = None
    login: str | None = None
    password: str | None = field(default=None, repr=False)
    role_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDraft:
    """A Profile. `group` may be "" (no group). `channels` is the whole list: what is missing from it is deleted (R40).

    `history` False says that it is continuous, whatever `end_ms` is: the product answers with an end for continuous
    Profiles too, and takes it back.
    """

    id: str | None = None
    name: str | None = None
    group: str | None = None
    parent_id: str | None = None
    description: str | None = None
    type: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    history: bool | None = None
    maxsize: int | None = None
    expire: int | None = None
    tenant: str | None = None
    channels: Sequence[ChannelDraft] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterDraft:
    """A Chapter. `channels` is `"*"` or ids of Channels of that Profile.

    `localization` has, for `name`, `description` and `channelColumnName`, a text per language (`en`, `cz`, …).
    `blacklist_id` may be 0 (no black list). `recompute` is checked and not kept: nothing is computed in advance, so
    there is nothing to do anew.
    """

    id: str | None = None
    name: str | None = None
    description: str | None = None
    localization: Mapping[str, Mapping[str, str]] | None = None
    type: str | None = None
    profile_id: str | None = None
    channels: Sequence[str] | str | None = None
    status: int | None = None
    top: int | None = None
    stats_by: str | None = None
    order_by: str | None = None
    filter: str | None = None
    specific: Specific | None = None
    blacklist_id: int | None = None
    recompute: int | None = None
    middle_output_columns: Sequence[str] | None = None
    channel_column_name: str | None = None
    channels_order_by: str | None = None
    show_percentile: bool | None = None
    volumetric: Mapping[str, Any] | None = None
    performance: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlacklistDraft:
    """A Blacklist. `records` is the whole list."""

    id: int | None = None
    name: str | None = None
    records: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHoursDraft:
    """BusinessHours. `intervals` are all (from, to) in hours; in `days`, a day that is not given is none of them."""

    id: int | None = None
    label: str | None = None
    intervals: Sequence[tuple[int, int]] | None = None
    days: Mapping[str, bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopologyDraft:
    """A Topology. `user_id` is its owner."""

    id: int | None = None
    name: str | None = None
    type: int | None = None
    user_id: int | None = None
    owning_role: Mapping[str, Any] | None = None
    tenant: Mapping[str, Any] | None = None
    owner_can_edit: bool | None = None
    traffic_scale: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDraft:
    """A node of a Topology. `x` and `y` are written decimal numbers."""

    id: int | None = None
    topology_id: int | None = None
    name: str | None = None
    x: str | None = None
    y: str | None = None
    icon: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDraft:
    """A path of a Topology. `one_link` says that `src_to_dst` tells of both directions: there is no `dst_to_src`."""

    id: int | None = None
    topology_id: int | None = None
    name: str | None = None
    src_node_id: int | None = None
    dst_node_id: int | None = None
    type: str | None = None
    calculation_mode: str | None = None
    src_to_dst: Link | None = None
    dst_to_src: Link | None = None
    one_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDraft:
    """An Alert. `channels` is `"*"` or ids of Channels of that Profile; `conditions` are all of them; `condition_type`
    and `frequency` are ids of their code lists.

    `reactions` has, of those in `REACTIONS`, the ones that are given, of each what is given. A `file` of None is none.
    """

    id: str | None = None
    name: str | None = None
    enabled: bool | None = None
    profile_id: str | None = None
    channels: Sequence[str] | str | None = None
    filter: str | None = None
    condition_type: int | None = None
    conditions: Sequence[Condition] | None = None
    frequency: int | None = None
    activation_threshold: int | None = None
    block_for: int | None = None
    reactions: Mapping[str, Mapping[str, Any]] | None = None
