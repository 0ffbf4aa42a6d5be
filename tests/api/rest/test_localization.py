from fauxmon_api.rest.localization import localized


def test_what_is_shown_is_english_where_nothing_else_is() -> None:
    kept = {"name": {"en": "Lab", "fr": "Labo"}, "location": {"cz": "Brno"}}
    assert localized(kept, {"name": "Laboratory", "location": "Bruenn"}) == {
        "name": {"en": "Lab", "cz": "", "jp": "", "fr": "Labo"},
        "location": {"en": "Bruenn", "cz": "Brno", "jp": ""},
    }
