"""Settings: addresses, and what is refused."""

from __future__ import annotations

import pytest

from fauxmon.runtime.settings import Address, Settings, SettingsError, parse_address, parse_origin


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:2055", Address("127.0.0.1", 2055)),
        ("0.0.0.0:0", Address("0.0.0.0", 0)),
        ("[::1]:2055", Address("::1", 2055)),
        ("[::]:65535", Address("::", 65535)),
    ],
)
def test_an_address_and_back(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert str(address) == text


def test_localhost_is_ipv4() -> None:
    assert parse_address("localhost:80") == Address("127.0.0.1", 80)


@pytest.mark.parametrize(
    "text", ["", "2055", "127.0.0.1", "127.0.0.1:", ":2055", "::1:2055", "[127.0.0.1]:1", "host:1"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as 127\.0\.0\.1:2055"):
        parse_address(text)


@pytest.mark.parametrize("text", ["127.0.0.1:65536", "127.0.0.1:-1"])
def test_what_is_no_port(text: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 65535"):
        parse_address(text)


@pytest.mark.parametrize(("host", "loopback"), [("127.0.1.2", True), ("::1", True), ("0.0.0.0", False), ("::", False)])
def test_loopback(host: str, loopback: bool) -> None:
    assert Address(host, 1).loopback is loopback


def test_the_default_password_only_where_nobody_else_gets() -> None:
    Settings().check()
    Settings(http=Address("0.0.0.0", 8443), admin_password="secret").check()
    with pytest.raises(SettingsError, match="FAUXMON_ADMIN_PASSWORD"):
        Settings(http=Address("0.0.0.0", 8443)).check()


def test_a_password_does_not_show() -> None:
    assert "secret" not in repr(Settings(admin_password="secret"))


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("*", "*"),
        ("https://Portal.example/", "https://portal.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_origin(text: str, origin: str) -> None:
    assert parse_origin(text) == origin


@pytest.mark.parametrize(
    "text",
    ["", "portal.example", "ftp://portal.example", "https://portal.example/path", "https://a b", "null", "https://"],
)
def test_what_is_no_origin(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as https://portal\.example"):
        parse_origin(text)
