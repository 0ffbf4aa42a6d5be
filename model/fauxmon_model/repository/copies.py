"""What makes another entity that is like one that is kept, in everything that can be asked for but its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_model.conditions import Condition
from fauxmon_model.entities import Alert, Channel, Chapter, Profile, Report, Role
from fauxmon_model.repository.drafts import AlertDraft, ChannelDraft, ChapterDraft, ProfileDraft, RoleDraft
from fauxmon_model.repository.report_drafts import ReportChapterDraft, ReportDraft
from fauxmon_model.specific import Specific


def copy_of_profile(profile: Profile) -> ProfileDraft:
    """Of any but *All Sources*. It begins where the other one began."""
    return ProfileDraft(
        name=profile.name,
        group=profile.group or "",
        parent_id=profile.parent_id,
        description=profile.description,
        type=profile.type,
        start_ms=profile.start_ms,
        end_ms=profile.end_ms,
        history=profile.history,
        maxsize=profile.maxsize,
        expire=profile.expire,
        tenant=profile.tenant,
        channels=list(map(_copy_of_channel, profile.channels)),
    )


def copy_of_chapter(chapter: Chapter) -> ChapterDraft:
    """Its texts in English are those of the fields, which a name of its own changes."""
    return ChapterDraft(
        name=chapter.name,
        description=chapter.description,
        localization=_elsewhere(chapter.localization),
        type=chapter.type,
        profile_id=chapter.profile_id,
        channels=chapter.channels,
        status=chapter.status,
        top=chapter.top,
        stats_by=chapter.stats_by,
        order_by=chapter.order_by,
        filter=chapter.filter,
        specific=Specific.of(chapter.specific),
        blacklist_id=chapter.blacklist_id or 0,
        middle_output_columns=chapter.middle_output_columns,
        channel_column_name=chapter.channel_column_name,
        channels_order_by=chapter.channels_order_by,
        show_percentile=chapter.show_percentile,
        volumetric=chapter.volumetric,
        performance=chapter.performance,
    )


def copy_of_report(report: Report) -> ReportDraft:
    """Its texts in English are those of the fields, as of a Chapter."""
    chapters = [
        ReportChapterDraft(chapter_id=each.chapter_id, traffic_chart=each.traffic_chart) for each in report.chapters
    ]
    return ReportDraft(
        name=report.name,
        location=report.location,
        device=report.device,
        localization=_elsewhere(report.localization),
        is_default=report.is_default,
        chapters=chapters,
    )


def copy_of_alert(alert: Alert) -> AlertDraft:
    """It begins without a state."""
    return AlertDraft(
        name=alert.name,
        enabled=alert.enabled,
        profile_id=alert.profile_id,
        channels=alert.channels,
        filter=alert.filter,
        condition_type=alert.condition_type,
        conditions=[Condition.of(each) for each in alert.conditions],
        frequency=alert.frequency,
        activation_threshold=alert.activation_threshold,
        block_for=alert.block_for,
        reactions=alert.reactions,
    )


def copy_of_role(role: Role) -> RoleDraft:
    """Of one whose root Profiles are loaded. It has no users."""
    return RoleDraft(
        name=role.name,
        administrator=role.administrator,
        full_access=role.full_access,
        write=role.write,
        roots=[profile.id for profile in role.roots],
        sources=role.sources,
        more=role.more,
    )


def _copy_of_channel(channel: Channel) -> ChannelDraft:
    return ChannelDraft(
        name=channel.name,
        sign=channel.sign,
        color=channel.color,
        parent=channel.parent,
        filter=channel.filter,
        mode=channel.mode,
    )


def _elsewhere(localization: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The texts of all languages but English."""
    return {
        field: {language: text for language, text in texts.items() if language != "en"}
        for field, texts in localization.items()
    }
