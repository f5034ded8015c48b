"""The pages of the double.

GET  /saml/metadata             the identity provider's metadata
POST /saml/sso                  `SAMLRequest`: signed by a town that is registered here, or refused
POST /saml/anmelden             who the person is; leads back with `SAMLResponse`
PUT  /_double/misbehaviour      JSON `mode` and `times`: what the next answers are like (`messages.MODES`)
"""

import json
from pathlib import Path

from flask import Flask, Response, abort, jsonify, render_template, request
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from local.doubles.bundid.keys import Pair, metadata
from local.doubles.bundid.messages import MEANS, MODES, IdentityProvider, Person, Town
from local.doubles.kept import Kept, Plain

SIGNED = "/samlp:AuthnRequest/ds:Signature"
_EMPTY: Plain = {"last": "", "misbehaviour": {"mode": "normal", "times": 0}}


def create_app(folder: Path) -> Flask:
    """Build the double over a folder with its configuration, keys and state."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    towns = {town["entity"]: Town(**town) for town in config["towns"]}
    provider = IdentityProvider(f"{config['url']}/saml", Pair(**config["keys"]))
    app = Flask(__name__)
    kept = Kept(folder / "state.json", _EMPTY)
    _pages(app, kept, provider, towns)

    @app.get("/saml/metadata")
    def describe() -> Response:
        return Response(metadata(config["url"], provider.keys.certificate), mimetype="application/samlmetadata+xml")

    return app


def _pages(app: Flask, kept: Kept, provider: IdentityProvider, towns: dict[str, Town]) -> None:
    @app.post("/saml/sso")
    def ask() -> str:
        asked = _asked(towns)
        return render_template(
            "sign_in.html", request=request.form["SAMLRequest"], level=asked[2], means=MEANS, modes=MODES
        )

    @app.post("/saml/anmelden")
    def answer() -> str:
        request_id, town, _ = _asked(towns)
        told = {name: request.form.get(name, "") for name in ("given_names", "family_name", "birth_date", "means")}
        other = next((one for one in towns.values() if one != town), town)
        with kept.changing() as state:
            mode = request.form.get("mode", "normal")
            if state["misbehaviour"]["times"] > 0:
                state["misbehaviour"]["times"] -= 1
                mode = state["misbehaviour"]["mode"]
            if mode != "replay" or not state["last"]:
                state["last"] = provider.answer(request_id, town, other, Person(**told), mode)
            said = state["last"]
        return render_template("back.html", town=town, answer=said)

    @app.get("/_double/")
    def overview() -> str:
        with kept.reading() as state:
            return render_template("overview.html", misbehaviour=state["misbehaviour"], modes=MODES)

    @app.put("/_double/misbehaviour")
    def misbehave() -> Response:
        told = request.get_json()
        if told.get("mode", "normal") not in MODES:
            abort(400, f"mode is one of {MODES}")
        with kept.changing() as state:
            state["misbehaviour"] = {"mode": told.get("mode", "normal"), "times": int(told.get("times", 1))}
            return jsonify(state["misbehaviour"])


def _asked(towns: dict[str, Town]) -> tuple[str, Town, str]:
    """Return the request's id, the town that signed it, and the level that it asks for."""
    try:
        document = OneLogin_Saml2_XML.to_etree(OneLogin_Saml2_Utils.b64decode(request.form.get("SAMLRequest", "")))
    except (ValueError, etree.XMLSyntaxError):
        abort(400, "no SAMLRequest")
    issuer = OneLogin_Saml2_XML.query(document, "/samlp:AuthnRequest/saml:Issuer")
    town = towns.get(issuer[0].text if issuer else "")
    if town is None:
        abort(403, "this service is not registered here")
    if not OneLogin_Saml2_Utils.validate_sign(document, town.certificate, xpath=SIGNED):
        abort(403, "the request is not signed by that service")
    if document.get("AssertionConsumerServiceURL") != town.answers:
        abort(403, "answers do not go there")
    level = OneLogin_Saml2_XML.query(document, "//saml:AuthnContextClassRef")
    return document.get("ID"), town, level[0].text if level else ""
