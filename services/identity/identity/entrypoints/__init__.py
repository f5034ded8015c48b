"""What enters identity: events and people."""
