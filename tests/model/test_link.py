from fauxmon_model.link import Link

LINK = Link(1000, "Applications/WebSho-4f1c2a", "Rs-1")


def test_is_stored_and_read_back() -> None:
    assert LINK.stored() == {"speed": 1000, "profile": "Applications/WebSho-4f1c2a", "channel": "Rs-1"}
    assert Link.of(LINK.stored()) == LINK


def test_knows_its_channel_and_its_capacity() -> None:
    assert LINK.series == "Applications/WebSho-4f1c2a|Rs-1"
    assert Link(0.5, "live", "a").bits_per_second == 500_000


def test_follows_its_profile_only() -> None:
    moved = LINK.moved("Applications/WebSho-4f1c2a", "WebSho-4f1c2a")
    assert moved == Link(1000, "WebSho-4f1c2a", "Rs-1")
    assert LINK.moved("live", "else") == LINK
