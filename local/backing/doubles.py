"""The doubles of what lives outside, as programs: PayPal, the Bundesamt's register, letter service, SMS, BundID."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from local.doubles.bundid.keys import make_pair, metadata
from local.home import Home, private_text
from local.serving import ServedProgram


@dataclass(frozen=True)
class Merchant:
    """One town as a PayPal business account, with the address to which PayPal sends webhooks."""

    tenant: str
    name: str
    webhook_url: str


class PayPal(ServedProgram):
    """PayPal Orders v2 with its own certificate authority (see `local.doubles.paypal`)."""

    name = "paypal"
    module = "local.doubles.paypal"

    def __init__(self, home: Home, merchants: list[Merchant]) -> None:
        super().__init__(home)
        self.merchants = merchants

    @property
    def ca_file(self) -> Path:
        """The certificate authority that signs the webhook certificates, for PAYPAL_CA_FILE."""
        return self.folder / "ca.pem"

    def prepare(self) -> None:
        merchants = [
            {
                "tenant": merchant.tenant,
                "name": merchant.name,
                "webhook_url": merchant.webhook_url,
                "client_id": self.home.secret(merchant.tenant, "paypal_client_id"),
                "client_secret": self.home.secret(merchant.tenant, "paypal_client_secret"),
                "webhook_id": self.home.secret(
                    merchant.tenant, "paypal_webhook_id", lambda: secrets.token_hex(9).upper()[:17]
                ),
            }
            for merchant in self.merchants
        ]
        private_text(self.folder / "config.json", json.dumps({"url": self.url, "merchants": merchants}, indent=1))


class Register(ServedProgram):
    """The Bundesamt für Justiz behind a municipality's register software (see `local.doubles.register`)."""

    name = "register"
    module = "local.doubles.register"


class Letters(ServedProgram):
    """A hybrid-mail service that prints and posts (see `local.doubles.letters`)."""

    name = "letter-service"
    module = "local.doubles.letters"


class Sms(ServedProgram):
    """An SMS provider's gateway (see `local.doubles.sms`)."""

    name = "sms-gateway"
    module = "local.doubles.sms"

    def prepare(self) -> None:
        private_text(self.folder / "token", self.home.secret("region", "sms_token"))


@dataclass(frozen=True)
class Relying:
    """One town as BundID registers it: its name there, and where answers go."""

    tenant: str
    entity: str
    answers: str


class BundId(ServedProgram):
    """BundID as a SAML identity provider (see `local.doubles.bundid`)."""

    name = "bundid"
    module = "local.doubles.bundid"

    def __init__(self, home: Home, towns: list[Relying]) -> None:
        super().__init__(home)
        self.towns = towns

    def prepare(self) -> None:
        """Make keys once; tell the towns' pages by metadata where BundID is and by which key it signs."""
        own = self._keys("doubles", "BundID (nur zum Test)")
        towns = []
        for town in self.towns:
            pair = self._keys(town.tenant, town.entity)
            towns.append({"entity": town.entity, "answers": town.answers, "certificate": pair["certificate"]})
        config = {"url": self.url, "keys": own, "towns": towns}
        private_text(self.folder / "config.json", json.dumps(config, indent=1))
        private_text(self.home.path("secrets", "region.bundid_metadata"), metadata(self.url, own["certificate"]))

    def _keys(self, owner: str, name: str) -> dict[str, str]:
        made = make_pair(name)
        folder = "keys" if owner == "doubles" else "secrets"
        if not self.home.path(folder, f"{owner}.bundid_certificate").exists():
            self.home.path(folder, f"{owner}.bundid_key").unlink(missing_ok=True)
        return {
            "key": self.home.secret(owner, "bundid_key", lambda: made.key),
            "certificate": self.home.secret(owner, "bundid_certificate", lambda: made.certificate),
        }
