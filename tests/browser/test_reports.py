"""Reports and e-mail reports made, changed and deleted by clicks alone; REST has the same objects."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


def test_a_report_has_its_chapters_in_order(browser: Any, rest: Any) -> None:
    ids = {name: rest.post("chapters", {"name": name, "type": "traffic"})["id"] for name in ("AAA", "AAB")}
    browser.begin("/reports", "New Report")
    browser.write("Name", "Weekly")
    for count in (1, 2):
        browser.find(".fx-editor .fx-small").click()
        browser.until(lambda count=count: len(browser.driver.find_elements(By.CSS_SELECTOR, ".fx-channel")) == count)
    browser.choose("Chapter", "AAB")
    browser.save("Weekly")
    (made,) = rest.get("reports")
    assert [each["chapterId"] for each in made["chapters"]] == [ids["AAB"], ids["AAA"]]
    assert made["owner"] == "admin"
    browser.find(".fx-channel [title=Down]").click()
    browser.enter("Save")
    browser.until(lambda: [each["chapterId"] for each in rest.get("reports")[0]["chapters"]] == list(ids.values()))
    texts = {"location": {"cz": "Praha"}}
    rest.http.put("/rest/fmc/reports", json={"entity": {"id": made["id"], "localization": texts}}).raise_for_status()
    browser.driver.refresh()
    browser.until(lambda: browser.find("h1").text == "Weekly")
    browser.click("Copy")
    browser.save("Weekly (copy)")
    (copy,) = (report for report in rest.get("reports") if report["id"] != made["id"])
    assert copy["localization"]["location"]["cz"] == "Praha", "what the form does not show is copied, too"
    browser.delete()
    browser.until(lambda: [report["id"] for report in rest.get("reports")] == [made["id"]])
    assert rest.http.post("/rest/fmc/emailreports", json={"entity": {"report": made["id"]}}).status_code == 200
    browser.delete("E-mail report Weekly")
    browser.until(lambda: rest.get("reports") == [])


def test_an_e_mail_report_is_made_and_changed(browser: Any, rest: Any) -> None:
    report = rest.post("reports", {"name": "Weekly"})
    browser.begin("/email-reports", "New E-mail report")
    browser.choose("About", "The last week")
    browser.tick("Sunday")
    browser.save("Weekly")
    (made,) = rest.get("emailreports")
    assert (made["report"], made["period"], made["active"]) == (report["id"], {"id": "week"}, True)
    assert [day for day, chosen in made["days"].items() if not chosen] == ["sunday"]
    browser.tick("Active")
    browser.write("Language", "e")
    browser.enter("Save")
    browser.wrong("lang: must be two letters")
    browser.write("Language", "en")
    browser.enter("Save")
    browser.until(lambda: rest.get("emailreports")[0]["active"] is False)
    browser.click("Send now")
    browser.wrong("start the server with --mail-spool or --smtp")
    browser.delete()
    browser.until(lambda: rest.get("emailreports") == [])
