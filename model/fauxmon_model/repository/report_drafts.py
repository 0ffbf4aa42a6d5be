"""What a caller asks for of Reports and e-mail reports. None means "not given", as in `drafts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChapterDraft:
    """A Chapter in a ReportDraft. `traffic_chart` has `stacked` and `logarithmic`, or one of them, or none."""

    chapter_id: str
    traffic_chart: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A Report. `localization` has, for `name`, `location` and `device`, a text per language; where it has an English
    one, that wins over the text itself. `chapters` is the whole list."""

    id: str | None = None
    name: str | None = None
    location: str | None = None
    device: str | None = None
    localization: Mapping[str, Mapping[str, str]] | None = None
    is_default: int | None = None
    chapters: Sequence[ReportChapterDraft] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailReportDraft:
    """An e-mail report. `period` is `id` and, of `custom`, `from` and `to` as `hh:mm`. `business_hours_id` may be 0
    (none). In `days`, a day that is not given is none of them."""

    id: int | None = None
    name: str | None = None
    report_id: str | None = None
    lang: str | None = None
    period: Mapping[str, str] | None = None
    business_hours_id: int | None = None
    days: Mapping[str, bool] | None = None
    active: bool | None = None
