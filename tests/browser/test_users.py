"""Users and roles made, changed and deleted by clicks alone; REST has the same."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def all_of(rest: Any, kind: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in rest.http.get(f"/rest/fcc/{kind}").json()}


def test_a_role_and_its_user_are_made_changed_and_deleted(browser: Any, rest: Any, served: Any) -> None:
    served.send("127.0.0.1")
    served.settle()
    (channel,) = rest.profile("live")["channels"]
    shop = rest.post(
        "profiles",
        {
            "name": "Shop",
            "type": "real",
            "channels": [{"name": "web", "sign": "+", "filter": "port 443", "parent": "*"}],
        },
    )
    browser.begin("/roles", "New Role")
    browser.write("Name", "Shop team")
    browser.choose("Root Profiles, and all below them", "Shop")
    browser.choose("Sources of All Sources", channel["name"])
    browser.tick("and may change what is below the root Profiles")
    browser.save("Shop team")
    role = all_of(rest, "roles")["Shop team"]
    assert role["_fauxmon"] == {
        "administrator": False,
        "fullAccess": False,
        "write": True,
        "rootProfiles": [shop["id"]],
        "sources": [channel["id"]],
    }

    browser.begin("/users", "New User")
    browser.write("Login", "anna")
    browser.enter("Save")
    browser.wrong("password: must not be empty")
    browser.write("Password", "correct horse")
    browser.choose("Role", "Shop team")
    browser.save("anna")
    assert all_of(rest, "users")["anna"]["role"] == {"id": role["id"], "name": "Shop team"}
    browser.write("Password (empty: as it is)", "battery staple")
    browser.enter("Save")
    login = {"grant_type": "password", "client_id": "invea-tech", "username": "anna", "password": "battery staple"}
    browser.until(lambda: rest.http.post("/resources/oauth/token", data=login).status_code == 200)

    browser.open(f"/roles?id={role['id']}")
    browser.until(lambda: browser.find("h1").text == "Shop team")
    browser.delete()
    browser.wrong("has users")
    browser.open(f"/users?id={all_of(rest, 'users')['anna']['id']}")
    browser.until(lambda: browser.find("h1").text == "anna")
    browser.delete()
    browser.until(lambda: list(all_of(rest, "users")) == ["admin"])
    browser.open(f"/roles?id={role['id']}")
    browser.until(lambda: browser.find("h1").text == "Shop team")
    browser.delete()
    browser.until(lambda: "Shop team" not in all_of(rest, "roles"))


def test_the_last_administrator_stays(browser: Any, rest: Any) -> None:
    browser.open("/users")
    browser.until(lambda: browser.find("h1").text == "admin")
    browser.delete()
    browser.wrong("there must be an administrator")
    assert list(all_of(rest, "users")) == ["admin"]
