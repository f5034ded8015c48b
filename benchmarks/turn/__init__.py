"""What coturn relays on this machine with the product's own configuration: `make bench-turn`."""
