"""The whole system: how fast it is up, what it holds, what a booking costs: `make bench-whole`."""
