"""A private OpenID Connect provider with demo accounts (npm `oidc-provider`, certified)."""

import json
import secrets
import shutil
from dataclasses import asdict, dataclass

from local.accounts import Account, demo_accounts
from local.home import LOOPBACK, ROOT, Home, private_text
from local.loopback import answers
from local.process import Launch, NotReady, Program


@dataclass(frozen=True)
class Client:
    """One town as the provider knows it: its pages may send people here and take them back."""

    tenant: str
    name: str
    origins: tuple[str, ...]


class OpenIdProvider(Program):
    """One issuer with a client per town; the address is a number, since Python does not resolve *.localhost."""

    name = "oidc"

    def __init__(self, home: Home, clients: list[Client]) -> None:
        super().__init__(home)
        self.clients = clients

    @property
    def issuer(self) -> str:
        """The issuer, under which `/.well-known/openid-configuration` answers."""
        return f"http://{LOOPBACK}:{self.home.port('oidc')}"

    address = issuer

    @property
    def accounts(self) -> list[Account]:
        """Who can sign in."""
        return demo_accounts([client.tenant for client in self.clients])

    @property
    def password(self) -> str:
        """The password of all demo accounts; the login page shows it."""
        return self.home.secret("accounts", "password", lambda: f"demo-{secrets.token_hex(4)}")

    def client_id(self, tenant: str) -> str:
        """Return the client id of a town."""
        return f"buergerbuero-{tenant}"

    def client_secret(self, tenant: str) -> str:
        """Return the client secret of a town, which its services find in SECRETS_DIR."""
        return self.home.secret(tenant, "oidc_client_secret")

    def prepare(self) -> None:
        clients = [
            {
                "id": self.client_id(client.tenant),
                "secret": self.client_secret(client.tenant),
                "name": client.name,
                "tenant": client.tenant,
                "origins": client.origins,
            }
            for client in self.clients
        ]
        config = {
            "issuer": self.issuer,
            "port": self.home.port("oidc"),
            "password": self.password,
            "clients": clients,
            "accounts": [asdict(account) for account in self.accounts],
        }
        private_text(self.home.directory("oidc") / "config.json", json.dumps(config, ensure_ascii=False, indent=1))

    def launch(self) -> Launch:
        node = shutil.which("node")
        if node is None or not (ROOT / "local" / "node_modules" / "oidc-provider").is_dir():
            raise NotReady("the OpenID provider is not installed: run local/setup.sh")
        program = ROOT / "local" / "oidc" / "server.mjs"
        return Launch([node, str(program), str(self.home.path("oidc", "config.json"))])

    def is_ready(self) -> bool:
        return answers(f"{self.issuer}/.well-known/openid-configuration")
