"""BundID by SAML 2.0 (Web SSO profile): a signed request by POST, an answer whose assertion BundID has signed.

`region.bundid_metadata` is BundID's metadata as its operator hands them out: issuer, address and certificates are
pinned by them. `<town>.bundid_key` and `<town>.bundid_certificate` (PEM) are what the town registered there; the
key signs requests and opens encrypted assertions. All are read at use, so that a rotation needs no restart.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from chassis.settings import Secrets
from chassis.telemetry.logs import logger
from chassis.tenancy import Tenant
from identity.adapters.bundid_request import authn_request
from identity.domain.handoff import AnswerRefused, Refusal, Request, Told
from identity.domain.levels import Level
from identity.domain.names import Names
from identity.use_cases.ports import Leaving

ENTITY = "/identitaet/bundid/metadaten"
ANSWERS = "/identitaet/bundid/antwort"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
GIVEN_NAMES, FAMILY_NAME, BIRTH_DATE = "urn:oid:2.5.4.42", "urn:oid:2.5.4.4", "urn:oid:1.2.40.0.10.2.1.1.55"
LEVELS: dict[str, Level] = {
    "STORK-QAA-Level-1": "none",
    "STORK-QAA-Level-2": "normal",
    "STORK-QAA-Level-3": "substantial",
    "STORK-QAA-Level-4": "high",
}
_LONGEST = 120
_DATA = "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
_WHY = {
    OneLogin_Saml2_ValidationError.STATUS_CODE_IS_NOT_SUCCESS: Refusal.CANCELLED,
    OneLogin_Saml2_ValidationError.WRONG_AUDIENCE: Refusal.WRONG_AUDIENCE,
    OneLogin_Saml2_ValidationError.WRONG_DESTINATION: Refusal.OTHER_TOWN,
    OneLogin_Saml2_ValidationError.WRONG_ISSUER: Refusal.WRONG_ISSUER,
    OneLogin_Saml2_ValidationError.ASSERTION_EXPIRED: Refusal.EXPIRED,
    OneLogin_Saml2_ValidationError.ASSERTION_TOO_EARLY: Refusal.EXPIRED,
    OneLogin_Saml2_ValidationError.SESSION_EXPIRED: Refusal.EXPIRED,
    OneLogin_Saml2_ValidationError.WRONG_SUBJECTCONFIRMATION: Refusal.UNSOLICITED,
    OneLogin_Saml2_ValidationError.WRONG_INRESPONSETO: Refusal.UNSOLICITED,
    OneLogin_Saml2_ValidationError.NO_ATTRIBUTESTATEMENT: Refusal.INCOMPLETE,
}
"""What the library found; everything else is taken for a wrong signature."""

log = logger(__name__)


@dataclass(frozen=True)
class SamlBundId:
    """BundID for all towns of the region that have keys for it."""

    secrets: Secrets

    def serves(self, town: Tenant) -> bool:
        """Say whether the town is registered there, with keys that are mounted."""
        try:
            self._settings(town)
        except (LookupError, OneLogin_Saml2_Error, etree.XMLSyntaxError) as error:
            log.warning("bundid not set up", tenant=town.key, error=type(error).__name__)
            return False
        return True

    def ask(self, town: Tenant, request: Request, now: datetime) -> Leaving:
        """Write and sign a request."""
        settings = self._settings(town)
        address = settings.get_idp_sso_url()
        level = next(one for one, meant in LEVELS.items() if meant == request.level)
        written = authn_request(
            request.id,
            {"issuer": town.url(ENTITY), "answers": town.url(ANSWERS), "destination": address, "town": town.name},
            level,
            (GIVEN_NAMES, FAMILY_NAME, BIRTH_DATE),
            now.astimezone(UTC),
        )
        signed = OneLogin_Saml2_Utils.add_sign(written, settings.get_sp_key(), settings.get_sp_cert())
        return Leaving(address, b64encode(signed).decode())

    def names(self, answer: str) -> str:
        """Return the id of the request that an answer claims to belong to; nothing of it is believed yet."""
        try:
            document = OneLogin_Saml2_XML.to_etree(OneLogin_Saml2_Utils.b64decode(answer))
        except Exception:  # noqa: BLE001 - whatever was posted, it is no answer
            raise AnswerRefused(Refusal.NO_ANSWER) from None
        return str(document.get("InResponseTo", ""))

    def read(self, town: Tenant, answer: str, request_id: str) -> Told:
        """Return what an answer says, or raise `AnswerRefused`."""
        try:
            response = OneLogin_Saml2_Response(self._settings(town), answer)
            response.is_valid(_request_data(town), request_id=request_id, raise_exceptions=True)
            _require_bound(response, town, request_id)
            return _told(response)
        except OneLogin_Saml2_ValidationError as error:
            raise AnswerRefused(_WHY.get(error.code, Refusal.WRONG_SIGNATURE)) from None
        except AnswerRefused:
            raise
        except Exception as error:  # noqa: BLE001 - from the depths of XML; its text may quote the answer
            log.warning("bundid's answer not read", tenant=town.key, error=type(error).__name__)
            raise AnswerRefused(Refusal.NO_ANSWER) from None

    def _settings(self, town: Tenant) -> Any:  # noqa: ANN401 - the library has no types
        metadata = self.secrets.read("region", "bundid_metadata")
        theirs = OneLogin_Saml2_IdPMetadataParser.parse(metadata, required_sso_binding=POST)
        ours = {
            "strict": True,
            "sp": {
                "entityId": town.url(ENTITY),
                "assertionConsumerService": {"url": town.url(ANSWERS), "binding": POST},
                "x509cert": self.secrets.read(town.key, "bundid_certificate"),
                "privateKey": self.secrets.read(town.key, "bundid_key"),
            },
            "security": {
                "authnRequestsSigned": True,
                "wantAssertionsSigned": True,
                "wantNameId": False,
                "rejectDeprecatedAlgorithm": True,
                "allowSingleLabelDomains": True,
            },
        }
        return OneLogin_Saml2_Settings({**ours, "idp": theirs["idp"]})


def _request_data(town: Tenant) -> dict[str, str]:
    address = urlsplit(town.url(ANSWERS))
    return {
        "https": "on" if address.scheme == "https" else "off",
        "http_host": address.netloc,
        "script_name": address.path,
    }


def _require_bound(response: Any, town: Tenant, request_id: str) -> None:  # noqa: ANN401 - the library has no types
    """Refuse what the library would let through: no audience, or a signed part that names no request."""
    if town.url(ENTITY) not in response.get_audiences():
        raise AnswerRefused(Refusal.WRONG_AUDIENCE)
    for data in response._query_assertion(_DATA):  # noqa: SLF001 - the signed part; the library offers no other door
        if data.get("InResponseTo") == request_id and data.get("Recipient") == town.url(ANSWERS):
            return
    raise AnswerRefused(Refusal.UNSOLICITED)


def _told(response: Any) -> Told:  # noqa: ANN401 - the library has no types
    said = response.get_attributes()
    given, family, born = (str((said.get(name) or [""])[0]).strip() for name in (GIVEN_NAMES, FAMILY_NAME, BIRTH_DATE))
    levels = [LEVELS.get(one, "none") for one in response.get_authn_contexts()]
    if not family or len(family) > _LONGEST or len(given) > _LONGEST:
        raise AnswerRefused(Refusal.INCOMPLETE)
    try:
        return Told(Names(given, family), date.fromisoformat(born), levels[0])
    except (ValueError, IndexError):
        raise AnswerRefused(Refusal.INCOMPLETE) from None
