"""What must always be true, asked of the live database: each service declares its own, the house has its own."""
