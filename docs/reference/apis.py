"""What programs may ask of the services, from their own OpenAPI documents, and every route with who may come."""

import importlib
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chassis.commands import create_app_of
from chassis.service import Running
from chassis.settings import load
from contracts.catalogue import SERVICES
from local.home import ROOT

METHODS = ("get", "post", "put", "patch", "delete")
NOWHERE = "http://127.0.0.1:1"
GENERAL = ("/healthz", "/readyz", "/metrics", "/version", "/static-tenant/", "/api/")


@cache
def applications(folder: Path) -> dict[str, Any]:
    """Return each service's Flask application; nothing is connected, since nobody asks it for a page."""
    from chassis.web.app import create_app

    return {
        name: create_app_of(Running.start(_service(name), _settings(name, folder)), create_app) for name in SERVICES
    }


def _service(name: str) -> Any:
    return importlib.import_module(f"{name}.bootstrap").service


def _settings(name: str, folder: Path) -> Any:
    (folder / "region.signing_key").write_text("no secret", encoding="utf-8")
    (folder / "region.access_keys").write_text(f"1:{'00' * 32}", encoding="utf-8")
    values: dict[str, object] = {
        "database_url": f"postgresql://{name}@127.0.0.1:1/{name}",
        "relay_database_url": f"postgresql://{name}@127.0.0.1:1/{name}",
        "migration_database_url": f"postgresql://{name}@127.0.0.1:1/{name}",
        "broker_url": "amqp://127.0.0.1:1/none",
        "smtp_url": "smtp://127.0.0.1:1",
        "tenants_dir": ROOT / "local" / "tenants",
        "secrets_dir": folder,
        "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
        "port": 1,
        "letter_spool_dir": folder,
        "turn_url": "turn:127.0.0.1:1",
        "paypal_url": NOWHERE,
        "register_url": NOWHERE,
    }
    return load(_service(name).settings, values)


def documents(folder: Path) -> dict[str, str]:
    """Return each OpenAPI document as a file's name and text, for those that have operations."""
    told = {name: app.api_doc for name, app in applications(folder).items()}
    return {
        f"openapi-{name}.json": json.dumps(doc, ensure_ascii=False, indent=1)
        for name, doc in told.items()
        if doc["paths"]
    }


def page(folder: Path) -> str:
    """Return the page of all operations, written anew at each build."""
    return "\n".join(
        [
            "# APIs",
            "",
            (
                "Drawn from the applications themselves. A running service answers with the same document at "
                "`/api/<service>/v1/openapi.json` of every town (OpenAPI 3.1), and for people at `/api/<service>/v1`. "
                "Errors are problem details (RFC 9457). "
                "The town is the host name; there is no other way to choose it. A client in Python comes from the "
                "document by `uvx openapi-python-client generate --url https://<town>/api/booking/v1/openapi.json`; a "
                "test generates it and books with it."
            ),
            "",
            *(line for name, app in applications(folder).items() for line in _service_chapter(name, app.api_doc)),
        ]
    )


def _service_chapter(name: str, doc: dict[str, Any]) -> Iterator[str]:
    if not doc["paths"]:
        return
    yield f"## {name.capitalize()} {{ #{name} }}"
    yield ""
    yield f"[The document](openapi-{name}.json), for generators of clients."
    yield ""
    for path, operations in doc["paths"].items():
        for method in METHODS:
            if method in operations:
                yield from _operation(method, path, operations[method])


def _operation(method: str, path: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`"
    yield ""
    yield told.get("summary") or told.get("description", "")
    yield ""
    if parameters := told.get("parameters"):
        yield "| parameter | in | needed | what |"
        yield "|---|---|---|---|"
        for one in parameters:
            what = one.get("description") or one["schema"].get("description", "")
            yield f"| `{one['name']}` | {one['in']} | {'yes' if one.get('required') else ''} | {what} |"
        yield ""
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if body:
        yield f"Body: `{_reference(body)}`"
        yield ""
    answers = (f"`{code}` {one.get('description', '')}".rstrip() for code, one in told["responses"].items())
    yield f"Answers: {', '.join(answers)}"
    yield ""


def _reference(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", schema.get("title", schema.get("type", "JSON")))).rpartition("/")[2]


def routes_page(folder: Path) -> str:
    """Return the page of all pages' addresses with who may come."""
    from chassis.web.auth import routes_with_access

    lines = ["# Addresses", "", "Every route of the five services and who may come; a test compares it with the code."]
    for name, app in applications(folder).items():
        by_who = defaultdict(list)
        for rule, methods, who in routes_with_access(app):
            if not rule.startswith(GENERAL):
                by_who[who].append(f"`{methods} {rule.replace('|', '&#124;')}`")
        lines += ["", f"## {name.capitalize()}", "", "| who | address |", "|---|---|"]
        lines += [f"| {who} | {'<br>'.join(found)} |" for who, found in sorted(by_who.items())]
    return "\n".join(lines)
