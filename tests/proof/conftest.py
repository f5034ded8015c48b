"""The probe of the chassis, for proofs that need no whole system."""

from tests.service.chassis.conftest import ask, probe, process
from tests.service.conftest import secrets_dir, start, tenants_dir

__all__ = ["ask", "probe", "process", "secrets_dir", "start", "tenants_dir"]
