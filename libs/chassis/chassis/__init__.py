"""How a service runs: settings, tenants, transactions, messages, mail, web, telemetry. No business word in it."""
