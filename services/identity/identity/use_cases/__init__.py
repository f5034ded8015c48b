"""What identity can do: one file for each verb."""
