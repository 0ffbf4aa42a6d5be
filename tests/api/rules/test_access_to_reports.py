"""R60 over REST of Reports and e-mail reports: without full access one has one's own, and they go with their user."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Collector
    from tests.api.rules.conftest import Asking

REPORTS, MAILS, CHAPTERS, USERS = (
    *("/rest/fmc/reports", "/rest/fmc/emailreports", "/rest/fmc/chapters"),
    "/rest/fcc/users",
)
SEEN, FORBIDDEN, HIDDEN = (200, 200, 204), (200, 401, 401), (204, 404, 404)


def test_reports_are_ones_own(admin: Asking, anna: Asking) -> None:
    theirs, ours = (asking.made(REPORTS, name="R") for asking in (admin, anna))
    assert [each["owner"] for each in anna.client.get(REPORTS).json()] == ["anna"]
    assert set(admin.ids(REPORTS)) == {theirs, ours}
    assert anna.statuses(REPORTS, theirs, name="Mine") == HIDDEN
    assert anna.statuses(REPORTS, ours, name="Mine") == SEEN
    assert admin.ids(REPORTS) == [theirs]


def test_email_reports_are_ones_own(admin: Asking, anna: Asking) -> None:
    report, ours = (asking.made(REPORTS, name="R") for asking in (admin, anna))
    theirs = [admin.made(MAILS, name="M", report=each) for each in (report, ours)]
    mail = anna.made(MAILS, name="M", report=ours)
    assert anna.ids(MAILS) == [mail]
    for hidden in theirs:
        assert anna.statuses(MAILS, hidden, active=False) == HIDDEN
    refused = anna.client.put(MAILS, json={"entity": {"id": mail, "report": report}})
    assert (refused.status_code, refused.json()["validationResults"][0]["field"]) == (405, "report")
    assert anna.statuses(MAILS, mail, active=False) == SEEN
    assert admin.ids(MAILS) == theirs
    assert all(each["active"] for each in admin.client.get(MAILS).json())


@pytest.mark.parametrize("path", [REPORTS, MAILS])
def test_without_write_none_is_changed(admin: Asking, anna: Asking, allow: Callable[..., None], path: str) -> None:
    report = anna.made(REPORTS, name="R")
    id_ = {REPORTS: report, MAILS: anna.made(MAILS, report=report)}[path]
    allow(write=False)
    assert anna.statuses(path, id_, name="Mine") == FORBIDDEN
    assert anna.client.post(path, json={"entity": {"name": "new", "report": report}}).status_code == 401
    assert [each["name"] for each in admin.client.get(path).json()] == ["R"]


def test_a_chapter_that_is_not_seen_is_not_to_be_had(admin: Asking, anna: Asking, root: str, foreign: str) -> None:
    mine, hidden = (admin.made(CHAPTERS, name="C", type="traffic", profile=each) for each in (root, foreign))
    report = anna.made(REPORTS, name="R", chapters=[{"chapterId": mine}])
    refused = anna.client.put(REPORTS, json={"entity": {"id": report, "chapters": [{"chapterId": hidden}]}})
    assert (refused.status_code, refused.json()["validationResults"][0]["field"]) == (405, "chapters[0].chapterId")


def test_a_new_user_of_an_old_login_inherits_nothing(
    admin: Asking, anna: Asking, collector: Collector, role: dict[str, int]
) -> None:
    report = anna.made(REPORTS, name="R")
    anna.made(MAILS, report=report)
    (_, user) = admin.client.get(USERS).json()
    assert admin.client.delete(f"{USERS}/{user['id']}").status_code == 204
    assert admin.ids(REPORTS) == admin.ids(MAILS) == []
    kept = admin.made(REPORTS, name="Of admin")
    later = admin.made(USERS, login="anna", password="secret", role=role["id"])
    with collector.client(collector.repository.accounts.issue(later)) as client:
        assert client.get(REPORTS).status_code == client.get(MAILS).status_code == 204
    assert admin.ids(REPORTS) == [kept]


def test_dependencies_name_ones_own(admin: Asking, anna: Asking, root: str) -> None:
    child = anna.profile("Child", root)
    chapter = anna.made(CHAPTERS, name="C", type="traffic", profile=child)
    theirs, ours = (asking.made(REPORTS, name="R", chapters=[{"chapterId": chapter}]) for asking in (admin, anna))
    hidden, mail = (asking.made(MAILS, report=ours) for asking in (admin, anna))
    for path, parameters in (("profiles/id", {"id": child}), (f"chapters/{chapter}", {})):
        assert anna.dependent(path, **parameters)["report"] == [ours]
        assert set(admin.dependent(path, **parameters)["report"]) == {ours, theirs}
    assert anna.dependent(f"reports/{ours}") == {"emailReports": [mail]}
    assert admin.dependent(f"reports/{ours}") == {"emailReports": [hidden, mail]}
    assert anna.client.get(f"/rest/fmc/dependencies/reports/{theirs}").status_code == 404
    assert anna.client.delete("/rest/fmc/profiles/id", params={"id": child}).status_code == 204
    assert admin.client.get(f"{REPORTS}/{theirs}").json()["chapters"] == []
