"""What billing does, one file for each thing."""
