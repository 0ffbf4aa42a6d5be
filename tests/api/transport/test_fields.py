from fauxmon_api.transport.fields import Fields

PROFILE = {"id": "live", "name": "All Sources", "channels": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}


def test_keeps_what_is_named_in_the_order_it_is_named() -> None:
    assert list(Fields(["name", "id"]).of(PROFILE).items()) == [("name", "All Sources"), ("id", "live")]


def test_reaches_into_lists_by_dots() -> None:
    assert Fields(["id", "channels.id"]).of([PROFILE]) == [{"id": "live", "channels": [{"id": "a"}, {"id": "b"}]}]


def test_takes_several_properties_of_one_member() -> None:
    assert Fields(["channels.name", "channels.id"]).of(PROFILE)["channels"][0] == {"name": "A", "id": "a"}


def test_passes_over_what_does_not_exist() -> None:
    assert Fields(["nothing", "id.more", "channels.nothing"]).of(PROFILE) == {"id": "live", "channels": [{}, {}]}
