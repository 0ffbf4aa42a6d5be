from fauxmon_api.rest.localization import localized
from fauxmon_model.entities import LANGUAGES_LIMIT


def test_what_is_shown_is_english_where_nothing_else_is() -> None:
    kept = {"name": {"en": "Lab", "fr": "Labo"}, "location": {"cz": "Brno"}}
    assert localized(kept, {"name": "Laboratory", "location": "Bruenn"}) == {
        "name": {"en": "Lab", "cz": "", "jp": "", "fr": "Labo"},
        "location": {"en": "Bruenn", "cz": "Brno", "jp": ""},
    }


def test_so_many_that_none_may_be_added_stay_as_they_are() -> None:
    kept = {"name": {f"l{number}": "x" for number in range(LANGUAGES_LIMIT - 2)}}
    assert localized(kept, {"name": "Lab"}) == kept
    del kept["name"]["l0"]
    assert len(localized(kept, {"name": "Lab"})["name"]) == LANGUAGES_LIMIT
