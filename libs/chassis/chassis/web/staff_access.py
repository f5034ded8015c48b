"""Who of the staff is signed in: one signed cookie that all services of a host verify."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Response, abort, g, redirect, request

from chassis.web.problems import Refusal, wanted
from chassis.web.signing import SignedCookie
from chassis.web.tenant import current_tenant
from chassis.web.words import _, gettext

ROLES = {
    "clerk": _("Sachbearbeitung"),
    "supervisor": _("Leitung"),
    "cashier": _("Kasse"),
    "administrator": _("Verwaltung der Kommune"),
    "operator": _("Betrieb"),
}
"""The roles and what they are called on pages."""

SIGN_IN = "/anmeldung"
_COOKIE = SignedCookie("staff", hours=10)


@dataclass(frozen=True)
class Staff:
    """A signed-in member of staff at the current town."""

    subject: str
    name: str
    roles: frozenset[str]

    @property
    def actor(self) -> str:
        """The id for audit rows: the provider's subject, never a name."""
        return f"staff:{self.subject}"

    def has(self, *roles: str) -> bool:
        """Tell whether this person holds any of the roles here."""
        return not self.roles.isdisjoint(roles)


def remember_staff(response: Response, subject: str, name: str, roles: dict[str, list[str]]) -> None:
    """Issue the staff cookie: a fresh one at each sign-in, valid ten hours from now whatever happens."""
    _COOKIE.write(response, {"sub": subject, "name": name, "roles": roles})


def forget_staff(response: Response) -> None:
    """Remove the staff cookie."""
    _COOKIE.forget(response)


def current_staff() -> Staff | None:
    """Return who of the staff of this town is signed in; a role at another town does not count here."""
    if "staff" not in g:
        g.staff = _read()
    return g.staff if isinstance(g.staff, Staff) else None


def _read() -> Staff | None:
    told = _COOKIE.read()
    if not isinstance(told, dict):
        return None
    roles = told["roles"].get(current_tenant().key)
    if roles is None:
        return None
    return Staff(told["sub"], told["name"], frozenset(roles))


def safe_return_path(target: str | None) -> str:
    """Return `target` if it is a path of this host, else `/`: nobody is led elsewhere by a link (CWE-601)."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return "/"
    if "\\" in target or any(ord(sign) <= ord(" ") for sign in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc else target


def sign_in_address() -> str:
    """Return where to sign in and come back to the page that the person sees."""
    seen = request.full_path.rstrip("?") if request.method == "GET" and wanted() == "page" else _page_behind()
    return f"{SIGN_IN}?{urlencode({'weiter': safe_return_path(seen)})}"


def _page_behind() -> str:
    """Return the path of the page that holds the fragment or form of this request."""
    address = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if address.netloc != request.host:
        return "/"
    return address.path + (f"?{address.query}" if address.query else "")


def require_role(roles: tuple[str, ...]) -> Staff:
    """Return the signed-in person if they hold one of the roles here, else refuse."""
    person = current_staff()
    if person is None:
        if wanted() == "page":
            abort(redirect(sign_in_address()))
        raise Refusal(
            401,
            _("Bitte melden Sie sich an"),
            _("Ihre Anmeldung fehlt oder ist nach zehn Stunden abgelaufen."),
            slug="sign-in-needed",
            headers={"X-Sign-In": sign_in_address()},
        )
    if not person.has(*roles):
        needed = gettext(" oder ").join(str(ROLES[role]) for role in roles)
        held = ", ".join(sorted(str(ROLES.get(role, role)) for role in person.roles)) or gettext("keine Rolle")
        raise Refusal(
            403,
            _("Dafür fehlt Ihnen die Berechtigung"),
            gettext(
                "Nötig ist die Rolle: %(needed)s. Sie sind angemeldet als %(name)s und haben hier: %(held)s.",
                needed=needed,
                name=person.name,
                held=held,
            ),
            slug="role-needed",
        )
    return person
