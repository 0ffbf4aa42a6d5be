"""Passwords as scrypt hashes, written `scrypt$n$r$p$salt$hash` so that a stronger cost can come later."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_N, _R, _P = 2**14, 8, 1
_SALT_BYTES = 16

NOBODYS_HASH = f"scrypt${_N}${_R}${_P}${'00' * _SALT_BYTES}${'00' * 64}"
"""No password has this hash. Checking against it takes as long as against any other."""


def hash_password(password: str) -> str:
    """Hash with a fresh salt; some tens of milliseconds and 16 MiB."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_scrypt(password, salt, _N, _R, _P).hex()}"


def verify_password(password: str, hashed: str) -> bool:
    """Whether the password is the one that was hashed; takes as long either way."""
    _scheme, n, r, p, salt, expected = hashed.split("$")
    actual = _scrypt(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(actual, bytes.fromhex(expected))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r)
