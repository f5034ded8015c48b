"""The five services of the house, as far as they exist."""

from local.home import ROOT

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
KINDS = ("web", "worker", "relay")


def existing() -> list[str]:
    """Return the services that can be started; while the house is being built, some may be missing."""
    return [name for name in SERVICES if (ROOT / "services" / name / name / "__main__.py").exists()]
