"""One database per service: tables with a tenant, transactions with a tenant, and row-level security behind both."""
