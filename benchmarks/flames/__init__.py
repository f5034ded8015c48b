"""Where a booking's CPU goes in the dearest services: flame graphs by py-spy into `docs/flames/` (`make flames`)."""
