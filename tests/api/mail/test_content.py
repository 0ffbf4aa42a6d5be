"""What a Report tells, over a real flow store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_api.mail.content import NO_FLOWS, ROWS_LIMIT, Content, Section
from fauxmon_model.entities import DAYS, EmailReport
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import (
    BusinessHoursDraft,
    ChapterDraft,
    EmailReportDraft,
    ReportChapterDraft,
    ReportDraft,
    RoleDraft,
    UserDraft,
)

if TYPE_CHECKING:
    from tests.api.mail.conftest import Reporting
    from tests.conftest import World

    from fauxmon_api.mail.content import Contents

NOON_MS = 1_740_830_400_000
HOUR_MS = 3_600_000
TRAFFIC: tuple[dict[str, Any], dict[str, bool]] = ({"type": "traffic"}, {})


@pytest.fixture
def told(contents: Contents) -> Any:
    """What an e-mail report tells of the hour after noon."""

    def of(email_report: EmailReport) -> Content:
        return contents.of(email_report, NOON_MS, NOON_MS + HOUR_MS)

    return of


def table(section: Section, number: int = 0) -> list[list[str]]:
    found = section.tables[number]
    return [list(row) for row in (found.header, *found.rows, *found.summaries)]


def test_a_traffic_chapter_has_a_row_a_channel_and_a_chart(told: Any, reporting: Reporting) -> None:
    (section,) = told(reporting(TRAFFIC)).sections
    assert (section.title, section.notice) == ("C0", "")
    assert table(section) == [
        ["Channel", "Maximum", "Average", "Bytes"],
        ["192.168.1.123", "80 kb/s", "6.15 kb/s", "2.86 MiB"],
        ["192.168.1.124", "16 kb/s", "1.23 kb/s", "585.94 KiB"],
        ["Total", "80 kb/s", "7.38 kb/s", "3.43 MiB"],
    ]
    assert section.picture is not None


def test_a_top_chapter_has_a_row_a_subject(told: Any, reporting: Reporting) -> None:
    (section,) = told(reporting(({"type": "top", "stats_by": "dstip", "top": 1}, {}))).sections
    assert table(section) == [
        ["Destination IP address", "Bytes"],
        ["10.0.0.2", "2.86 MiB"],
        ["Top 1", "2.86 MiB"],
        ["Other", "585.94 KiB"],
        ["Total", "3.43 MiB"],
    ]
    assert section.picture is not None


@pytest.mark.parametrize("statistic", ["portp", "srcip:p", "record", "proto", "srcport"])
def test_every_row_of_a_table_is_as_wide_as_its_heading(told: Any, reporting: Reporting, statistic: str) -> None:
    chapter = {"type": "top", "stats_by": statistic, "middle_output_columns": ["packets", "bpp"]}
    (section,) = told(reporting((chapter, {}))).sections
    (header, *rows) = table(section)
    assert header[-3:] == ["Packets", "Bytes per packet", "Bytes"]
    assert {len(row) for row in rows} == {len(header)}
    assert all(row[0] for row in rows), "each is called something"


def test_performance_has_a_table_of_its_own(told: Any, reporting: Reporting, busy: World) -> None:
    flow = {"src": "10.0.0.1", "dst": "10.0.0.2", "octets": 1, "npm_srt": 1500, "npm_retransmissions": 7}
    busy.receive({**flow, "at": 60}, {**flow, "at": 61, "npm_srt": 2_500_000, "npm_retransmissions": 9})
    (section,) = told(reporting(({"type": "traffic", "performance": {"srt": True, "rtr": True}}, {}))).sections
    assert table(section, 1) == [
        ["Channel", "Server response time", "Longest", "Retransmissions", "Most"],
        ["192.168.1.123", "1.25 s", "2.5 s", "8", "9"],
        ["192.168.1.124", "0 ms", "0 ms", "0", "0"],
        ["Total", "1.25 s", "2.5 s", "8", "9"],
    ]


@pytest.mark.parametrize(
    ("volumetric", "unit"),
    [({}, "b/s"), ({"bytes": False}, "packets/s"), ({"bytes": False, "packets": False}, "flows/s")],
    ids=["bits", "packets", "flows"],
)
def test_the_chart_is_of_what_the_chapter_shows(
    told: Any, reporting: Reporting, monkeypatch: pytest.MonkeyPatch, volumetric: dict[str, bool], unit: str
) -> None:
    drawn = []
    monkeypatch.setattr(
        "fauxmon_api.mail.content.picture", lambda *args, **looks: drawn.append((args[2], len(args[1]), looks))
    )
    looks = {"stacked": False, "logarithmic": True}
    told(reporting(({"type": "traffic", "volumetric": volumetric}, looks)))
    assert drawn == [(unit, 2, looks)]


def test_a_chapter_that_shows_no_volume_has_no_chart(told: Any, reporting: Reporting) -> None:
    nothing = dict.fromkeys(("flows", "bytes", "packets"), False)
    (section,) = told(reporting(({"type": "traffic", "volumetric": nothing}, {}))).sections
    assert section.picture is None
    assert section.tables


def test_texts_are_in_the_language_that_is_asked_for_else_english(told: Any, reporting: Reporting) -> None:
    localization = {"name": {"cz": "Uzly"}, "channelColumnName": {"cz": "Uzel"}}
    chapter = {"type": "traffic", "description": "Who exports", "localization": localization}
    report = {"localization": {"name": {"en": "Lab", "cz": "Laboratoř"}}, "location": "Brno", "device": "One"}
    content = told(reporting((chapter, {}), report=report, lang="cz"))
    assert (content.title, content.lang) == ("Laboratoř", "cz")
    assert content.about == ["Brno", "One", "2025-03-01 12:00 to 2025-03-01 13:00 UTC"]
    (section,) = content.sections
    assert (section.title, section.description, section.tables[0].header[0]) == ("Uzly", "Who exports", "Uzel")


def test_business_hours_restrict_all_of_it(told: Any, reporting: Reporting, busy: World) -> None:
    weekend = {day: day in ("saturday", "sunday") for day in DAYS}
    inside, outside = (
        busy.repository.business_hours.create(BusinessHoursDraft(label=label, intervals=[hours], days=weekend))
        for label, hours in (("Noon", (12, 13)), ("Night", (0, 4)))
    )
    chapters = (TRAFFIC, ({"type": "top"}, {}))
    content = told(reporting(*chapters, business_hours_id=inside.id))
    assert content.about == ["2025-03-01 12:00 to 2025-03-01 13:00 UTC, Noon"]
    assert all(section.tables for section in content.sections)
    content = told(reporting(*chapters, business_hours_id=outside.id))
    assert [section.notice for section in content.sections] == [NO_FLOWS] * 2


def test_a_chapter_that_shows_nothing_says_why(told: Any, reporting: Reporting, busy: World) -> None:
    email_report = reporting(
        ({"type": "traffic", "status": 0}, {}), ({"type": "top", "filter": "port 7"}, {}), ({"type": "traffic"}, {})
    )
    third = busy.repository.reports.get(email_report.report_id or "").chapters[2].chapter_id
    profile = busy.profile("Other", {"web": "port 80"})
    busy.repository.chapters.update(ChapterDraft(id=third, profile_id=profile.id, channels="*"))
    sections = told(email_report).sections
    assert [section.notice for section in sections] == ["The Chapter is disabled.", NO_FLOWS, NO_FLOWS]
    assert not any(section.tables or section.picture for section in sections)


def test_a_chapter_that_cannot_be_computed_says_so_and_the_others_go_on(
    contents: Contents, reporting: Reporting
) -> None:
    email_report = reporting(({"type": "top", "top": 1000}, {}), TRAFFIC)
    failed, fine = contents.of(email_report, NOON_MS - 31 * 24 * HOUR_MS, NOON_MS + HOUR_MS).sections
    assert failed.notice.startswith("It cannot be computed: from: the chart would have")
    assert fine.tables


def test_of_many_rows_the_first_are_told(told: Any, reporting: Reporting, busy: World) -> None:
    busy.receive(*({"at": 60, "src": f"10.1.0.{n}", "dst": "10.0.0.9", "octets": n + 1} for n in range(120)))
    (section,) = told(reporting(({"type": "top", "stats_by": "srcip", "top": 150}, {}))).sections
    assert (len(section.tables[0].rows), section.tables[0].more) == (ROWS_LIMIT, 21)


def test_without_a_report_there_is_nothing_to_tell(told: Any, reporting: Reporting, busy: World) -> None:
    email_report = reporting(TRAFFIC)
    busy.repository.reports.remove(email_report.report_id or "")
    with pytest.raises(InvalidError, match="has no Report any more"):
        told(busy.repository.email_reports.get(email_report.id))


def test_it_tells_what_is_seen_by_whoever_made_it(told: Any, busy: World) -> None:
    whole = busy.repository
    root = busy.profile("Root", {"all": "any"}).id
    foreign = busy.profile("Foreign", {"all": "any"}).id
    drafts = []
    for profile_id in ("live", root, foreign):
        made = whole.chapters.create(ChapterDraft(name=profile_id, type="traffic", profile_id=profile_id))
        drafts.append(ReportChapterDraft(chapter_id=made.id))
    role = whole.roles.create(RoleDraft(name="Team", full_access=True, write=True))
    anna = whole.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    eyes = whole.seen_by(anna.id)
    report = eyes.reports.create(ReportDraft(name="R", chapters=drafts))
    email_report = eyes.email_reports.create(EmailReportDraft(report_id=report.id))

    def totals() -> list[str]:
        return [section.notice or table(section)[-1][-1] for section in told(email_report).sections]

    assert totals() == ["3.43 MiB"] * 3
    sources = ["192-168-1-123_p3000"]
    whole.roles.update(RoleDraft(id=role.id, full_access=False, roots=[root], sources=sources))
    narrowed = told(email_report).sections
    assert [row[0] for row in table(narrowed[0])] == ["Channel", "192.168.1.123", "Total"]
    assert [table(section)[-1][-1] for section in narrowed[:2]] == ["2.86 MiB", "3.43 MiB"]
    assert (narrowed[2].title, narrowed[2].tables) == (f"Chapter {drafts[2].chapter_id} does not exist", ())
    theirs = whole.email_reports.create(EmailReportDraft(report_id=report.id))
    assert len([section for section in told(theirs).sections if section.tables]) == 3
