from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import ORDER_BY
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import BlacklistDraft, ChapterDraft, Repository
from fauxmon_model.specific import IpMask, Specific


def create(repository: Repository, **fields: Any) -> Any:
    return repository.chapters.create(ChapterDraft(name="C", type="top", **fields))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"middle_output_columns": ["bps", "ibyt"]}, ["middleOutputColumns[1]"]),
        ({"middle_output_columns": list(ORDER_BY)}, ["middleOutputColumns"]),
        ({"recompute": -1}, ["recompute"]),
        ({"blacklist_id": 9}, ["blacklist"]),
        ({"specific": Specific(bidirectional=True)}, ["specific.bidirectional"]),
        ({"stats_by": "srcip", "specific": Specific(aggregate_by=("srcip",))}, ["specific.aggregateBy"]),
        ({"stats_by": "record", "specific": Specific(aggregate_by=("srcip", "ip"))}, ["specific.aggregateBy[1]"]),
        ({"stats_by": "record", "specific": Specific(True, ("srcip",))}, ["specific.bidirectional"]),
        ({"stats_by": "record", "specific": Specific(True, (), IpMask(4, 24))}, ["specific.bidirectional"]),
        ({"specific": Specific(source_mask=IpMask(5, 24))}, ["specific.sourceIpMask.ipVersion"]),
        ({"specific": Specific(target_mask=IpMask(4, 33))}, ["specific.targetIpMask.mask"]),
        ({"specific": Specific(target_mask=IpMask(6, -1))}, ["specific.targetIpMask.mask"]),
    ],
)
def test_refuses(repository: Repository, fields: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(InvalidError) as caught:
        create(repository, **fields)
    assert [each.field for each in caught.value.errors] == wrong


def test_what_is_stored_must_go_with_what_is_changed(repository: Repository) -> None:
    made = create(repository, stats_by="record", specific=Specific(aggregate_by=("srcip", "dstport:p")))
    with pytest.raises(InvalidError, match=r"specific\.aggregateBy"):
        repository.chapters.update(ChapterDraft(id=made.id, stats_by="ip"))
    changed = repository.chapters.update(ChapterDraft(id=made.id, stats_by="ip", specific=Specific()))
    assert (changed.stats_by, changed.specific) == ("ip", {"bidirectional": 0, "aggregateBy": []})


def test_a_black_list_is_kept_until_it_is_taken_away(repository: Repository) -> None:
    black = repository.blacklists.create(BlacklistDraft(name="B"))
    made = create(repository, blacklist_id=black.id)
    assert repository.chapters.update(ChapterDraft(id=made.id, top=3)).blacklist_id == black.id
    assert repository.chapters.update(ChapterDraft(id=made.id, blacklist_id=0)).blacklist_id is None


def test_masks_at_their_bounds(repository: Repository) -> None:
    specific = Specific(source_mask=IpMask(6, 128), target_mask=IpMask(4, 0))
    made = create(repository, specific=specific, recompute=0, middle_output_columns=["bps"] * 5)
    assert Specific.of(repository.chapters.get(made.id).specific) == specific
