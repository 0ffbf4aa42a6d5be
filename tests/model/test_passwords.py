from __future__ import annotations

from fauxmon_model.passwords import NOBODYS_HASH, hash_password, verify_password


def test_the_right_password_and_no_other() -> None:
    hashed = hash_password("pässwörd")
    assert verify_password("pässwörd", hashed)
    assert not verify_password("password", hashed)
    assert not verify_password("", hashed)


def test_the_same_password_is_hashed_differently_each_time() -> None:
    assert hash_password("admin") != hash_password("admin")


def test_the_text_does_not_hold_the_password_but_the_cost() -> None:
    scheme, n, r, p, salt, digest = hash_password("admin").split("$")
    assert (scheme, int(n), int(r), int(p), len(salt), len(digest)) == ("scrypt", 16384, 8, 1, 32, 128)


def test_a_hash_of_another_cost_is_verified_by_its_own() -> None:
    # hashlib.scrypt(b"admin", salt=b"salt", n=1024, r=8, p=1)
    digest = (
        "febd64415439ae13544e0df5a618e7d3ad8fcb1213ecae6fafcbe2b0d787183b"
        "34172bbb27bc6442b578c7eea61ddde75a3e66026b15993012db38273bc2ddc5"
    )
    hashed = f"scrypt$1024$8$1${b'salt'.hex()}${digest}"
    assert verify_password("admin", hashed)
    assert not verify_password("Admin", hashed)


def test_nobodys_hash_matches_nobody() -> None:
    assert not verify_password("", NOBODYS_HASH)
