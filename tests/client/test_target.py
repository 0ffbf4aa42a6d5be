from __future__ import annotations

import pytest

from fauxmon.client import Login, Target


@pytest.mark.parametrize("url", ["https://127.0.0.1:8443", "http://localhost:1", "https://[::1]:8443"])
def test_this_machine(url: str) -> None:
    assert Target(url=url).loopback


@pytest.mark.parametrize("url", ["https://192.0.2.1", "https://collector.example", "https://localhost.example"])
def test_other_machines(url: str) -> None:
    assert not Target(url=url).loopback


@pytest.mark.parametrize("url", ["", "collector", "ftp://collector", "https://", "127.0.0.1:8443"])
def test_what_is_no_url(url: str) -> None:
    with pytest.raises(ValueError, match="is not an HTTP URL"):
        Target(url=url)


def test_secrets_are_not_printed() -> None:
    printed = repr(Target(url="https://collector", token="secret-token", login=Login("admin", "secret-word")))
    assert "secret" not in printed
