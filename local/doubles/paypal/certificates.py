"""The certificate chain that signs webhooks, shaped like PayPal's: root, intermediate, signing certificate."""

import base64
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from local.home import private_text

_PEM = serialization.Encoding.PEM
_LEAF = 2  # how deep below the root
_SUBJECT = "messageverificationcerts.paypal.com"


@dataclass(frozen=True)
class Signer:
    """The key of the signing certificate, and the chain that vouches for it."""

    key: rsa.RSAPrivateKey
    chain: str
    certificate_id: str

    @classmethod
    def of(cls, folder: Path) -> "Signer":
        """Load the chain of a folder, made at the first start; the root lies in `ca.pem`."""
        if not (folder / "signer.key").exists():
            _make(folder)
        key = serialization.load_pem_private_key((folder / "signer.key").read_bytes(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("signer.key is not an RSA key")
        chain = (folder / "chain.pem").read_text(encoding="ascii")
        serial = x509.load_pem_x509_certificates(chain.encode())[0].serial_number
        return cls(key, chain, f"CERT-{serial:x}"[:21])

    def sign(self, transmission: str, when: str, webhook_id: str, body: bytes) -> str:
        """Sign as PayPal does: over ids, time and no more of the body than its CRC-32."""
        said = f"{transmission}|{when}|{webhook_id}|{zlib.crc32(body)}".encode()
        return base64.b64encode(self.key.sign(said, padding.PKCS1v15(), hashes.SHA256())).decode()


def _make(folder: Path) -> None:
    root_key, root = _certificate("Double of PayPal: root", None, 0)
    middle_key, middle = _certificate("Double of PayPal: intermediate", (root_key, root), 1)
    key, leaf = _certificate(_SUBJECT, (middle_key, middle), _LEAF)
    (folder / "ca.pem").write_bytes(root.public_bytes(_PEM))
    (folder / "chain.pem").write_bytes(leaf.public_bytes(_PEM) + middle.public_bytes(_PEM))
    text = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    private_text(folder / "signer.key", text)  # last: its presence says that all is there


def _certificate(
    name: str, issuer: tuple[rsa.RSAPrivateKey, x509.Certificate] | None, depth: int
) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer_key, issuer_name = (issuer[0], issuer[1].subject) if issuer else (key, subject)
    is_authority = depth < _LEAF
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(is_authority, 1 - depth if is_authority else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    if not is_authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return key, builder.sign(issuer_key, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
