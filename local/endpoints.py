"""All addresses and logins of a running system: one table for people, one JSON file for scripts."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from local.databases import DatabaseUrls
from local.home import Home, private_text
from local.loopback import status
from local.services import ServiceProcess
from local.system import System


def endpoints_file(home: Home) -> Path:
    """Where scripts find the addresses; it exists only while the system is ready."""
    return home.path("endpoints.json")


def describe(
    system: System, databases: dict[str, DatabaseUrls], processes: list[ServiceProcess], failed: list[str], pid: int
) -> dict[str, Any]:
    """Return everything that a script may want to reach."""
    gateway, rabbitmq = system.gateway, system.rabbitmq
    own_broker = system.given.broker_url is None
    said: dict[str, Any] = {
        "supervisor": pid,
        "home": str(system.home.folder),
        "failed": failed,
        "gateway": gateway.address,
        "towns": {
            town.key: {
                "name": town.name,
                "url": gateway.url(town.hosts[0]),
                "host": f"{town.hosts[0]}:{gateway.port}",
            }
            for town in system.towns
        },
        "staff": [
            {
                "login": account.login,
                "password": system.oidc.password,
                "name": account.name,
                "roles": list(account.roles),
                "tenants": list(account.tenants),
            }
            for account in system.oidc.accounts
        ],
        "oidc": system.oidc.issuer,
        "mail": {"url": system.mail.url, "api": f"{system.mail.url}/api/mails", "smtp": system.mail.smtp_url},
        "traces": {"url": f"{system.traces.url}/traces", "file": str(system.home.path("traces.jsonl"))},
        "turn": {"url": system.coturn.url},
        "broker": {
            "url": system.broker_url,
            "management": rabbitmq.management_url if own_broker else None,
            "metrics": rabbitmq.metrics_url if own_broker else None,
        },
        "database_admin": system.admin_url,
        "databases": {
            service: {"database": urls.database, "relay": urls.relay, "migration": urls.migration}
            for service, urls in databases.items()
        },
        "processes": {
            process.name: {"url": process.url, "metrics": process.metrics_url, "log": str(process.log)}
            for process in processes
        },
        "doubles": {
            "paypal": system.paypal.url,
            "register": system.register.url,
            "letters": system.letters.url,
            "sms": system.sms.url,
            "bundid": system.bundid.url,
        },
        "letters_folder": str(system.home.path("letters")),
    }
    for account in said["staff"]:
        account["start"] = start_page(said, account["roles"])
    return said


def write(home: Home, said: dict[str, Any]) -> None:
    """Write the file; it holds passwords, so it is for this user alone."""
    private_text(endpoints_file(home), json.dumps(said, indent=2, ensure_ascii=False))


def table(said: dict[str, Any]) -> str:
    """Return the one table that people read."""
    rows: list[tuple[str, str, str]] = []
    for key, town in said["towns"].items():
        rows.append((town["name"], town["url"] + "/", "Termin buchen"))
        rows += [
            ("", f"{town['url']}{account['start']}", f"{account['login']}  ({account['name']})")
            for account in said["staff"]
            if account["tenants"] == [key]
        ]
    password = said["staff"][0]["password"]
    operator = next(account for account in said["staff"] if "operator" in account["roles"])
    first = next(iter(said["towns"].values()))["url"]
    rows.append(("Betrieb", f"{first}{operator['start']}", f"{operator['login']}  ({operator['name']})"))
    rows.append(("Kennwort", "aller Konten oben", password))
    rows.append(("Postfach", said["mail"]["url"] + "/", "alle E-Mails dieser Anlage"))
    rows.append(("PayPal-Double", said["doubles"]["paypal"] + "/_double/", "zahlt wirklich nichts"))
    rows.append(("Register-Double", said["doubles"]["register"] + "/_double/", "Bundesamt für Justiz"))
    rows.append(("Briefdienst-Double", said["doubles"]["letters"] + "/_double/", "druckt und verschickt nichts"))
    rows.append(("SMS-Double", said["doubles"]["sms"] + "/_double/", "zeigt, was auf Telefonen ankäme"))
    rows.append(("BundID-Double", said["doubles"]["bundid"] + "/_double/", "glaubt, was man ihm sagt"))
    if said["broker"]["management"]:
        login = urlsplit(said["broker"]["url"])
        rows.append(("RabbitMQ", said["broker"]["management"] + "/", f"{login.username} / {login.password}"))
    rows.append(("Spuren (OTLP)", said["traces"]["url"], "traces.jsonl"))
    rows.append(("Alles für Skripte", str(endpoints_file(Home(said["home"]))), "Datenbanken, Metriken, Protokolle"))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    line = "─" * (sum(widths) + 4 + max(len(row[2]) for row in rows))
    body = "\n".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in rows)
    return f"{line}\n{body}\n{line}"


# How a page answers that exists, to somebody who is not signed in.
_THERE = (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
# Where somebody with a role begins to work; the first page that exists is shown.
_STARTS = {
    "clerk": ("/arbeitsplatz",),
    "cashier": ("/kasse",),
    "supervisor": ("/verwaltung/identity", "/verwaltung/fulfilment", "/verwaltung/booking"),
    "administrator": ("/verwaltung/booking/erscheinungsbild", "/verwaltung/billing/katalog"),
    "operator": ("/betrieb/booking", "/betrieb/fulfilment", "/betrieb/billing"),
}


def start_page(said: dict[str, Any], roles: list[str]) -> str:
    """Return the page where somebody with these roles begins to work."""
    town = next(iter(said["towns"].values()))
    pages = (page for role in roles for page in _STARTS.get(role, ()))
    there = (page for page in pages if status(said["gateway"] + page, town["host"]) in _THERE)
    return next(there, "/anmeldung")
