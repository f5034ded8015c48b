"""A little OpenID provider that checks what a real one checks, and that can be told to misbehave."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey


class Provider:
    """Serves discovery, keys and tokens on a port of its own."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.claims: dict[str, Any] = {
            "sub": "u-7",
            "name": "Sabine Schäfer",
            "roles": ["clerk"],
            "tenants": ["ostfildern"],
        }
        self.said: dict[str, Any] = {}
        self.signature = "RS256"
        self.granted: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address: str) -> str:
        """Let the person sign in: return the query of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        self.granted = asked
        return f"code=c-1&state={asked['state']}"

    def _token(self, form: dict[str, str]) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        assert challenge.decode() == self.granted["code_challenge"]
        assert form["redirect_uri"] == self.granted["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.granted["client_id"],
            "nonce": self.granted["nonce"],
            "iat": now,
            "exp": now + 60,
        }
        key = self.key if self.signature == "RS256" else OctKey.import_key("secret-secret-secret-secret-secret")
        said = jwt.encode({"alg": self.signature, "kid": "k1"}, claims | self.claims | self.said, key, [self.signature])
        return {"access_token": "a-1", "token_type": "Bearer", "id_token": said}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/keys":
                    self._send({"keys": [provider.key.as_dict(private=False)]})
                    return
                self._send(
                    {
                        "issuer": provider.issuer,
                        "authorization_endpoint": f"{provider.issuer}/authorise",
                        "token_endpoint": f"{provider.issuer}/token",
                        "jwks_uri": f"{provider.issuer}/keys",
                        "end_session_endpoint": f"{provider.issuer}/ende",
                        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
                    }
                )

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                try:
                    self._send(provider._token({name: values[0] for name, values in parse_qs(text).items()}))
                except AssertionError:
                    self._send({"error": "invalid_grant"}, 400)

            def _send(self, said: dict[str, Any], status: int = 200) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Stay silent."""

        return Handler
