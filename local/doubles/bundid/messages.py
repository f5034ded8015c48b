"""The answers that BundID sends, good ones and bad ones (SAML 2.0 core and profiles, 4.1.4)."""

import importlib
import uuid
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from local.doubles.bundid.keys import Pair, make_pair

xmlsec: Any = importlib.import_module("xmlsec")  # its types name half of what it has
_SAMLP, _SAML = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
_STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
GIVEN_NAMES, FAMILY_NAME, BIRTH_DATE = "urn:oid:2.5.4.42", "urn:oid:2.5.4.4", "urn:oid:1.2.40.0.10.2.1.1.55"
MEANS = {"eID": "STORK-QAA-Level-4", "ELSTER": "STORK-QAA-Level-3", "Benutzername": "STORK-QAA-Level-1"}
MODES = (
    "normal",
    "replay",
    "wrong-issuer",
    "wrong-audience",
    "no-audience",
    "wrong-town",
    "lower-level",
    "expired",
    "early",
    "wrong-signature",
    "unsigned",
    "altered",
    "unsolicited",
    "swapped",
    "unbound",
    "cancelled",
    "incomplete",
)
"""`replay` sends the last answer again; `swapped` puts another signed assertion under a response to this request, and
`unbound` one that names no request; `altered` changes the name after signing; `early` is not valid yet."""


@dataclass(frozen=True)
class Town:
    """A town as BundID registered it."""

    entity: str
    answers: str
    certificate: str


@dataclass(frozen=True)
class Person:
    """Who somebody is, and by which means they said so."""

    given_names: str
    family_name: str
    birth_date: str
    means: str = "eID"


@dataclass(frozen=True)
class IdentityProvider:
    """BundID with its name and its keys."""

    entity: str
    keys: Pair

    def answer(self, request_id: str, town: Town, other: Town, person: Person, mode: str = "normal") -> str:
        """Return an answer as a browser posts it; `other` is the town that is meant where the wrong one is."""
        named = "" if mode == "unsolicited" else f' InResponseTo="{request_id}"'
        meant = other if mode == "wrong-town" else town
        if mode == "cancelled":
            why = f'<samlp:StatusCode Value="{_STATUS}AuthnFailed"/>'
            status = f'<samlp:StatusCode Value="{_STATUS}Responder">{why}</samlp:StatusCode>'
            return self._response(named, meant, status, "")
        status = f'<samlp:StatusCode Value="{_STATUS}Success"/>'
        inner = {"swapped": f' InResponseTo="{_id()}"', "unbound": ""}.get(mode, named)
        written = self._assertion(inner, meant, person, mode)
        keys = make_pair("Somebody else") if mode == "wrong-signature" else self.keys
        if mode != "unsigned":
            written = OneLogin_Saml2_Utils.add_sign(written, keys.key, keys.certificate).decode()
        if mode == "altered":
            written = written.replace(f">{person.family_name}<", f">{person.family_name}s<")
        return self._response(named, meant, status, _encrypted(written, town.certificate))

    def _response(self, named: str, town: Town, status: str, assertion: str) -> str:
        text = (
            f'<samlp:Response xmlns:samlp="{_SAMLP}" xmlns:saml="{_SAML}" ID="{_id()}" Version="2.0"'
            f' IssueInstant="{_at()}" Destination="{town.answers}"{named}>'
            f"<saml:Issuer>{self.entity}</saml:Issuer><samlp:Status>{status}</samlp:Status>{assertion}</samlp:Response>"
        )
        return b64encode(text.encode()).decode()

    def _assertion(self, named: str, town: Town, person: Person, mode: str) -> str:
        since, until = {"expired": (-15, -10), "early": (10, 25)}.get(mode, (-15, 5))
        audience = "https://somebody.example" if mode == "wrong-audience" else town.entity
        meant = f"<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>"
        issuer = "https://somebody.example/saml" if mode == "wrong-issuer" else self.entity
        level = "STORK-QAA-Level-1" if mode == "lower-level" else MEANS[person.means]
        said = {GIVEN_NAMES: person.given_names, FAMILY_NAME: person.family_name, BIRTH_DATE: person.birth_date}
        if mode == "incomplete":
            del said[BIRTH_DATE]
        assertion = etree.fromstring(
            f'<saml:Assertion xmlns:saml="{_SAML}" ID="{_id()}" Version="2.0" IssueInstant="{_at()}">'
            f"<saml:Issuer>{issuer}</saml:Issuer>"
            f'<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">{_id()}'
            '</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData NotOnOrAfter="{_at(until)}" Recipient="{town.answers}"{named}/>'
            "</saml:SubjectConfirmation></saml:Subject>"
            f'<saml:Conditions NotBefore="{_at(since)}" NotOnOrAfter="{_at(until)}">'
            f"{'' if mode == 'no-audience' else meant}</saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{_at()}"><saml:AuthnContext><saml:AuthnContextClassRef>{level}'
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            "<saml:AttributeStatement/></saml:Assertion>"
        )
        statement = assertion[-1]
        for name, value in said.items():
            attribute = etree.SubElement(statement, f"{{{_SAML}}}Attribute", Name=name)
            etree.SubElement(attribute, f"{{{_SAML}}}AttributeValue").text = value
        return str(etree.tostring(assertion, encoding="unicode"))


def _encrypted(assertion: str, certificate: str) -> str:
    """Encrypt an assertion for a town (XML Encryption: AES-256, its key by RSA-OAEP)."""
    root = etree.fromstring(f'<saml:EncryptedAssertion xmlns:saml="{_SAML}"/>')
    root.append(etree.fromstring(assertion))
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None))
    data = xmlsec.template.encrypted_data_create(
        root, xmlsec.Transform.AES256, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="dsig")
    key = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    context.encrypt_xml(data, root[0])
    return str(etree.tostring(root, encoding="unicode"))


def _id() -> str:
    return f"_{uuid.uuid4().hex}"


def _at(minutes: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
