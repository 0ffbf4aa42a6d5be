import datetime as dt
import ipaddress
import ssl
import stat
from pathlib import Path

import pytest
from cryptography import x509

from fauxmon_api.tls import ensure_certificate

HOSTS = ["localhost", "127.0.0.1", "::1"]


def test_names_every_host_and_keeps_the_key_private(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path / "tls", HOSTS)

    names = x509.load_pem_x509_certificate(certificate.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.value.get_values_for_type(x509.IPAddress) == [
        ipaddress.ip_address("127.0.0.1"),
        ipaddress.ip_address("::1"),
    ]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_is_a_pair_that_a_server_and_a_client_accept(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path, HOSTS)

    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context(cafile=str(certificate))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    here = client.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    there = server.wrap_bio(to_server, to_client, server_side=True)
    for side in (here, there, here, there):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    assert here.version() == "TLSv1.3"


def test_is_used_again(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in ensure_certificate(tmp_path, HOSTS)]
    again = [path.read_bytes() for path in ensure_certificate(tmp_path, ["127.0.0.1"])]
    assert again == first


def _forget_key(directory: Path) -> None:
    (directory / "key.pem").unlink()


def _spoil_certificate(directory: Path) -> None:
    (directory / "certificate.pem").write_text("-----BEGIN CERTIFICATE-----\nno\n")


def _swap_key(directory: Path) -> None:
    other = ensure_certificate(directory / "other", HOSTS)[1]
    (directory / "key.pem").write_bytes(other.read_bytes())


@pytest.mark.parametrize("spoil", [_forget_key, _spoil_certificate, _swap_key])
def test_is_made_anew_when_the_pair_is_of_no_use(tmp_path: Path, spoil) -> None:
    first = ensure_certificate(tmp_path, HOSTS)[0].read_bytes()
    spoil(tmp_path)

    certificate, key = ensure_certificate(tmp_path, HOSTS)

    assert certificate.read_bytes() != first
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)


def test_is_made_anew_for_a_host_that_it_does_not_name(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path, HOSTS)[0].read_bytes()
    assert ensure_certificate(tmp_path, [*HOSTS, "collector.lab"])[0].read_bytes() != first


def test_lasts_for_a_lab(tmp_path: Path) -> None:
    certificate, _ = ensure_certificate(tmp_path, HOSTS)
    held = x509.load_pem_x509_certificate(certificate.read_bytes())
    life = held.not_valid_after_utc - held.not_valid_before_utc
    assert dt.timedelta(days=365) < life < dt.timedelta(days=826)
