from __future__ import annotations

from fauxmon_model.filter.suggestions import alike

KNOWN = ("port", "src port", "dst port", "proto", "observation domain id")


def test_compares_as_many_words_as_each_has() -> None:
    assert alike("scr port 80", KNOWN) == ("src port",)
    assert alike("Obsrevation domain id 7", KNOWN) == ("observation domain id",)


def test_letters_that_changed_places_are_a_small_mistake() -> None:
    assert alike("adn", ("and", "or")) == ("and",)
    assert alike("ro", ("and", "or")) == ("or",)


def test_of_equals_the_one_that_is_known_first_is_first() -> None:
    assert alike("prt", ("port", "part", "pert")) == ("port", "part")


def test_what_is_like_nothing_is_left_alone() -> None:
    assert alike("quux", KNOWN) == ()
    assert alike("", KNOWN) == ()
    assert alike("§ port", ()) == ()
    assert alike("p" + "o" * 100 + "rt", KNOWN) == ()
