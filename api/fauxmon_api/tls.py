"""The self-signed certificate of a collector that has none yet, as every box of the product brings one."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

CERTIFICATE = "certificate.pem"
KEY = "key.pem"
_LIFE = dt.timedelta(days=825)


def ensure_certificate(directory: Path, hosts: Sequence[str]) -> tuple[Path, Path]:
    """Paths of (certificate, key) in `directory`, PEM, for `hosts` (names and addresses).

    What is there is used again as long as it is valid, belongs together and names every host; else both are made anew:
    EC P-256, self-signed, key readable by its owner only. Errors: OSError.
    """
    certificate, key = directory / CERTIFICATE, directory / KEY
    if not _usable(certificate, key, hosts):
        directory.mkdir(parents=True, exist_ok=True)
        _make(certificate, key, hosts)
    return certificate, key


def _usable(certificate: Path, key: Path, hosts: Sequence[str]) -> bool:
    # Importing cryptography costs 100 ms that a server without TLS must not pay.
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    try:
        held = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
        names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - a certificate is judged by the wall clock
    covered = {str(name.value) for name in names}
    return (
        private.public_key() == held.public_key()
        and held.not_valid_before_utc <= now < held.not_valid_after_utc
        and covered.issuperset(hosts)
    )


def _make(certificate: Path, key: Path, hosts: Sequence[str]) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Fauxmon")])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - a certificate is dated by the wall clock
    alternatives = [_general_name(host) for host in dict.fromkeys(hosts)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(key, secret, 0o600)
    _write(certificate, made.public_bytes(pem), 0o644)


def _general_name(host: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write beside and move into place, so that no reader ever sees half a file or a key with a wider mode."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
    beside.replace(path)
