"""What the line of a call costs: latency, memory, and how long people are without it."""
