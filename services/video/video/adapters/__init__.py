"""What the use cases ask for, made of PostgreSQL and coturn."""
