"""What enters billing: events, due work, pages, programs."""
