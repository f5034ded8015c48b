"""Who may come: every view names it by a decorator, and the app enforces it before the view runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from flask import Flask, current_app, g, request

from chassis.access import PURPOSES
from chassis.web.citizen_access import current_grants, require_appointment, require_grant
from chassis.web.staff_access import ROLES, Staff, current_staff, require_role

__all__ = [
    "Access",
    "Staff",
    "access_of",
    "citizen",
    "current_grants",
    "current_staff",
    "enforce",
    "operator",
    "public",
    "require_appointment",
    "require_every_view_guarded",
    "routes_with_access",
    "staff",
]

View = TypeVar("View", bound=Callable[..., object])
_MARK = "_chassis_access"


@dataclass(frozen=True)
class Access:
    """One group of people that may come: anyone, citizens with one of these purposes, staff with one of these roles."""

    who: Literal["public", "citizen", "staff"]
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.who}({', '.join(self.names)})" if self.names else self.who


def _mark(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        setattr(view, _MARK, (access, *getattr(view, _MARK, ())))
        return view

    return decorate


def public(view: View) -> View:
    """Let anyone come."""
    return _mark(Access("public"))(view)


def citizen(*purposes: str) -> Callable[[View], View]:
    """Let those come who hold the link of an appointment for any of the purposes."""
    if not purposes or (wrong := set(purposes) - set(PURPOSES)):
        raise ValueError(f"name purposes out of {PURPOSES}, not {sorted(wrong) if purposes else 'none'}")
    return _mark(Access("citizen", purposes))


def staff(*roles: str) -> Callable[[View], View]:
    """Let staff come who hold any of the roles at the current town."""
    if not roles or (wrong := set(roles) - set(ROLES)):
        raise ValueError(f"name roles out of {tuple(ROLES)}, not {sorted(wrong) if roles else 'none'}")
    return _mark(Access("staff", roles))


def operator(view: View) -> View:
    """Let the people come who run the installation."""
    return _mark(Access("staff", ("operator",)))(view)


def access_of(view: object) -> tuple[Access, ...]:
    """Return who may come to a view; several decorators mean that any of them is enough."""
    return tuple(getattr(view, _MARK, ()))


def enforce() -> None:
    """Refuse whoever may not come; runs before every view."""
    if request.endpoint is None:
        return
    allowed = access_of(current_app.view_functions[request.endpoint])
    if not allowed:
        raise RuntimeError(f"{request.endpoint} does not say who may come")
    g.is_public = any(access.who == "public" for access in allowed)
    if g.is_public:
        return
    # Where both may come, the last one refuses, so that its words fit the person: staff only where one is signed in.
    signed_in = current_staff() is not None
    order = sorted(allowed, key=lambda access: (access.who == "staff") == signed_in)
    for access in order[:-1]:
        if _holds(access):
            return
    _require(order[-1])


def _holds(access: Access) -> bool:
    if access.who == "citizen":
        return bool(current_grants(access.names))
    person = current_staff()
    return person is not None and not person.roles.isdisjoint(access.names)


def _require(access: Access) -> None:
    if access.who == "citizen":
        require_grant(access.names)
    else:
        require_role(access.names)


def routes_with_access(app: Flask) -> list[tuple[str, str, str]]:
    """Return (rule, methods, who may come) of every route, sorted: the golden list of a service's test."""
    found = []
    for rule in app.url_map.iter_rules():
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        allowed = access_of(app.view_functions[rule.endpoint])
        found.append((rule.rule, methods, " or ".join(map(str, allowed)) or "NOBODY SAID"))
    return sorted(found)


def require_every_view_guarded(app: Flask) -> None:
    """Refuse to start while a view does not say who may come."""
    open_doors = [rule for rule, _, who in routes_with_access(app) if who == "NOBODY SAID"]
    if open_doors:
        raise RuntimeError(
            "these routes do not say who may come (@public, @citizen, @staff or @operator, below the route's own "
            f"decorator): {', '.join(open_doors)}"
        )
