"""A Report of both types of Chapters over traffic of two exporters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_api.mail.content import Contents
from fauxmon_model.entities import EmailReport
from fauxmon_model.repository import ChapterDraft, EmailReportDraft, ReportChapterDraft, ReportDraft

if TYPE_CHECKING:
    from tests.conftest import World

Reporting = Callable[..., EmailReport]


@pytest.fixture
def busy(world: World) -> World:
    """3,000,000 octets through .123 in the first slot after noon, 600,000 through .124 in the second; it is 13:00."""
    world.source("192.168.1.123")
    world.source("192.168.1.124")
    there = {"src": "10.0.0.1", "dst": "10.0.0.2", "protocol": 6, "packets": 100}
    world.receive(
        {**there, "at": 60, "octets": 3_000_000, "source_id": 1},
        {**there, "at": 360, "octets": 600_000, "source_id": 2, "dst": "10.0.0.3"},
    )
    world.now_ms += 3_600_000
    return world


@pytest.fixture
def reporting(busy: World) -> Reporting:
    """Make an e-mail report of Chapters, each given as fields of it and how its chart looks."""

    def make(*chapters: tuple[dict[str, Any], dict[str, bool]], report: Any = None, **fields: Any) -> EmailReport:
        drafts = []
        for number, (chapter, looks) in enumerate(chapters):
            made = busy.repository.chapters.create(ChapterDraft(**{"name": f"C{number}", **chapter}))
            drafts.append(ReportChapterDraft(chapter_id=made.id, traffic_chart=looks))
        made_report = busy.repository.reports.create(
            ReportDraft(**{"name": "Lab", "chapters": drafts, **(report or {})})
        )
        return busy.repository.email_reports.create(EmailReportDraft(report_id=made_report.id, **fields))

    return make


@pytest.fixture
def contents(busy: World) -> Contents:
    return Contents(busy.repository, busy.analysis)
