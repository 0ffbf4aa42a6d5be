from __future__ import annotations

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.entities import REPORT_CHAPTERS_LIMIT, REPORT_LIMIT
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import ChapterDraft, ProfileDraft, ReportChapterDraft, ReportDraft, Repository

STACKED = {"stacked": True}


def chapter(repository: Repository, name: str, profile: str = "live") -> str:
    return repository.chapters.create(ChapterDraft(name=name, type="traffic", profile_id=profile)).id


def of(*chapters: str) -> list[ReportChapterDraft]:
    return [ReportChapterDraft(chapter_id=each) for each in chapters]


def chapters_of(repository: Repository, report_id: str) -> list[str]:
    return [each.chapter_id for each in repository.reports.get(report_id).chapters]


def test_a_report_has_its_chapters_in_their_order_one_even_twice(repository: Repository) -> None:
    one, other = chapter(repository, "One"), chapter(repository, "Other")
    drafts = [ReportChapterDraft(chapter_id=other, traffic_chart=STACKED), *of(one, other)]
    made = repository.reports.create(ReportDraft(name="R", chapters=drafts))
    kept = repository.reports.get(made.id)
    assert [(each.chapter_id, each.traffic_chart) for each in kept.chapters] == [
        (other, STACKED),
        (one, {}),
        (other, {}),
    ]
    assert (kept.name, kept.owner, kept.is_default) == ("R", "admin", 0)
    repository.reports.update(ReportDraft(id=made.id, chapters=of(one), is_default=1))
    assert chapters_of(repository, made.id) == [one]
    assert repository.reports.get(made.id).is_default == 1


def test_ids_follow_from_names_and_are_never_the_same(repository: Repository) -> None:
    ids = [repository.reports.create(ReportDraft(id="mine", name="R")).id for _ in range(2)]
    assert ids == ["02e7445f-2158-5b7e-9796-1ac65ac245b6", "53cd8aaf-caf0-5a5f-9e2c-12f6885352a5"]


def test_a_text_alone_is_the_english_one(repository: Repository) -> None:
    made = repository.reports.create(ReportDraft(name="R", location="Lab"))
    assert made.localization == {"name": {"en": "R"}, "location": {"en": "Lab"}, "device": {}}
    changed = repository.reports.update(ReportDraft(id=made.id, name="S", location=""))
    assert (changed.name, changed.location) == ("S", "")
    assert changed.localization["name"] == {"en": "S"}


def test_the_localization_wins(repository: Repository) -> None:
    texts = {"name": {"en": "Failover", "cz": "Přepnutí"}, "device": {"en": "One"}}
    made = repository.reports.create(ReportDraft(name="N", device="D", localization=texts))
    assert (made.name, made.device) == ("Failover", "One")
    changed = repository.reports.update(
        ReportDraft(id=made.id, name="N", localization={"name": {"en": "Switch", "de": ""}})
    )
    assert (changed.name, changed.device) == ("Switch", "One")
    assert changed.localization["name"] == {"en": "Switch", "cz": "Přepnutí", "de": ""}


def test_without_an_english_text_it_is_that_of_any_language(repository: Repository) -> None:
    made = repository.reports.create(ReportDraft(localization={"name": {"de": "", "cz": "Přehled"}}))
    assert made.name == "Přehled"
    assert repository.reports.update(ReportDraft(id=made.id, name="Overview")).name == "Overview"


LONG = "l" * 256


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (ReportDraft(), ["name"]),
        (ReportDraft(name=" "), ["name"]),
        (ReportDraft(localization={"name": {"en": ""}}), ["name"]),
        (ReportDraft(name=LONG, location=LONG), ["name", "location"]),
        (ReportDraft(name="R", localization={"device": {"cz": "c", "jp": LONG}}), ["localization.device.jp"]),
        (ReportDraft(name="R", localization={"name": {"language!": "x"}}), ["localization.name"]),
        (ReportDraft(name="R", localization={"name": {f"l{n}": "x" for n in range(16)}}), ["localization.name"]),
        (ReportDraft(name="R", chapters=of("nix")), ["chapters[0].chapterId"]),
        (ReportDraft(name="R", chapters=of(*["nix"] * (REPORT_CHAPTERS_LIMIT + 1))), ["chapters"]),
    ],
    ids=range(9),
)
def test_refuses(repository: Repository, draft: ReportDraft, fields: list[str]) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.reports.create(draft)
    assert [each.field for each in caught.value.errors] == fields
    assert repository.reports.all() == []


def test_a_refused_change_changes_nothing(repository: Repository) -> None:
    one = chapter(repository, "One")
    made = repository.reports.create(ReportDraft(name="R", chapters=of(one)))
    with pytest.raises(InvalidError):
        repository.reports.update(ReportDraft(id=made.id, name="S", chapters=of("nix")))
    assert repository.reports.get(made.id).name == "R"
    assert chapters_of(repository, made.id) == [one]


def test_there_are_no_more_than_the_limit(repository: Repository) -> None:
    for number in range(REPORT_LIMIT):
        repository.reports.create(ReportDraft(name=f"R{number}"))
    with pytest.raises(InvalidError, match=f"id: there are {REPORT_LIMIT} already"):
        repository.reports.create(ReportDraft(name="one more"))


def test_a_chapter_that_goes_leaves_its_reports_with_the_others(repository: Repository) -> None:
    profile = repository.profiles.create(ProfileDraft(name="P"))
    one, other, third = (
        chapter(repository, "One"),
        chapter(repository, "Other", profile.id),
        chapter(repository, "Third"),
    )
    both = repository.reports.create(ReportDraft(name="Both", chapters=of(other, one)))
    lone = repository.reports.create(ReportDraft(name="Lone", chapters=of(third)))
    assert [each.id for each in repository.reports.of_chapters([one, other])] == [both.id]
    assert [each.id for each in repository.profiles.dependants(profile.id).reports] == [both.id]
    repository.profiles.remove(profile.id)
    assert chapters_of(repository, both.id) == [one]
    repository.chapters.remove(third)
    assert chapters_of(repository, lone.id) == []


def test_several_are_deleted_together_or_not_at_all(repository: Repository) -> None:
    ids = [repository.reports.create(ReportDraft(name=name)).id for name in "ABC"]
    with pytest.raises(NotFoundError):
        repository.reports.remove(ids[0], "nix")
    repository.reports.remove(ids[0], ids[2], ids[0])
    assert [each.name for each in repository.reports.all()] == ["B"]


def test_a_reset_forgets_them(repository: Repository) -> None:
    repository.reports.create(ReportDraft(name="R", chapters=of(chapter(repository, "One"))))
    reset(repository)
    assert repository.reports.all() == []


def test_unknown_ids(repository: Repository) -> None:
    for call in (repository.reports.get, repository.reports.remove):
        with pytest.raises(NotFoundError, match="Report nix does not exist"):
            call("nix")
    with pytest.raises(NotFoundError):
        repository.reports.update(ReportDraft(id="nix", name="R"))
