"""Events from the outbox to their effects, against kombu alone: `make bench-events`."""
