"""What comes in: pages, events, due work."""
