"""The probe of the chassis, the house of a call, and the whole system, for proofs that take minutes."""

from tests.e2e.calls import office
from tests.e2e.conftest import (
    _windows,
    chromium,
    clerk,
    driver,
    mailbox,
    pytest_runtest_makereport,
    system,
    window,
)
from tests.e2e.test_line import house
from tests.service.chassis.conftest import ask, probe, process
from tests.service.conftest import application, secrets_dir, start, tenants_dir

__all__ = [
    "_windows",
    "application",
    "ask",
    "chromium",
    "clerk",
    "driver",
    "house",
    "mailbox",
    "office",
    "probe",
    "process",
    "pytest_runtest_makereport",
    "secrets_dir",
    "start",
    "system",
    "tenants_dir",
    "window",
]
