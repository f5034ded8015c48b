"""The SAML request as BundID wants it: the level, and which attributes, in its own extension (AKDB, version 2)."""

from collections.abc import Mapping
from datetime import datetime

from lxml import etree
from lxml.builder import ElementMaker

_SAMLP, _SAML = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
_AKDB = "https://www.akdb.de/request/2018/09"
_SHOWN = f"{_AKDB}/classic-ui/v1"
_samlp = ElementMaker(namespace=_SAMLP, nsmap={"samlp": _SAMLP, "saml": _SAML})
_saml = ElementMaker(namespace=_SAML)
_akdb = ElementMaker(namespace=_AKDB, nsmap={"akdb": _AKDB})
_shown = ElementMaker(namespace=_SHOWN, nsmap={"classic-ui": _SHOWN})


def authn_request(
    request_id: str, ours: Mapping[str, str], level: str, attributes: tuple[str, ...], now: datetime
) -> bytes:
    """Return the request; `ours` has `issuer`, `answers`, `destination` and `town`, `now` is in UTC."""
    wanted = (_akdb.RequestedAttribute(Name=name, RequiredAttribute="true") for name in attributes)
    extension = _akdb.AuthenticationRequest(
        _akdb.RequestedAttributes(*wanted),
        _akdb.DisplayInformation(_shown.Version(_shown.OrganizationDisplayName(ours["town"]))),
        Version="2",
    )
    request = _samlp.AuthnRequest(
        _saml.Issuer(ours["issuer"]),
        _samlp.Extensions(extension),
        _samlp.NameIDPolicy(Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient", AllowCreate="true"),
        _samlp.RequestedAuthnContext(_saml.AuthnContextClassRef(level), Comparison="minimum"),
        ID=request_id,
        Version="2.0",
        IssueInstant=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        Destination=ours["destination"],
        AssertionConsumerServiceURL=ours["answers"],
        ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
        ForceAuthn="true",
    )
    return bytes(etree.tostring(request))
