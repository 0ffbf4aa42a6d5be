"""What must hold for the fields of a `top` Chapter (REST contract §2.6.1)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import (
    AGGREGATE_BY,
    MIDDLE_LIMIT,
    ORDER_BY,
    RECORD,
    STATS_BY,
    TOP_LIMIT,
    Blacklist,
    Chapter,
)
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import ChapterDraft
from fauxmon_model.specific import IpMask, Specific

_BITS = {4: 32, 6: 128}


def check_top(session: Session, chapter: Chapter, draft: ChapterDraft, findings: Findings) -> None:
    """Note what is wrong with a draft that is to change `chapter`."""
    findings.one_of("statsBy", draft.stats_by, STATS_BY)
    findings.one_of("orderBy", draft.order_by, ORDER_BY)
    findings.at_least("top", draft.top, 1)
    findings.at_most("top", draft.top, TOP_LIMIT)
    findings.filter("filter", draft.filter)
    findings.at_least("recompute", draft.recompute, 0)
    _check_middle(draft, findings)
    specific = Specific.of(chapter.specific) if draft.specific is None else draft.specific
    check_specific(specific, draft.stats_by or chapter.stats_by, findings)
    if draft.blacklist_id:
        known = session.scalar(sa.select(Blacklist.id).where(Blacklist.id == draft.blacklist_id))
        if known is None:
            findings.add("blacklist", f"Blacklist {draft.blacklist_id} does not exist")


def check_specific(specific: Specific, stats_by: str | None, findings: Findings) -> None:
    """Note what cannot be asked of the statistic."""
    for index, id_ in enumerate(specific.aggregate_by):
        if id_.removesuffix(":p") not in AGGREGATE_BY:
            findings.add(f"specific.aggregateBy[{index}]", f"flows cannot be put together by {id_}")
    masks = {"specific.sourceIpMask": specific.source_mask, "specific.targetIpMask": specific.target_mask}
    for field, mask in masks.items():
        if mask is not None:
            _check_mask(field, mask, findings)
    if not (specific.bidirectional or specific.aggregate_by):
        return
    field = "specific.bidirectional" if specific.bidirectional else "specific.aggregateBy"
    if stats_by != RECORD:
        findings.add(field, f"only the statistic {RECORD} has this")
    elif specific.bidirectional and (specific.aggregate_by or any(masks.values())):
        findings.add(field, "both directions are told together by addresses, ports and protocol alone")


def _check_mask(field: str, mask: IpMask, findings: Findings) -> None:
    if mask.ip_version not in _BITS:
        findings.add(f"{field}.ipVersion", "must be 4 or 6")
    elif not 0 <= mask.bits <= _BITS[mask.ip_version]:
        findings.add(f"{field}.mask", f"must be between 0 and {_BITS[mask.ip_version]}")


def _check_middle(draft: ChapterDraft, findings: Findings) -> None:
    columns = draft.middle_output_columns or ()
    if len(columns) > MIDDLE_LIMIT:
        findings.add("middleOutputColumns", f"must be {MIDDLE_LIMIT} or less")
    for index, column in enumerate(columns[:MIDDLE_LIMIT]):
        findings.one_of(f"middleOutputColumns[{index}]", column, ORDER_BY)
