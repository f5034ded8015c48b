"""Where billing's ports meet the world: PostgreSQL, PayPal, PDF, the letter spool."""
