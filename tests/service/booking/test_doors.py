"""Who may come where."""

from typing import Any

from chassis.web.auth import routes_with_access

OWN = {
    ("/", "GET", "public"),
    ("/termin", "GET", "public"),
    ("/termin/zeit", "GET", "public"),
    ("/termin/zeit", "POST", "public"),
    ("/termin/angaben/<uuid:hold_id>", "GET", "public"),
    ("/termin/angaben/<uuid:hold_id>", "POST", "public"),
    ("/termin/angaben/<uuid:hold_id>/verlaengern", "POST", "public"),
    ("/termin/angaben/<uuid:hold_id>/zeiten", "POST", "public"),
    ("/termin/angaben/<uuid:hold_id>/neu", "POST", "public"),
    ("/termin/abgesagt", "GET", "public"),
    ("/termin/bestaetigt/<uuid:appointment_id>", "GET", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>", "GET", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>/termin.ics", "GET", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>/absagen", "GET", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>/absagen", "POST", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>/verschieben", "GET", "citizen(manage)"),
    ("/termin/verwalten/<uuid:appointment_id>/verschieben", "POST", "citizen(manage)"),
    ("/termin/link-verloren", "GET", "public"),
    ("/termin/link-verloren", "POST", "public"),
    ("/termin/link-verloren/gesendet", "GET", "public"),
    ("/termin/zugang", "GET", "public"),
    ("/termin/zugang", "POST", "public"),
    ("/termin/zugang/<token>", "GET", "public"),
}

STAFF = {
    ("/verwaltung/booking", "GET"),
    ("/verwaltung/booking/termin/<uuid:appointment_id>", "GET"),
    ("/verwaltung/booking/termin/<uuid:appointment_id>/brief", "GET"),
    ("/verwaltung/booking/termin/<uuid:appointment_id>/absagen", "GET"),
    ("/verwaltung/booking/termin/<uuid:appointment_id>/absagen", "POST"),
    ("/verwaltung/booking/neu", "GET"),
    ("/verwaltung/booking/neu/zeit", "GET"),
    ("/verwaltung/booking/neu/zeit", "POST"),
    ("/verwaltung/booking/neu/<uuid:hold_id>", "GET"),
    ("/verwaltung/booking/neu/<uuid:hold_id>", "POST"),
}


def test_every_page_of_staff_is_for_clerks_and_supervisors(app: Any) -> None:
    found = {route for route in routes_with_access(app) if route[0].startswith("/verwaltung")}
    assert found == {(rule, method, "staff(clerk, supervisor)") for rule, method in STAFF}


def test_every_page_below_termin_is_known_with_its_guard(app: Any) -> None:
    found = {route for route in routes_with_access(app) if route[0] == "/" or route[0].startswith("/termin")}
    assert found == OWN


def test_staff_sign_in_here_for_all_services(app: Any) -> None:
    assert {"/anmeldung", "/impressum", "/barrierefreiheit"} <= {rule for rule, _, _ in routes_with_access(app)}
