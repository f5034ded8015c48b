"""Mail with its own outbox: what to send is stored with the state it tells of, and sent after commit."""
