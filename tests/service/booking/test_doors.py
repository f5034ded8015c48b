"""Which doors booking opens for all services; who may come where stands in `tests/service/routes.txt`."""

from typing import Any

from chassis.web.auth import routes_with_access


def test_staff_sign_in_here_for_all_services(app: Any) -> None:
    assert {"/anmeldung", "/impressum", "/barrierefreiheit"} <= {rule for rule, _, _ in routes_with_access(app)}
