"""What enters booking: pages, the API, events and due work."""
