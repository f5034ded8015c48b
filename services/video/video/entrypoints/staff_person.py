"""Who of the staff is asking."""

from chassis.web.auth import Staff, current_staff


def me() -> Staff:
    """Return the signed-in person of a route that lets staff in alone."""
    person = current_staff()
    if person is None:
        raise RuntimeError("@staff has let nobody else in")
    return person
