"""The probe of the chassis and the house of a call, for proofs that take minutes."""

from tests.e2e.calls import office
from tests.e2e.conftest import chromium
from tests.e2e.test_line import house
from tests.service.chassis.conftest import ask, probe, process
from tests.service.conftest import application, secrets_dir, start, tenants_dir

__all__ = [
    "application",
    "ask",
    "chromium",
    "house",
    "office",
    "probe",
    "process",
    "secrets_dir",
    "start",
    "tenants_dir",
]
