"""Verifies PayPal's webhooks offline.

The signature covers ids, time and only the CRC-32 of the body, so a forged body of the same CRC passes under genuine
headers: what verifies is no more than a hint to re-read the order.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import requests
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from billing.use_cases.outside import NotFromProvider
from chassis.settings import Secrets

SIGNER = "messageverificationcerts.paypal.com"
WINDOW = timedelta(days=4)
"""PayPal repeats a webhook for up to three days."""

_CERTIFICATE = re.compile(r"[A-Za-z0-9-]{1,80}")
_TIMEOUT = (5, 10)


@dataclass
class WebhookVerifier:
    """Checks headers and body against PayPal's certificate, which must lead to a pinned authority."""

    paypal_url: str
    secrets: Secrets
    ca_file: Path | None = None
    _keys: dict[str, tuple[rsa.RSAPublicKey, datetime]] = field(default_factory=dict)

    def __call__(self, tenant: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        """Accept a webhook of a town's account, or raise `NotFromProvider`."""
        transmission = headers.get("PAYPAL-TRANSMISSION-ID", "")
        when = headers.get("PAYPAL-TRANSMISSION-TIME", "")
        if headers.get("PAYPAL-AUTH-ALGO") != "SHA256withRSA":
            raise NotFromProvider("another algorithm")
        if abs(now - _moment(when)) > WINDOW:
            raise NotFromProvider("too old, or from the future")
        webhook = self.secrets.read(tenant, "paypal_webhook_id")
        said = f"{transmission}|{when}|{webhook}|{zlib.crc32(body)}".encode()
        try:
            signature = base64.b64decode(headers.get("PAYPAL-TRANSMISSION-SIG", ""), validate=True)
            self._key(headers.get("PAYPAL-CERT-URL", ""), now).verify(
                signature, said, padding.PKCS1v15(), hashes.SHA256()
            )
        except (InvalidSignature, binascii.Error) as error:
            raise NotFromProvider("the signature does not fit") from error

    def _key(self, url: str, now: datetime) -> rsa.RSAPublicKey:
        kept = self._keys.get(url)
        # A certificate that was good once expires in this cache too.
        if kept is None or now > kept[1]:
            # Exactly PayPal's own place: anything else would let the sender choose who vouches for them.
            prefix = self.paypal_url.replace("://api-m.", "://api.") + "/v1/notifications/certs/"
            if not url.startswith(prefix) or not _CERTIFICATE.fullmatch(url.removeprefix(prefix)):
                raise NotFromProvider("the certificate lies elsewhere")
            answer = requests.get(url, timeout=_TIMEOUT, allow_redirects=False)
            if not answer.ok:
                raise NotFromProvider(f"the certificate cannot be fetched: status {answer.status_code}")
            kept = self._keys[url] = signer_of(answer.content, self._authorities(), now)
        return kept[0]

    def _authorities(self) -> list[x509.Certificate]:
        if self.ca_file is None:
            raise NotFromProvider("no authority is pinned: set PAYPAL_CA_FILE")
        return x509.load_pem_x509_certificates(self.ca_file.read_bytes())


def signer_of(chain: bytes, authorities: list[x509.Certificate], now: datetime) -> tuple[rsa.RSAPublicKey, datetime]:
    """Return the key of PayPal's certificate and until when it holds, if the chain leads to one of the authorities."""
    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError as error:
        raise NotFromProvider("no certificates") from error
    if any(not one.not_valid_before_utc <= now <= one.not_valid_after_utc for one in certificates):
        raise NotFromProvider("a certificate is not valid now")
    names = [name.value for name in certificates[0].subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    if names != [SIGNER]:
        raise NotFromProvider("the certificate is somebody else's")
    for issued, issuer in pairwise(certificates):
        if not _issued(issued, issuer):
            raise NotFromProvider("the chain is broken")
    if not any(_issued(certificates[-1], authority) for authority in authorities):
        raise NotFromProvider("no authority of ours vouches for it")
    key = certificates[0].public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotFromProvider("no RSA key")
    return key, min(one.not_valid_after_utc for one in certificates)


def _issued(issued: x509.Certificate, issuer: x509.Certificate) -> bool:
    if isinstance(issued.signature_hash_algorithm, hashes.SHA1 | hashes.MD5):
        return False
    try:
        issued.verify_directly_issued_by(issuer)
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints)
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return constraints.value.ca


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotFromProvider("no time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
