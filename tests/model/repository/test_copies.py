"""What a copy is made of leaves out nothing: neither of what can be asked for, nor of what is kept."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from fauxmon_model.alert_codes import ConditionType
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import LIVE, REACTIONS, Entity
from fauxmon_model.repository import (
    AlertDraft,
    BlacklistDraft,
    ChannelDraft,
    ChapterDraft,
    ProfileDraft,
    ReportChapterDraft,
    ReportDraft,
    Repository,
    RoleDraft,
    copies,
)
from fauxmon_model.specific import IpMask, Specific


def columns(entity: Entity, *but: str) -> dict[str, Any]:
    """What is kept of it."""
    names = [attribute.key for attribute in sa.inspect(type(entity)).column_attrs]
    return {name: getattr(entity, name) for name in names if name not in but}


def left_out(draft: Any) -> set[str]:
    return {field.name for field in fields(draft) if getattr(draft, field.name) is None}


def test_a_chapter(repository: Repository) -> None:
    blacklist = repository.blacklists.create(BlacklistDraft(name="B", records=["192.0.2.1"]))
    made = repository.chapters.create(
        ChapterDraft(
            name="Who",
            description="asks",
            localization={"name": {"cz": "Kdo"}, "channelColumnName": {"cz": "Linka"}},
            type="top",
            status=0,
            top=7,
            stats_by="record",
            order_by="flows",
            filter="port 53",
            specific=Specific(aggregate_by=("srcip",), source_mask=IpMask(4, 24)),
            blacklist_id=blacklist.id,
            middle_output_columns=["packets"],
            channel_column_name="Line",
            channels_order_by="mbps",
            show_percentile=True,
            volumetric={"flows": True, "bytes": False, "packets": True},
            performance={"rtt": True, "srt": False, "jitter": False, "rtr": False},
        )
    )
    draft = copies.copy_of_chapter(made)
    assert left_out(draft) == {"id", "recompute"}
    copy = repository.chapters.create(replace(draft, name="Who else"))
    own = ("id", "name", "localization")
    assert columns(copy, *own) == columns(made, *own)
    assert copy.localization == {**made.localization, "name": {"cz": "Kdo", "en": "Who else"}}


def test_a_report(repository: Repository) -> None:
    chapter = repository.chapters.create(ChapterDraft(name="A", type="traffic"))
    listed = [ReportChapterDraft(chapter_id=chapter.id, traffic_chart={"stacked": True, "logarithmic": False})]
    texts = {"name": {"cz": "Sestava", "en": "Weekly"}}
    made = repository.reports.create(
        ReportDraft(name="Weekly", location="Brno", device="D", localization=texts, is_default=1, chapters=listed)
    )
    draft = copies.copy_of_report(made)
    assert left_out(draft) == {"id"}
    copy = repository.reports.create(replace(draft, name="Other"))
    own = ("id", "name", "localization")
    assert columns(copy, *own) == columns(made, *own)
    assert (copy.name, copy.localization["name"]["cz"]) == ("Other", "Sestava")
    assert [(each.chapter_id, each.traffic_chart) for each in copy.chapters] == [
        (each.chapter_id, each.traffic_chart) for each in made.chapters
    ]


def test_an_alert(repository: Repository) -> None:
    reactions = {**REACTIONS, "snmp": {"enabled": True, "targetGroups": [{"id": 3}]}}
    made = repository.alerts.create(
        AlertDraft(
            name="Much",
            enabled=False,
            filter="port 53",
            condition_type=int(ConditionType.TOTAL_FLOWS),
            conditions=[Condition(metric=1, comparator=1, number=5)],
            frequency=1,
            activation_threshold=2,
            block_for=3,
            reactions=reactions,
        )
    )
    draft = copies.copy_of_alert(made)
    assert left_out(draft) == {"id"}
    copy = repository.alerts.create(replace(draft, name="More"))
    assert columns(copy, "name") == columns(made, "name")


def test_a_profile(repository: Repository, clock: Any) -> None:
    channel = ChannelDraft(
        name="web", sign="-", color="#123456", parent="*", filter="port 80", mode={"npmEnabled": False}
    )
    made = repository.profiles.create(
        ProfileDraft(
            name="Shop", group="G", description="d", type="real", start_ms=clock(), maxsize=9, expire=5,
            tenant="00000000-0000-0000-0001-000000000002", channels=[channel],
        )
    )  # fmt: skip
    draft = copies.copy_of_profile(made)
    assert left_out(draft) == {"id", "end_ms"}
    assert draft.parent_id == LIVE
    copy = repository.profiles.create(replace(draft, name="Other"))
    assert columns(copy, "id", "name") == columns(made, "id", "name")
    own = ("key", "profile_id", "id")
    assert [columns(each, *own) for each in copy.channels] == [columns(each, *own) for each in made.channels]


def test_a_role(repository: Repository) -> None:
    channels = [ChannelDraft(name="all", filter="any")]
    root = repository.profiles.create(ProfileDraft(name="Shop", type="real", channels=channels))
    made = repository.roles.create(
        RoleDraft(
            name="Team", administrator=False, full_access=False, write=True, roots=[root.id], sources=["a_p1"],
            more={"description": "d"},
        )
    )  # fmt: skip
    draft = copies.copy_of_role(made)
    assert left_out(draft) == {"id"}
    copy = repository.roles.create(replace(draft, name="Other"))
    assert columns(copy, "id", "name") == columns(made, "id", "name")
    assert [profile.id for profile in copy.roots] == [root.id]
