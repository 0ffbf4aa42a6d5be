"""What goes, changes, or loses something, when a Profile or a Channel goes (contract 2.1.9)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import ALL_CHANNELS, Alert, Channel, Chapter, Profile, Report, ReportChapter, TopologyPath
from fauxmon_model.link import Link
from fauxmon_model.repository.sight import Seen


@dataclass(frozen=True, slots=True)
class Dependants:
    """The Profiles below those that are to go, the Chapters and alerts of all of them, the Reports that lose some
    Chapter, and the paths of Topologies that lose what tells their traffic: as many of them as are seen."""

    profiles: list[Profile]
    chapters: list[Chapter]
    alerts: list[Alert]
    reports: list[Report]
    paths: list[TopologyPath]

    def seen_by(self, seen: Seen) -> Dependants:
        """Without what is not there for who looks; all see paths."""
        return Dependants(
            [profile for profile in self.profiles if seen.profile(profile.id)],
            [chapter for chapter in self.chapters if seen.profile(chapter.profile_id)],
            [alert for alert in self.alerts if seen.alert(alert)],
            [report for report in self.reports if seen.owned(report.user_id)],
            self.paths,
        )


def dependants_of(session: Session, ids: Sequence[str]) -> Dependants:
    """Each by id; none of `ids` is among them."""
    going = set(ids)
    below: list[Profile] = []
    level = list(ids)
    while level:
        children = session.scalars(sa.select(Profile).where(Profile.parent_id.in_(level)))
        found = [child for child in children if child.id not in going]
        going.update(level := [child.id for child in found])
        below += found
    below.sort(key=lambda profile: profile.id)
    chapters = list(session.scalars(sa.select(Chapter).where(Chapter.profile_id.in_(going)).order_by(Chapter.id)))
    alerts = list(session.scalars(sa.select(Alert).where(Alert.profile_id.in_(going)).order_by(Alert.name)))
    reports = reports_of(session, [chapter.id for chapter in chapters])
    return Dependants(below, chapters, alerts, reports, _paths(session, lambda link: link.profile_id in going))


def reports_of(session: Session, chapter_ids: Collection[str]) -> list[Report]:
    """The Reports that have any of these Chapters, by name."""
    having = sa.select(ReportChapter.report_id).where(ReportChapter.chapter_id.in_(chapter_ids))
    return list(session.scalars(sa.select(Report).where(Report.id.in_(having)).order_by(Report.name, Report.id)))


def dependants_of_channel(session: Session, channel: Channel) -> Dependants:
    """What names a Channel: Profiles whose Channels have it among their parents, Chapters, and paths. All of them stay
    when it goes."""
    id_, profile_id = channel.id, channel.profile_id
    children = session.scalars(sa.select(Profile).where(Profile.parent_id == profile_id).order_by(Profile.id))
    chapters = session.scalars(sa.select(Chapter).where(Chapter.profile_id == profile_id).order_by(Chapter.id))
    alerts = session.scalars(sa.select(Alert).where(Alert.profile_id == profile_id).order_by(Alert.name))
    return Dependants(
        [child for child in children if any(lists(each.parent, id_) for each in child.channels)],
        [chapter for chapter in chapters if lists(chapter.channels, id_)],
        [alert for alert in alerts if lists(alert.channels, id_)],
        [],
        _paths(session, lambda link: (link.profile_id, link.channel_id) == (profile_id, id_)),
    )


def _paths(session: Session, told_by: Callable[[Link], bool]) -> list[TopologyPath]:
    paths = session.scalars(sa.select(TopologyPath).order_by(TopologyPath.id))
    return [path for path in paths if any(link is not None and told_by(link) for link in path.links)]


def lists(channels: Sequence[str] | str, channel_id: str, *, all_of_them: bool = False) -> bool:
    """Whether a list of Channels has this one. Where `*` stands for all of them, `all_of_them` is the answer."""
    return all_of_them if channels == ALL_CHANNELS else channel_id in channels
