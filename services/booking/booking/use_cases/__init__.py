"""What booking can do: one file for each use case."""
