from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import TOP_LIMIT, Profile
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import BlacklistDraft, ChannelDraft, ChapterDraft, ProfileDraft, Repository
from fauxmon_model.specific import Specific


@pytest.fixture
def shop(repository: Repository) -> Profile:
    return repository.profiles.create(ProfileDraft(name="Shop", channels=[ChannelDraft(name=name) for name in "AB"]))


def problems(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {each.field: each.message for each in error.value.errors}


def test_defaults(repository: Repository) -> None:
    chapter = repository.chapters.get(repository.chapters.create(ChapterDraft(name="C", type="traffic")).id)
    assert (chapter.profile_id, chapter.channels, chapter.status, chapter.filter) == ("live", "*", 1, "any")
    assert (chapter.top, chapter.stats_by, chapter.order_by) == (10, "ip", "bytes")
    assert (chapter.channels_order_by, chapter.show_percentile) == ("ibyt", False)
    assert chapter.volumetric == {"flows": True, "bytes": True, "packets": True}


def test_one_node_the_other_or_both(repository: Repository, clock: Any) -> None:
    nodes = [repository.sources.add(f"192.0.2.{n}", 2055, clock.now_ms).channel_id for n in (1, 2)]
    for channels in ([nodes[0]], [nodes[1]], nodes, "*"):
        draft = ChapterDraft(name="HA", type="traffic", channels=channels)
        assert repository.chapters.get(repository.chapters.create(draft).id).channels == channels


def test_everything_that_is_given_is_kept(repository: Repository, shop: Profile) -> None:
    draft = ChapterDraft(
        name="C",
        description="D",
        type="top",
        profile_id=shop.id,
        channels=[shop.channels[1].id],
        status=0,
        top=5,
        stats_by="record",
        order_by="flows",
        filter="proto tcp",
        specific=Specific(bidirectional=True),
        blacklist_id=repository.blacklists.create(BlacklistDraft(name="B")).id,
        middle_output_columns=["bps"],
        channel_column_name="Service",
        channels_order_by="mbps",
        show_percentile=True,
        volumetric={"flows": False},
        performance={"rtt": True},
    )
    chapter = repository.chapters.get(repository.chapters.create(draft).id)
    assert Specific.of(chapter.specific) == draft.specific
    for field in (name for name in draft.__slots__ if name not in ("id", "localization", "specific", "recompute")):
        assert getattr(chapter, field) == getattr(draft, field), field


def test_an_update_keeps_what_is_not_given(repository: Repository, shop: Profile) -> None:
    made = repository.chapters.create(
        ChapterDraft(name="C", type="top", profile_id=shop.id, channels=[shop.channels[0].id], top=3)
    )
    repository.chapters.update(ChapterDraft(id=made.id, order_by="packets"))
    kept = repository.chapters.get(made.id)
    assert (kept.name, kept.top, kept.order_by, kept.channels) == ("C", 3, "packets", [shop.channels[0].id])


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ChapterDraft(type="traffic"), "name"),
        (ChapterDraft(name=" ", type="traffic"), "name"),
        (ChapterDraft(name="C"), "type"),
        (ChapterDraft(name="C", type="pie"), "type"),
        (ChapterDraft(name="C", type="top", profile_id="nowhere"), "profile"),
        (ChapterDraft(name="C", type="top", stats_by="colour"), "statsBy"),
        (ChapterDraft(name="C", type="top", order_by="colour"), "orderBy"),
        (ChapterDraft(name="C", type="top", top=0), "top"),
        (ChapterDraft(name="C", type="top", top=TOP_LIMIT + 1), "top"),
        (ChapterDraft(name="C", type="top", filter="port"), "filter"),
        (ChapterDraft(name="C", type="traffic", channels_order_by="name"), "channelsOrderBy"),
        (ChapterDraft(name="C", type="traffic", channels=[]), "channels"),
        (ChapterDraft(name="C", type="traffic", channels=["nobody"]), "channels[0]"),
    ],
)
def test_refuses(repository: Repository, draft: ChapterDraft, field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.chapters.create(draft)
    assert list(problems(caught)) == [field]


def test_a_channel_of_another_profile_is_refused(repository: Repository, shop: Profile) -> None:
    own, foreign = shop.channels[0].id, repository.profiles.get("mail").channels[0].id
    draft = ChapterDraft(name="C", type="traffic", profile_id=shop.id, channels=[own, foreign])
    with pytest.raises(InvalidError) as caught:
        repository.chapters.create(draft)
    assert problems(caught) == {"channels[1]": f"{foreign} is not a Channel of Profile {shop.id}"}


def test_another_profile_needs_other_channels(repository: Repository, shop: Profile) -> None:
    draft = ChapterDraft(name="C", type="traffic", profile_id=shop.id, channels=[shop.channels[0].id])
    made = repository.chapters.create(draft)
    with pytest.raises(InvalidError) as caught:
        repository.chapters.update(ChapterDraft(id=made.id, profile_id="mail"))
    assert list(problems(caught)) == ["channels[0]"]
    assert repository.chapters.get(made.id).profile_id == shop.id
    moved = repository.chapters.update(ChapterDraft(id=made.id, profile_id="mail", channels="*"))
    assert (moved.profile_id, moved.channels) == ("mail", "*")


def test_a_channel_whose_source_is_gone_may_stay(repository: Repository, clock: Any) -> None:
    source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    draft = ChapterDraft(name="C", type="traffic", channels=[source.channel_id])
    made = repository.chapters.create(draft)
    repository.sources.remove(source.id)
    sent_back = ChapterDraft(id=made.id, profile_id="live", channels=[source.channel_id])
    assert repository.chapters.update(sent_back).channels == [source.channel_id]
    with pytest.raises(InvalidError):
        repository.chapters.create(draft)


def test_the_name_is_the_english_text_unless_another_is_given(repository: Repository) -> None:
    plain = repository.chapters.create(ChapterDraft(name="Plain", type="traffic"))
    assert plain.localization == {"name": {"en": "Plain"}}
    texts = {"name": {"en": "English", "cz": "Česky"}, "channelColumnName": {"en": "Node", "cz": ""}}
    only_texts = repository.chapters.create(ChapterDraft(type="traffic", localization=texts))
    assert (only_texts.name, only_texts.channel_column_name) == ("English", "Node")
    both = repository.chapters.create(ChapterDraft(name="Česky", type="traffic", localization=texts))
    assert (both.name, both.localization["name"]) == ("Česky", {"en": "English", "cz": "Česky"})
    renamed = repository.chapters.update(ChapterDraft(id=only_texts.id, name="Other"))
    assert (renamed.name, renamed.localization["name"]) == ("Other", {"en": "Other", "cz": "Česky"})
    no_english = repository.chapters.update(ChapterDraft(id=plain.id, localization={"name": {"en": ""}}))
    assert no_english.name == "Plain"


def test_removal(repository: Repository) -> None:
    made = repository.chapters.create(ChapterDraft(name="C", type="traffic"))
    repository.chapters.remove(made.id)
    for call in (repository.chapters.get, repository.chapters.remove):
        with pytest.raises(NotFoundError, match=f"Chapter {made.id} does not exist"):
            call(made.id)
    with pytest.raises(NotFoundError):
        repository.chapters.update(ChapterDraft(id=made.id))


def test_all_stand_by_name(repository: Repository) -> None:
    names = [chapter.name for chapter in repository.chapters.all()]
    assert names == sorted(names)
