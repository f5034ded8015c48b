"""The doubles of what lives outside, as programs: PayPal, the Bundesamt's register, letter service, SMS."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

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
