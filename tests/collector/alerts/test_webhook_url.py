from __future__ import annotations

import pytest

from fauxmon_collector.alerts.webhook_url import WebhookUrl


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", WebhookUrl(https=False, host="example.org", port=None, target="/")),
        (
            "https://example.org:8443/a%20b?c=d",
            WebhookUrl(https=True, host="example.org", port=8443, target="/a%20b?c=d"),
        ),
        ("http://[::1]:80/x", WebhookUrl(https=False, host="::1", port=80, target="/x")),
    ],
)
def test_reads(text: str, url: WebhookUrl) -> None:
    assert WebhookUrl.of(text) == url


@pytest.mark.parametrize(
    "text",
    [
        *("", "example.org", "ftp://example.org/secret", "http://", "http://me:secret@example.org/"),
        *("http://h:99999/secret", "http://h/secret x", "http://h/secreté", "http://h/\x7fsecret"),
    ],
)
def test_refuses_without_telling_it(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        WebhookUrl.of(text)
    assert "secret" not in str(caught.value)


def test_what_may_be_secret_is_not_shown() -> None:
    assert "secret" not in repr(WebhookUrl.of("https://example.org/secret"))
